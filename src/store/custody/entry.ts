/** One entry of the custody log: what is hashed, chained and signed is exactly these bytes. */
import { canonicalJson, type Json } from '../../domain/canonical-json.js';
import type { CustodyKind } from '../../domain/custody.js';
import type { Instant } from '../../domain/time.js';

export interface CustodyEntry {
  /** 0 for the first entry of the station, gapless. */
  readonly seq: number;
  readonly at: Instant;
  /** Milliseconds since the machine booted, so that a clock that was set back shows. */
  readonly uptimeMs: number;
  /** Whether the station's clock was synchronised when it wrote this; null where that could not be known. */
  readonly clockSynchronised: boolean | null;
  /** Who acted: `daemon`, `cli:<login>`. */
  readonly actor: string;
  readonly kind: CustodyKind;
  /** What it is about; null where it is about the station as a whole. */
  readonly visitId: string | null;
  readonly clipId: string | null;
  readonly body: { readonly [key: string]: Json };
  /** Leaf hash of the entry before it, hex; 64 zeros for the first. */
  readonly prev: string;
}

export const FIRST_PREV = '0'.repeat(64);

export const encodeEntry = (entry: CustodyEntry): Buffer => Buffer.from(canonicalJson({ v: 1, ...entry }), 'utf8');

/** @returns undefined when the bytes are not an entry. */
export function decodeEntry(bytes: Uint8Array): CustodyEntry | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return isEntry(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is CustodyEntry {
  if (typeof value !== 'object' || value === null) return false;
  const e = value as Partial<Record<keyof CustodyEntry, unknown>>;
  return (
    Number.isSafeInteger(e.seq) &&
    typeof e.at === 'string' &&
    typeof e.kind === 'string' &&
    typeof e.prev === 'string' &&
    isTextOrNull(e.visitId) &&
    isTextOrNull(e.clipId) &&
    typeof e.body === 'object' &&
    e.body !== null
  );
}

const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string';

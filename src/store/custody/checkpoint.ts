/** Checkpoints: C2SP tlog-checkpoint inside a C2SP signed-note, one Ed25519 signature of the station. */
import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { Hash } from './merkle.js';

export interface Checkpoint {
  readonly origin: string;
  /** Number of custody entries it covers. */
  readonly size: number;
  readonly root: Hash;
}

/** The name under which a station signs its log. */
export const stationOrigin = (stationId: string): string => `bwc-station/${stationId}`;

/** Types of signatures in the C2SP signed-note table: a note's own Ed25519 signature, and a witness's with its time. */
export const SIGNATURE_TYPES = { ed25519: 0x01, cosignature: 0x04 } as const;
export type SignatureType = keyof typeof SIGNATURE_TYPES;

/** The three lines that are signed, each ended by a newline. */
export const checkpointText = (c: Checkpoint): string =>
  `${c.origin}\n${String(c.size)}\n${c.root.toString('base64')}\n`;

/** The 32 bytes of an Ed25519 public key. */
export const rawPublicKey = (key: KeyObject): Buffer => {
  const { x } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  return Buffer.from(x ?? '', 'base64url');
};

/** First four bytes of SHA-256(name ‖ newline ‖ type ‖ public key): tells a verifier which key to try. */
export const keyId = (name: string, key: KeyObject, type: SignatureType = 'ed25519'): Buffer =>
  createHash('sha256')
    .update(`${name}\n`)
    .update(Uint8Array.of(SIGNATURE_TYPES[type]))
    .update(rawPublicKey(key))
    .digest()
    .subarray(0, 4);

export function signCheckpoint(c: Checkpoint, privateKey: KeyObject): string {
  const text = checkpointText(c);
  const signature = sign(null, Buffer.from(text, 'utf8'), privateKey);
  const blob = Buffer.concat([keyId(c.origin, privateKey), signature]).toString('base64');
  return `${text}\n— ${c.origin} ${blob}\n`;
}

export type OpenedNote =
  | { readonly ok: true; readonly checkpoint: Checkpoint }
  | { readonly ok: false; readonly reason: string };

export interface SplitNote {
  /** What is signed, its last newline included. */
  readonly text: string;
  /** Signature lines as they stand: `line` without its newline, `blob` key id and signature. */
  readonly signatures: readonly { readonly line: string; readonly name: string; readonly blob: Buffer }[];
}

/**
 * To the letter, so that a note has one form only: a blank line, signature lines in canonical base64, a newline at the end.
 * @returns undefined for any other text
 */
export function splitNote(note: string): SplitNote | undefined {
  const cut = note.lastIndexOf('\n\n');
  if (cut < 0 || !note.endsWith('\n')) return undefined;
  const lines = note.slice(cut + 2, -1).split('\n');
  const signatures = lines.flatMap((line) => {
    const [, name, text] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    if (name === undefined || text === undefined) return [];
    const blob = Buffer.from(text, 'base64');
    return blob.toString('base64') === text ? [{ line, name, blob }] : [];
  });
  return signatures.length === lines.length ? { text: note.slice(0, cut + 1), signatures } : undefined;
}

/** Reads a note and checks the station's signature. Signature lines of others are ignored, as the format asks. */
export function openCheckpoint(note: string, publicKey: KeyObject): OpenedNote {
  const split = splitNote(note);
  if (split === undefined) return { ok: false, reason: 'not a signed note' };
  const { text, signatures } = split;
  const checkpoint = parseCheckpoint(text);
  if (checkpoint === undefined) return { ok: false, reason: 'the signed text is not a checkpoint' };
  for (const { name, blob } of signatures) {
    if (name !== checkpoint.origin || !blob.subarray(0, 4).equals(keyId(name, publicKey))) continue;
    return verify(null, Buffer.from(text, 'utf8'), publicKey, blob.subarray(4))
      ? { ok: true, checkpoint }
      : { ok: false, reason: 'the signature does not fit the text' };
  }
  return { ok: false, reason: 'no signature of this station' };
}

/** The three lines; undefined for any other text. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const m = /^([^\n]+)\n(0|[1-9]\d*)\n([A-Za-z0-9+/]{43}=)\n$/.exec(text);
  if (m?.[1] === undefined || m[2] === undefined || m[3] === undefined) return undefined;
  const size = Number(m[2]);
  return Number.isSafeInteger(size) ? { origin: m[1], size, root: Buffer.from(m[3], 'base64') } : undefined;
}

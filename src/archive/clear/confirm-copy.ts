/**
 * Asks an archive once more, immediately before the station gives its own file away: what it shows, how long that is locked,
 * and, where that was not looked at lately, every byte of it.
 */
import { fromInstant, type EpochMs, type Instant } from '../../domain/time.js';
import { ArchiveError } from '../errors.js';
import { lasts } from '../sync/next-step.js';
import type { ArchiveTarget } from '../target.js';
import type { ProvenCopy } from './clearing.js';

export type Confirmation =
  | { readonly ok: true; readonly readBack: 'direct' | 'cached' | 'remote' | 'before' }
  /** `lock` is mended by the next sync; the others are findings. */
  | { readonly ok: false; readonly what: 'missing' | 'altered' | 'lock'; readonly detail: string };

/** @param until how long it has to be locked where the archive locks at all @throws ArchiveError where it does not answer */
export async function confirmCopy(
  target: ArchiveTarget,
  copy: ProvenCopy,
  until: Instant,
  { now, readBackMs, signal }: { readonly now: EpochMs; readonly readBackMs: number; readonly signal: AbortSignal },
): Promise<Confirmation> {
  const { key, objectVersion, sha256, bytes, retainUntil, readAt } = copy;
  const seen = await target.head(key, objectVersion ?? undefined);
  if (seen === null) return { ok: false, what: 'missing', detail: `the archive shows no ${key}` };
  if (seen.bytes !== bytes) return altered(`${key} has ${String(seen.bytes)} bytes there; ${String(bytes)} were sent`);
  if (seen.sha256 !== null && seen.sha256 !== sha256)
    return altered(`${key} is recorded there as ${seen.sha256}; ${sha256} was sent`);
  if (retainUntil !== null && !lasts(seen.retention, until))
    return { ok: false, what: 'lock', detail: `${key} is not locked until ${until}` };
  if (fromInstant(readAt) <= now && now - fromInstant(readAt) <= readBackMs) return { ok: true, readBack: 'before' };
  try {
    const read = await target.readBackAndHash(key, objectVersion, signal);
    if (read.sha256 === sha256 && read.bytes === bytes) return { ok: true, readBack: read.method };
    return altered(`${key} has SHA-256 ${read.sha256} there; ${sha256} was sent`);
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'bwc.archive.missing')
      return { ok: false, what: 'missing', detail: `the archive has no ${key}` };
    throw error;
  }
}

const altered = (detail: string): Confirmation => ({ ok: false, what: 'altered', detail });

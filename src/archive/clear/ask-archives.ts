/** Which archive confirms that it has an original, and what follows where it does not. */
import { lockOf } from '../sync/lock-of.js';
import type { Clearing, ProvenCopy } from './clearing.js';
import { confirmCopy, type Confirmation } from './confirm-copy.js';

export interface Asked {
  readonly copy: ProvenCopy;
  readonly answer: Confirmation;
}

/** The first archive of the configuration that answers. Null where none is proven to have it. @throws ArchiveError of the last one, where none answers */
export async function askArchives(clearing: Clearing, clipId: string, signal: AbortSignal): Promise<Asked | null> {
  const { store, settings, places, clock, readBackMs } = clearing;
  const { until } = lockOf(store, clipId, settings, null);
  let failed: { readonly error: unknown } | null = null;
  for (const copy of clearing.copies(clipId)) {
    const place = places.find((p) => p.name === copy.target && p.archiveId === copy.archiveId);
    if (place === undefined) continue;
    try {
      const answer = await confirmCopy(place.target, copy, until, { now: clock.now(), readBackMs, signal });
      return { copy, answer };
    } catch (error) {
      signal.throwIfAborted();
      failed = { error };
    }
  }
  if (failed !== null) throw failed.error;
  return null;
}

/** That the bytes are gone or others there concerns whoever relies on them. */
export function tell(
  { store, found }: Clearing,
  clipId: string,
  copy: Pick<ProvenCopy, 'target' | 'key' | 'sha256'>,
  answer: Exclude<Confirmation, { ok: true }>,
): void {
  if (answer.what === 'lock') return;
  const kind = answer.what === 'missing' ? 'archive.missing' : 'archive.altered';
  const subject = store.originals.get(copy.sha256)?.storedPath ?? clipId;
  found(clipId, { kind, subject, detail: `${copy.target}: ${answer.detail}` }, copy.target);
}

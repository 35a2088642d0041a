/**
 * Clears one original from the station's disk: judged, confirmed by an archive, judged again in the transaction that puts it
 * on record, and signed before the file goes. Stopped anywhere, nothing is lost: `finish-clear.ts` goes on from there.
 */
import type { ClearBar, ClearReason } from '../../domain/clear.js';
import { toInstant } from '../../domain/time.js';
import { askArchives, tell } from './ask-archives.js';
import type { Clearing, ProvenCopy } from './clearing.js';
import { removeCleared } from './finish-clear.js';

export type ClearOutcome =
  | { readonly cleared: true; readonly bytes: number }
  | { readonly cleared: false; readonly bars: readonly ClearBar[]; readonly detail: string | null };

export interface ClearOrder {
  readonly why: ClearReason;
  /** Who asked for it, as custody entries name people; the station where nobody did. */
  readonly by: string;
  /** Who allowed it, and on which day, by the configuration. */
  readonly authorised: { readonly by: string; readonly on: string };
}

/** @throws ArchiveError where no archive that has it answers */
export async function clearClip(
  clearing: Clearing,
  clipId: string,
  order: ClearOrder,
  signal: AbortSignal,
): Promise<ClearOutcome> {
  const { store } = clearing;
  const judge = (): readonly ClearBar[] => {
    const sha256 = store.clips.get(clipId)?.sha256 ?? '';
    return store.cleared.get(sha256) === undefined ? clearing.judge(clipId) : ['cleared'];
  };
  const bars = judge();
  if (bars.length > 0) return barred(bars);
  const asked = await askArchives(clearing, clipId, signal);
  if (asked === null) return barred(['notArchived']);
  const { copy, answer } = asked;
  if (!answer.ok) {
    tell(clearing, clipId, copy, answer);
    return barred(['notConfirmed'], answer.detail);
  }
  const since = store.transaction(() => {
    const now = judge();
    if (now.length === 0) putOnRecord(clearing, clipId, copy, answer.readBack, order);
    return now;
  });
  if (since.length > 0) return barred(since);
  // A log rolled back to before this would show from here on.
  await store.signer.sign();
  const row = store.cleared.get(copy.sha256);
  if (row !== undefined && !removeCleared(clearing, row)) return barred(clearing.judge(clipId));
  return { cleared: true, bytes: copy.bytes };
}

const barred = (bars: readonly ClearBar[], detail: string | null = null): ClearOutcome => ({
  cleared: false,
  bars,
  detail,
});

function putOnRecord(
  { store, clock }: Clearing,
  clipId: string,
  copy: ProvenCopy,
  readBack: string,
  { why, by, authorised }: ClearOrder,
): void {
  const at = toInstant(clock.now());
  const { target, archiveId, key, objectVersion, sha256, bytes, retainUntil } = copy;
  const storedPath = store.originals.get(sha256)?.storedPath ?? '';
  const row = { sha256, storedPath, bytes, target, archiveId, key, objectVersion, why, by, at };
  const { seq } = store.log.append(
    'clip.cleared',
    { ...row, retainUntil, readBack, readAt: copy.readAt, authorised },
    { clipId },
  );
  store.cleared.add({ ...row, clipId, entry: seq });
}

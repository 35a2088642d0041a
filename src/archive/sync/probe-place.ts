/** Tries out what an archive holds to, and puts it on record: what it says decides whether anything is called archived there. */
import { isDeepStrictEqual } from 'node:util';
import { msBetween } from '../../domain/time.js';
import type { ProbeOnRecord } from '../../store/repositories/archive-probes.js';
import type { ArchivePlace, SyncContext } from './context.js';

/** How long a probe counts, and how often one that says the same is put into the log. */
export const PROBED_EVERY_MS = 24 * 3_600_000;

/** @throws ArchiveError where the archive cannot be reached, or is not the one that was configured */
export async function probePlace(
  { store }: Pick<SyncContext, 'store'>,
  { name, archiveId, target }: ArchivePlace,
  signal: AbortSignal,
): Promise<ProbeOnRecord> {
  const { at, checks, clockAheadMs, freeBytes, verdict } = await target.probe(signal);
  const probe: ProbeOnRecord = { at, ...verdict, clockAheadMs, freeBytes };
  store.transaction(() => {
    const before = store.archiveProbes.latest(name);
    store.archiveProbes.keep(name, probe);
    const same = before !== undefined && isDeepStrictEqual(said(before), said(probe));
    if (!same || msBetween(before.at, at) >= PROBED_EVERY_MS)
      store.log.append('archive.probed', { target: name, archive: archiveId, checks: { ...checks }, ...probe });
    if (!same || verdict.mayArchive) store.clearAlarm('archive.unfit', name);
    if (!verdict.mayArchive) store.raiseAlarm('archive.unfit', name, { failed: verdict.inTheWay.join(' ') });
  });
  return probe;
}

const said = ({ mayArchive, enforcement, lacking }: ProbeOnRecord) => ({ mayArchive, enforcement, lacking });

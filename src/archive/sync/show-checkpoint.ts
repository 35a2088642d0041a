/**
 * Shows the station's log to an archive that has no program of its own: its checkpoint is kept there write-once, after the
 * archive's own last one was asked whether it goes on from that. What came of it is on record.
 */
import { hasCode } from '../../domain/errors.js';
import { loadPublicKey } from '../../store/custody/key.js';
import { originOf } from '../../store/station-store.js';
import { accuses, type Refusal } from '../witness/judge.js';
import { formatShown, showCheckpoint } from '../witness/request.js';
import { keepShown, type WitnessedStation } from '../witness/witness.js';
import type { WitnessStore } from '../witness/witness-store.js';
import type { ArchivePlace, SyncContext } from './context.js';

/** How often another one may come in between: only one station writes here. */
const TRIES = 3;

/**
 * @param upTo entries that the archive can give back; null to show the log as it stands
 * @throws what reading and writing the archive throws
 */
export async function showLog(
  sync: Pick<SyncContext, 'store'>,
  place: ArchivePlace,
  upTo: number | null = null,
): Promise<void> {
  const { store } = sync;
  if (place.witness === null) return;
  if (upTo === null) await store.signer.sign();
  const size = store.custody.lastCheckpoint(upTo ?? undefined)?.size ?? 0;
  const refusal = await show(store, place.witness, upTo ?? undefined);
  store.transaction(() => {
    if (refusal === null) {
      store.log.append('archive.checkpoint_shown', { target: place.name, archive: place.archiveId, size });
      store.clearAlarm('archive.log_changed', place.name);
      return;
    }
    const told = { why: refusal.why, size, archiveSize: refusal.size, detail: refusal.detail };
    store.log.append('archive.checkpoint_refused', { target: place.name, archive: place.archiveId, ...told });
    if (accuses(refusal.why)) store.raiseAlarm('archive.log_changed', place.name, told);
  });
}

/** @returns null where the archive keeps it now */
async function show(
  store: SyncContext['store'],
  witness: WitnessStore,
  upTo: number | undefined,
): Promise<Refusal | null> {
  const station: WitnessedStation = {
    id: store.marker.stationId,
    origin: originOf(store.marker),
    publicKey: loadPublicKey(store.paths),
  };
  for (let i = 1; ; i += 1) {
    const size = (await witness.latest(station.id))?.size ?? 0;
    const judgement = await keepShown(witness, station, textFor(store, size, upTo));
    if (judgement.accepted) return null;
    if (judgement.refusal.why !== 'stale' || i === TRIES) return judgement.refusal;
  }
}

/** Where the archive has seen more than there is, the checkpoint alone: it is refused by its size. */
function textFor(store: SyncContext['store'], size: number, upTo: number | undefined): string {
  try {
    return formatShown(showCheckpoint(store, size, upTo));
  } catch (error) {
    if (!hasCode(error, 'bwc.custody.regression')) throw error;
    return formatShown({ oldSize: 0, proof: [], note: store.custody.lastCheckpoint(upTo)?.note ?? '' });
  }
}

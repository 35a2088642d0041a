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

/** What each archive is about to be shown, from before it is asked for the first time until it is on record. */
const underWay = new WeakMap<WitnessStore, readonly number[]>();

/** Sizes that are on their way to the archive, the smallest first. */
export const beingShown = ({ witness }: ArchivePlace): readonly number[] =>
  (witness === null ? undefined : underWay.get(witness)) ?? [];

/**
 * Those that records rest on, or that another archive was shown, come before it: a record goes to every archive.
 * @param upTo entries that the archive can give back; null to show the log as it stands
 * @throws what reading and writing the archive throws
 */
export async function showLog(
  sync: Pick<SyncContext, 'store' | 'places'>,
  place: ArchivePlace,
  upTo: number | null = null,
): Promise<void> {
  const { store } = sync;
  if (place.witness === null) return;
  if (upTo === null) await store.signer.sign();
  const last = store.custody.lastCheckpoint(upTo ?? undefined)?.size ?? 0;
  const sizes = [...before(sync, place, last), last];
  underWay.set(place.witness, sizes);
  try {
    const kept = sizes.length === 1 ? 0 : ((await place.witness.latest(store.marker.stationId))?.size ?? 0);
    for (const size of sizes.filter((one) => one === last || one > kept))
      if (!tell(store, place, size, await show(store, place.witness, size))) return;
  } finally {
    underWay.delete(place.witness);
  }
}

/** Roots that the archive was not shown, the smallest first. */
function before(
  { store, places }: Pick<SyncContext, 'store' | 'places'>,
  { name }: ArchivePlace,
  last: number,
): number[] {
  const shown = store.custody.lastShown(name);
  const elsewhere = places.map((place) => store.custody.lastShown(place.name));
  const roots = [...store.archives.rootsBetween(shown, last - 1), ...elsewhere].filter((n) => n > shown && n < last);
  return [...new Set(roots)].sort((a, b) => a - b);
}

/** @returns whether the archive keeps it now */
function tell(store: SyncContext['store'], place: ArchivePlace, size: number, refusal: Refusal | null): boolean {
  return store.transaction(() => {
    const at = { target: place.name, archive: place.archiveId };
    if (refusal === null) {
      store.log.append('archive.checkpoint_shown', { ...at, size });
      store.clearAlarm('archive.log_changed', place.name);
      return true;
    }
    const told = { why: refusal.why, size, archiveSize: refusal.size, detail: refusal.detail };
    store.log.append('archive.checkpoint_refused', { ...at, ...told });
    if (accuses(refusal.why)) store.raiseAlarm('archive.log_changed', place.name, told);
    return false;
  });
}

/** @returns null where the archive keeps it now */
async function show(store: SyncContext['store'], witness: WitnessStore, upTo: number): Promise<Refusal | null> {
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
function textFor(store: SyncContext['store'], size: number, upTo: number): string {
  try {
    return formatShown(showCheckpoint(store, size, upTo));
  } catch (error) {
    if (!hasCode(error, 'bwc.custody.regression')) throw error;
    return formatShown({ oldSize: 0, proof: [], note: store.custody.lastCheckpoint(upTo)?.note ?? '' });
  }
}

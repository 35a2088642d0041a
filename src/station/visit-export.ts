/** A visit as it is handed over. That it leaves is on record first, and the records are brought up to that day. */
import { visitBag } from '../archive/bag/visit-bag.js';
import { readChecker } from '../archive/bag/checker.js';
import { buildRecord } from '../archive/record/build.js';
import { logRecord } from '../archive/record/logged.js';
import { recordsOf } from '../archive/sync/build-bag.js';
import type { ArchivePlace } from '../archive/sync/context.js';
import type { RulesInForce } from '../policy/rules-in-force.js';
import { verdictsOfClip } from '../records/clips/verdicts.js';
import type { StationStore } from '../store/station-store.js';
import type { VisitBagAnswer } from '../web/visit-bag.js';
import type { RecordKeeping } from './record-keeping.js';

export interface VisitExport {
  readonly store: StationStore;
  readonly rules: RulesInForce;
  readonly records: RecordKeeping;
  /** Earlier versions of records that only an archive has are read there. */
  readonly places: readonly ArchivePlace[];
  /** Fetches an original from the archive that has left this disk. */
  readonly fetch: (sha256: string) => Promise<void>;
}

/** @throws BwcError `bwc.store.not_found`, `bwc.bag.open`, `bwc.bag.empty`; `bwc.clear.room`; ArchiveError where an archive that is needed cannot be read */
export async function bagOfVisit(
  { store, rules, records, places, fetch }: VisitExport,
  visit: string,
  mhl: boolean,
  by: string,
): Promise<VisitBagAnswer> {
  const { clips, withheld } = await records.act('archive.noteBag', { visit, mhl }, by);
  await store.signer.sign();
  store.transaction(() => {
    for (const clip of clips) bringRecordUpToDate(store, rules, clip);
  });
  const all = await recordsOf({ store, places }, clips);
  // The entries that tell of the new records as well.
  await store.signer.sign();
  const bag = visitBag(store, {
    visit,
    records: all,
    withheld: withheld.map(({ clip }) => clip),
    checker: readChecker(),
  });
  for (const { sha256 } of bag.payload) await fetch(sha256);
  return {
    name: bag.name,
    payload: bag.payload.map((file) => ({ ...file, storedPath: store.originals.get(file.sha256)?.storedPath ?? '' })),
    tags: bag.tags.map(({ path, bytes }) => [path, bytes.toString('base64')]),
    withheld,
  };
}

/** A version that no archive was sent yet is kept; the next sync goes on from it. */
function bringRecordUpToDate(store: StationStore, rules: RulesInForce, clip: string): void {
  const built = buildRecord(store, clip, verdictsOfClip(store, rules, clip), store.archives.lastRecord(clip) ?? null);
  if (built === null) return;
  store.archives.addRecord(clip, { ...built, bytes: built.bytes.length }, built.bytes);
  logRecord(store, built);
}

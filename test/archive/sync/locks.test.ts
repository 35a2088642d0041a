/** When a clip is to be kept for longer, all that lies of it at an archive is locked for longer, and that is on record. */
import { expect, it } from 'vitest';
import { archivedOf } from '../../../src/archive/archived.js';
import { visitBagKey } from '../../../src/archive/document-keys.js';
import { DirectoryTarget } from '../../../src/archive/targets/directory/directory-target.js';
import { initialiseDirectoryArchive } from '../../../src/archive/targets/directory/initialise.js';
import { DirectoryWitnessStore } from '../../../src/archive/witness/directory-witness-store.js';
import { addMs, systemClock } from '../../../src/domain/time.js';
import { recordKey } from '../../../src/archive/document-keys.js';
import { originalKey } from '../../../src/archive/keys.js';
import { ordinaryClip } from '../../records/disposal/support.js';
import { OnRecord } from '../../records/support.js';
import { tempFolder } from '../../store/support.js';
import { TestSync } from './support.js';

const FIRST = '2027-03-02T16:00:00.000Z';
const LONGEST = '2126-02-05T16:00:00.000Z';

it('XM-18: locks the original, every record and the bags of its visit anew, says so in the log, and the proof rests on it', async () => {
  const station = await OnRecord.open();
  const { store } = station;
  const clip = await ordinaryClip(station);
  const { visit: visitId = '', sha256 = '' } = store.clips.get(clip) ?? {};
  store.transaction(() => {
    store.visits.close(visitId, 'complete', null, station.now);
  });
  const path = await tempFolder();
  const archiveId = await initialiseDirectoryArchive(path, systemClock);
  const target = new DirectoryTarget({ path, archiveId }, systemClock);
  const sync = new TestSync(station, target, 'bureau', new DirectoryWitnessStore(path));
  await sync.run();
  const { stationId } = store.marker;
  const keys = [
    originalKey(sha256),
    recordKey(stationId, clip, 1),
    ...['bagit.txt', 'custody/events.jsonl', 'tagmanifest-sha256.txt'].map((name) =>
      visitBagKey(stationId, visitId, 1, name),
    ),
  ];
  const locks = async (): Promise<unknown[]> => [
    ...new Set(await Promise.all(keys.map(async (key) => (await target.head(key))?.retention?.until))),
  ];
  expect(await locks()).toEqual([FIRST]);

  station.do('fact.state', { subject: { kind: 'clip', id: clip }, fact: { flag: 'important' } });
  await sync.run();
  expect(await locks()).toEqual([LONGEST]);
  const renewed = store.custody.list({ kind: 'archive.lock_renewed', limit: 9, newestFirst: false });
  expect(renewed.map((e) => [e.clipId, e.body['part'], e.body['before'], e.body['retainUntil']])).toEqual([
    [clip, 'original', FIRST, LONGEST],
    [clip, 'record', FIRST, LONGEST],
  ]);
  const bags = () => store.custody.list({ kind: 'bag.lock_renewed', limit: 9, newestFirst: false });
  expect(bags().map((e) => [e.visitId, e.body['version'], e.body['retainUntil']])).toEqual([[visitId, 1, LONGEST]]);

  // What is renewed once is not asked for again by the next record.
  station.do('label.put', { clips: [clip], fields: { party: '更正商店' } });
  await sync.run();
  expect(bags()).toHaveLength(1);

  // Long after the first lock was over.
  const required = [{ name: 'bureau', archiveId: sync.place.archiveId, lock: null, witness: null }];
  const verdict = archivedOf(store, clip, required, addMs(FIRST, 86_400_000));
  const [held] = verdict.archived ? verdict.heldBy : [];
  expect(held?.objects[0]).toMatchObject({ part: 'original', retainUntil: LONGEST, lockEntry: renewed[0]?.seq });
});

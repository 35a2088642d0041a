/** What a real station sends is what the catalogue takes: its records, its checkpoints, its key. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { showLog } from '../../../../src/archive/sync/show-checkpoint.js';
import { DirectoryTarget } from '../../../../src/archive/targets/directory/directory-target.js';
import { initialiseDirectoryArchive } from '../../../../src/archive/targets/directory/initialise.js';
import { DirectoryWitnessStore } from '../../../../src/archive/witness/directory-witness-store.js';
import { auditBureau } from '../../../../src/bureau/audit/audit.js';
import { registerStation } from '../../../../src/bureau/import/stations.js';
import { searchBureau } from '../../../../src/bureau/search/search.js';
import { systemClock } from '../../../../src/domain/time.js';
import { ordinaryClip } from '../../../records/disposal/support.js';
import { OnRecord } from '../../../records/support.js';
import { tempFolder } from '../../../store/support.js';
import { TestSync } from '../../sync/support.js';
import { importFrom, newCatalogue, opened } from './support.js';

it('takes what sync sent, and the next version of a record after it', async () => {
  const { db } = await newCatalogue();
  const station = await OnRecord.open();
  const path = await tempFolder();
  const archiveId = await initialiseDirectoryArchive(path, systemClock);
  const target = new DirectoryTarget({ path, archiveId }, systemClock);
  const sync = new TestSync(station, target, 'bureau', new DirectoryWitnessStore(path));
  const clip = await ordinaryClip(station);
  const { stationId } = station.store.marker;
  await sync.run();
  await showLog(sync.context, sync.place);
  await registerStation(db, stationId, readFileSync(join(path, 'stations', `${stationId}.pub`), 'utf8'));
  expect(await importFrom(db, path)).toMatchObject({ records: { new: 1, refused: 0 }, objectsMissing: 0, refused: [] });
  const { rows } = await searchBureau(db, { station: stationId }, '-start', null, 9);
  expect(rows).toMatchObject([{ clip, version: 1, labelled: true, legalHold: false, keptUntil: '2027-03-02' }]);
  const [object] = await db.query<{ until: string }>('SELECT retain_until::text AS until FROM bureau.objects');
  expect(object?.until).toBe('2027-03-02 16:00:00+00');

  station.do('label.put', { clips: [clip], fields: { party: '另一家店' } });
  station.do('hold.place', { subject: { kind: 'clip', id: clip }, reason: '信访' });
  await sync.run();
  await showLog(sync.context, sync.place);
  expect(await importFrom(db, path)).toMatchObject({ records: { new: 1, known: 1, refused: 0 }, refused: [] });
  const held = await searchBureau(db, { party: '另一家', marks: ['held'] }, '-start', null, 9);
  expect(held.rows).toMatchObject([{ clip, version: 2, legalHold: true }]);
  expect(await auditBureau(db, [opened(path)], true)).toMatchObject({ clean: true, checked: { records: 2 } });
});

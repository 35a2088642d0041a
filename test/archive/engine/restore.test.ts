/** A station is lost and comes back from a bucket with Object Lock, under compliance. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { manifestKey, pieceKey } from '../../../src/archive/backup/backup-keys.js';
import { systemClock, toInstant } from '../../../src/domain/time.js';
import { placesNamed } from '../../../src/station/restore/places.js';
import { restore } from '../../../src/station/restore/restore.js';
import { dataPaths } from '../../../src/store/paths.js';
import { ordinaryClip } from '../../records/disposal/support.js';
import { SyncedStation, syncOf } from '../../station/restore/support.js';
import { openStore, tempFolder } from '../../store/support.js';
import { newBucket } from '../support/bucket.js';

it('backs up into a bucket, where every piece is locked, and is restored from that alone', async () => {
  const { settings, account, admin } = await newBucket(inject('ceph'), 'compliance');
  const folder = await tempFolder();
  const key = join(folder, 's3.key');
  writeFileSync(key, `access_key_id = ${account.accessKeyId}\nsecret_access_key = ${account.secretAccessKey}\n`, {
    mode: 0o600,
  });
  const blocks = join(folder, 's3.toml');
  writeFileSync(
    blocks,
    `[[archive.target]]\nname = "bureau"\nid = "${settings.archiveId}"\nendpoint = "${settings.endpoint}"\nbucket = "${settings.bucket}"\ncredentials = { file = "${key}" }\n`,
  );
  const places = placesNamed([blocks], systemClock);
  const station = await SyncedStation.open();
  // The engine's clock is the machine's, and locks lie in its future.
  station.clock.instant = toInstant(systemClock.now());
  const clip = await ordinaryClip(station.onRecord);
  await syncOf(station.store, places, station.clock);
  const { stationId } = station.store.marker;
  const made = station.store.backups.last();
  const manifest = await places[0]?.target.head(manifestKey(stationId, made?.seq ?? 0, made?.at ?? ''));
  expect(manifest?.retention?.enforcement).toBe('compliance');
  const [piece] = station.store.db.prepare<[], string>('SELECT sha256 FROM backup_pieces').pluck().all();
  expect((await places[0]?.target.head(pieceKey(stationId, piece ?? '')))?.retention?.enforcement).toBe('compliance');
  station.lose();
  const options = await station.options({ places });
  const result = await restore(options);
  expect(result).toMatchObject({ continues: stationId, proof: { findings: [] }, originals: { files: 1, missing: [] } });
  const again = openStore(dataPaths(options.dataDir));
  expect(again.labels.versions(clip)).not.toEqual([]);
  await syncOf(again, places, station.clock);
  expect(again.alarms.open()).toEqual([]);
  for (const { target } of places) target.close();
  admin.destroy();
});

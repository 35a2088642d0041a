/** The same import and audit from a bucket on a real engine. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { parseKey } from '../../../../src/archive/keys.js';
import { S3Target } from '../../../../src/archive/targets/s3/s3-target.js';
import { auditBureau } from '../../../../src/bureau/audit/audit.js';
import { importArchive } from '../../../../src/bureau/import/import-archive.js';
import { addMs, systemClock, toInstant } from '../../../../src/domain/time.js';
import { SimulatedStation } from '../../../bureau/simulated-station.js';
import { newBucket } from '../../support/bucket.js';
import { archiveOf, newCatalogue, register } from './support.js';

it('a bucket is imported and audited as a folder is, with the retention that it says', async () => {
  const { db } = await newCatalogue();
  const { settings } = await newBucket(inject('ceph'), 'compliance');
  const target = new S3Target(settings, systemClock);
  const stations = [new SimulatedStation('st-1'), new SimulatedStation('st-2')];
  for (const station of stations) for (let i = 0; i < 3; i += 1) station.clip({ party: `第${String(i)}家店` });
  await register(db, ...stations);
  const folder = await archiveOf(...stations);
  const options = {
    metadata: {},
    signal: new AbortController().signal,
    resume: null,
    keepNote: () => undefined,
    onProgress: () => undefined,
  };
  const until = `${addMs(toInstant(systemClock.now()), 86_400_000).slice(0, 19)}.000Z`;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const key = parseKey(name);
    if (key === null || !statSync(join(folder, name)).isFile()) continue;
    const data = readFileSync(join(folder, name));
    const { version } = await target.put(
      key,
      { data, sha256: createHash('sha256').update(data).digest('hex') },
      options,
    );
    if (key.startsWith('originals/')) await target.retain(key, version, until);
  }
  const archive = { id: settings.archiveId, shown: settings.bucket, target };
  expect(await importArchive(db, archive, systemClock)).toMatchObject({
    ...{ stations: 2, records: { new: 6, refused: 0 }, checkpoints: { new: 2 }, objectsMissing: 0, unregistered: [] },
  });
  expect(await importArchive(db, archive, systemClock)).toMatchObject({ records: { new: 0, known: 6 } });
  expect(
    await db.query('SELECT DISTINCT retain_until = $1::timestamptz AS locked, legal_hold FROM bureau.objects', [until]),
  ).toEqual([{ locked: true, legal_hold: false }]);
  expect(await auditBureau(db, [archive], true)).toMatchObject({ clean: true, checked: { records: 6, objects: 3 } });
  target.close();
});

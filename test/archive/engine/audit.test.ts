/** A bucket judged at the bureau, and its receipts taken up by the station. */
import * as s3 from '@aws-sdk/client-s3';
import { join } from 'node:path';
import { expect, inject, it, onTestFinished } from 'vitest';
import { auditArchive } from '../../../src/archive/audit/audit-archive.js';
import { stationsOf } from '../../../src/archive/audit/given-keys.js';
import { WHOLE } from '../../../src/archive/audit/part.js';
import { S3Target } from '../../../src/archive/targets/s3/s3-target.js';
import { SignedMemory } from '../../../src/archive/witness/signed-memory.js';
import { newSigner } from '../../../src/archive/witness/signer-key.js';
import { systemClock } from '../../../src/domain/time.js';
import { loadPublicKey } from '../../../src/store/custody/key.js';
import { OnRecord } from '../../records/support.js';
import { ordinaryClip } from '../../records/disposal/support.js';
import { tempFolder } from '../../store/support.js';
import { newBucket } from '../support/bucket.js';
import { TestSync } from '../sync/support.js';

it('a bucket is judged by its first versions, signed for, and what was written over is named', async () => {
  const { settings, admin } = await newBucket(inject('ceph'), 'compliance');
  const target = new S3Target(settings, systemClock);
  onTestFinished(() => {
    admin.destroy();
    target.close();
  });
  const station = await OnRecord.open();
  const signer = newSigner('auditor');
  const witness = target.witness(1);
  const sync = new TestSync(station, target, 'bureau', witness, [], signer);
  await ordinaryClip(station);
  await sync.run();

  const memory = SignedMemory.open(join(await tempFolder(), 'signed.json'));
  const audit = async () => {
    const given = [{ file: 'station.pub', publicKey: loadPublicKey(station.store.paths) }];
    const { stations } = await stationsOf(target, [], given);
    const run = auditArchive(
      { target, witness },
      {
        ...{ archiveId: settings.archiveId, stations, part: WHOLE, witness: { signer, memory } },
        now: () => '2026-03-04T02:00:00.000Z',
        signal: new AbortController().signal,
        onProgress: () => undefined,
      },
    );
    const found: string[] = [];
    for (;;) {
      const next = await run.next();
      if (next.done === true) return { found, stations: next.value.stations, objects: next.value.objects };
      found.push(next.value.kind);
    }
  };
  const first = await audit();
  expect(first).toMatchObject({ found: [], objects: { objects: 1 }, stations: [{ records: 1 }] });
  await sync.run();
  expect(station.store.receipts.all()).toMatchObject([{ witness: 'auditor', size: first.stations[0]?.proven }]);

  const { Contents = [] } = await admin.send(new s3.ListObjectsV2Command({ Bucket: settings.bucket }));
  const overwrite = (prefix: string) => {
    const Key = Contents.map(({ Key: key = '' }) => key).find((key) => key.startsWith(prefix));
    return admin.send(new s3.PutObjectCommand({ Bucket: settings.bucket, Key, Body: 'something else' }));
  };
  await overwrite('checkpoints/');
  expect((await audit()).found).toEqual([]);
  await overwrite('originals/');
  expect((await audit()).found).toEqual(['file.altered']);
  await overwrite('receipts/');
  expect((await audit()).found).toEqual(['receipt.signature', 'file.altered']);
});

/** What an administrator can do to a bucket behind the station's back, and what the rolling read-back says of it. */
import * as s3 from '@aws-sdk/client-s3';
import { expect, inject, it, onTestFinished } from 'vitest';
import { originalKey } from '../../../src/archive/keys.js';
import { S3Target } from '../../../src/archive/targets/s3/s3-target.js';
import { systemClock } from '../../../src/domain/time.js';
import { OnRecord } from '../../records/support.js';
import { ordinaryClip } from '../../records/disposal/support.js';
import { newBucket } from '../support/bucket.js';
import { TestSync } from '../sync/support.js';

it('finds what was deleted, hidden, unlocked and let go in a bucket', async () => {
  const bucket = await newBucket(inject('ceph'), 'governance');
  const target = new S3Target(bucket.settings, systemClock);
  onTestFinished(() => {
    target.close();
    bucket.admin.destroy();
  });
  const station = await OnRecord.open();
  const { store } = station;
  const sync = new TestSync(station, target);
  const clips: string[] = [];
  for (let i = 0; i < 4; i += 1) clips.push(await ordinaryClip(station));
  const [hidden = '', gone = '', unlocked = '', unheld = ''] = clips;
  station.do('hold.place', { subject: { kind: 'clip', id: unheld }, reason: '行政诉讼' });
  await sync.run();
  const of = (clip: string) => {
    const order = store.outbox.of(clip).find((o) => o.kind === 'original');
    const Key = originalKey(order?.sha256 ?? '');
    return { Bucket: bucket.settings.bucket, Key, VersionId: order?.objectVersion ?? '' };
  };
  const { Bucket, Key } = of(hidden);
  const bypass = { BypassGovernanceRetention: true };
  await bucket.admin.send(new s3.DeleteObjectCommand({ Bucket, Key }));
  await bucket.admin.send(new s3.DeleteObjectCommand({ ...of(gone), ...bypass }));
  await bucket.admin.send(new s3.PutObjectCommand({ Bucket, Key: of(gone).Key, Body: 'something else' }));
  const soon = new Date(systemClock.now() + 3_600_000);
  const shorter = { Mode: 'GOVERNANCE', RetainUntilDate: soon } as const;
  await bucket.admin.send(new s3.PutObjectRetentionCommand({ ...of(unlocked), ...bypass, Retention: shorter }));
  await bucket.admin.send(new s3.PutObjectLegalHoldCommand({ ...of(unheld), LegalHold: { Status: 'OFF' } }));
  sync.settings.auditNights = 1;
  sync.now += 24 * 3_600_000;
  await sync.run();
  expect(clips.map((clip) => store.archiveFindings.openOf(clip).map((f) => f.kind))).toEqual([
    ['hidden'],
    ['version_gone'],
    ['lock_shortened'],
    ['hold_gone'],
  ]);
  expect(store.alarms.open().map((a) => [a.kind, a.subject])).toEqual([['archive.copy_bad', 'bureau']]);
});

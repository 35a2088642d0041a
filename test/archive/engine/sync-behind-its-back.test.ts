/** Sync into a bucket: what an administrator does behind its back is found, and it keeps to its bandwidth. */
import * as s3 from '@aws-sdk/client-s3';
import { randomBytes } from 'node:crypto';
import { expect, inject, it, onTestFinished } from 'vitest';
import { originalKey } from '../../../src/archive/keys.js';
import { S3Target } from '../../../src/archive/targets/s3/s3-target.js';
import { Pace } from '../../../src/archive/sync/pace.js';
import { monotonicMs, systemClock } from '../../../src/domain/time.js';
import { OnRecord } from '../../records/support.js';
import { ordinaryClip } from '../../records/disposal/support.js';
import { newBucket } from '../support/bucket.js';
import { contentOf, never, putOptions, sha256 } from '../targets/contract.js';
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

it('keeps to the bandwidth that is allowed, out and back', async () => {
  const bucket = await newBucket(inject('ceph'), 'none');
  const target = new S3Target(bucket.settings, systemClock);
  onTestFinished(() => {
    target.close();
    bucket.admin.destroy();
  });
  const rate = 12 * 2 ** 20;
  const data = randomBytes(2 * rate);
  const key = originalKey(sha256(data));
  const pace = new Pace(systemClock, rate, () => Promise.resolve());
  const began = monotonicMs();
  let before = 0;
  const onProgress = (bytes: number): Promise<void> => {
    const more = bytes - before;
    before = bytes;
    return pace.keep(more, never);
  };
  const put = await target.put(key, contentOf(data), putOptions({ onProgress }));
  // A second's worth goes at once.
  expect(monotonicMs() - began).toBeGreaterThan(950);
  before = 0;
  const again = monotonicMs();
  await target.readBackAndHash(key, put.version, never, onProgress);
  expect(monotonicMs() - again).toBeGreaterThan(950);
});

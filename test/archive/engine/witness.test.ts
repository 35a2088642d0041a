/** Checkpoints in a bucket: one of several writers wins, and what was shown first stands, whatever is written over it. */
import * as s3 from '@aws-sdk/client-s3';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { S3Target } from '../../../src/archive/targets/s3/s3-target.js';
import type { S3Settings } from '../../../src/archive/targets/s3/settings.js';
import { auditCheckpoints } from '../../../src/archive/witness/audit.js';
import { Witness } from '../../../src/archive/witness/witness.js';
import { systemClock } from '../../../src/domain/time.js';
import { newBucket } from '../support/bucket.js';
import { never } from '../targets/contract.js';
import { STATION, TestLog, WITNESS } from '../witness/test-log.js';

const key = (name: string): string => `checkpoints/${STATION.id}/${name}`;
const sized = (size: number): string => key(String(size).padStart(20, '0'));
const following = (size: number): string => key(`after-${String(size).padStart(20, '0')}`);

const ends: (() => void)[] = [];
afterAll(() => {
  for (const end of ends) end();
});

async function archive(lock: S3Settings['lock']) {
  const { settings, admin } = await newBucket(inject('ceph'), lock);
  ends.push(() => {
    admin.destroy();
  });
  const open = async (): Promise<S3Target> => {
    const target = new S3Target(settings, systemClock);
    ends.push(() => {
      target.close();
    });
    await target.probe(never);
    return target;
  };
  const store = (await open()).witness(180);
  const showIn = (kept: typeof store) => (text: string) =>
    new Witness(kept, WITNESS, () => '2026-03-01T02:00:00.000Z').show(STATION, text);
  const audit = async () => auditCheckpoints(STATION, await store.all(STATION.id));
  return { Bucket: settings.bucket, admin, open, store, showIn, show: showIn(store), audit };
}

describe.each(['compliance', 'none'] as const)('checkpoints on Ceph, lock %s', (lock) => {
  it('keeps one of several that follow the same checkpoint, whichever process shows them', async () => {
    const log = TestLog.of(60);
    const forked = log.rewritten(15);
    const { open, showIn, show, store, audit } = await archive(lock);
    expect(await show(log.shown(0, 10))).toMatchObject({ ok: true });
    for (const logs of [
      [log, log, log, log],
      [log, log, log, log],
      [log, forked, log, forked],
    ]) {
      const held = (await store.latest(STATION.id))?.size ?? 0;
      const answers = await Promise.all(
        logs.map(async (one, i) => showIn((await open()).witness(180))(one.shown(held, held + 10 + i))),
      );
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    }
    expect((await audit()).findings).toEqual([]);
  });

  it('goes on where a writer was cut off between its two names', async () => {
    const log = TestLog.of(40);
    const { Bucket, admin, show, store } = await archive(lock);
    await show(log.shown(0, 10));
    await admin.send(new s3.PutObjectCommand({ Bucket, Key: following(10), Body: log.shown(10, 20) }));
    expect(await store.latest(STATION.id)).toEqual({ size: 20, text: log.shown(10, 20) });
    expect(await show(log.shown(20, 30))).toMatchObject({ ok: true });
    expect((await store.all(STATION.id)).map(({ size }) => size)).toEqual([10, 20, 30]);
  });
});

it('what was shown first stands, with Object Lock: nobody writes over it, hides it or takes it away', async () => {
  const log = TestLog.of(40);
  const rewritten = log.rewritten(3);
  const { Bucket, admin, show, store, audit } = await archive('compliance');
  await show(log.shown(0, 10));
  await show(log.shown(10, 20));
  for (const Key of [sized(20), following(10), sized(10)]) {
    await admin.send(new s3.PutObjectCommand({ Bucket, Key, Body: rewritten.shown(10, 20) }));
    await admin.send(new s3.DeleteObjectCommand({ Bucket, Key }));
  }
  expect(await store.latest(STATION.id)).toEqual({ size: 20, text: log.shown(10, 20) });
  expect(await show(rewritten.shown(20, 30))).toMatchObject({ ok: false, refusal: { why: 'inconsistent' } });
  expect(await show(log.shown(20, 30))).toMatchObject({ ok: true });
  expect(await audit()).toMatchObject({ findings: [], proven: { size: 30 } });
  const { Versions = [] } = await admin.send(new s3.ListObjectVersionsCommand({ Bucket, Prefix: sized(20) }));
  const { VersionId } = Versions.at(-1) ?? {};
  await expect(
    admin.send(new s3.DeleteObjectCommand({ Bucket, Key: sized(20), VersionId, BypassGovernanceRetention: true })),
  ).rejects.toMatchObject({ name: 'AccessDenied' });
});

it('finds the last of more checkpoints than the engine lists at once, and reads nothing that is no checkpoint', async () => {
  const log = TestLog.of(4);
  const { Bucket, admin, show, store } = await archive('none');
  await show(log.shown(0, 1));
  await show(log.shown(1, 4));
  for (let i = 0; i < 1100; i += 100)
    await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        admin.send(new s3.PutObjectCommand({ Bucket, Key: key(`${String(i + n).padStart(8, '0')}-x`), Body: 'x' })),
      ),
    );
  expect((await store.latest(STATION.id))?.size).toBe(4);
  await admin.send(new s3.PutObjectCommand({ Bucket, Key: sized(9), Body: 'x'.repeat(100_000) }));
  expect(await store.latest(STATION.id)).toEqual({ size: 9, text: '' });
});

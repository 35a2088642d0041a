/** What a gateway of Ceph leaves that is killed while it takes an object: whole, locked and listed, and not found by its name. */
import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import * as s3 from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { originalKey, type ObjectKey } from '../../../src/archive/keys.js';
import type { PutResult, ResumeNote } from '../../../src/archive/target.js';
import { S3Target } from '../../../src/archive/targets/s3/s3-target.js';
import { addMs, systemClock, toInstant } from '../../../src/domain/time.js';
import { newBucket, type Bucket } from '../support/bucket.js';
import { forgetName } from '../support/ceph.js';
import { contentOf, LARGE_BYTES, never, putOptions, sha256 } from '../targets/contract.js';

const UNTIL = addMs(toInstant(systemClock.now()), 3_600_000);

let bucket: Bucket;
let target: S3Target;
beforeAll(async () => {
  bucket = await newBucket(inject('ceph'), 'compliance');
  target = new S3Target(bucket.settings, systemClock);
});
afterAll(() => {
  target.close();
  bucket.admin.destroy();
});

const at = (key: ObjectKey) => ({ Bucket: bucket.settings.bucket, Key: key });

async function putAndForget(data: Buffer): Promise<PutResult & { key: ObjectKey; note: ResumeNote | null }> {
  const key = originalKey(sha256(data));
  let note: ResumeNote | null = null;
  const put = await target.put(
    key,
    contentOf(data),
    putOptions({ lock: { until: UNTIL, legalHold: false }, keepNote: (kept) => void (note = kept) }),
  );
  forgetName(inject('ceph'), bucket.settings.bucket, key);
  await expect(bucket.admin.send(new s3.GetObjectCommand(at(key)))).rejects.toMatchObject({ name: 'NoSuchKey' });
  return { ...put, key, note };
}

describe('an object that is listed and not found by its name', () => {
  it('is looked up, read, hashed and kept longer like any other', async () => {
    const data = Buffer.from('检查点 2501');
    const { key, version } = await putAndForget(data);
    const { objects } = await target.list('originals/', null, 10);
    expect(objects).toContainEqual({ key, bytes: data.length });
    expect(await target.head(key)).toMatchObject({ version, bytes: data.length, sha256: sha256(data) });
    expect(await text(await target.read(key, null))).toBe('检查点 2501');
    expect(await text(await target.read(key, null, { from: 10, length: 4 }))).toBe('2501');
    expect(await target.readBackAndHash(key, null, never)).toMatchObject({ sha256: sha256(data), seen: { version } });
    expect(await target.retain(key, version, UNTIL)).toMatchObject({ enforcement: 'compliance' });
  });

  it('is hidden by a deletion, and a name that only begins with its name is not taken for it', async () => {
    const { key } = await putAndForget(Buffer.from('隐藏'));
    await bucket.admin.send(new s3.PutObjectCommand({ ...at(key), Key: `${key}0`, Body: '另一个' }));
    await bucket.admin.send(new s3.DeleteObjectCommand(at(key)));
    expect(await target.head(key)).toBeNull();
    await expect(target.read(key, null)).rejects.toMatchObject({ code: 'bwc.archive.missing' });
    const short = key.slice(0, -1) as ObjectKey;
    expect(await target.head(short)).toBeNull();
  });

  it('is not sent a second time where it is large', async () => {
    const data = randomBytes(LARGE_BYTES);
    const { key, version, note } = await putAndForget(data);
    expect(note).not.toBeNull();
    expect(await target.put(key, contentOf(data), putOptions({ resume: note }))).toMatchObject({
      outcome: 'present',
      version,
    });
  });

  it('gives its name to the same small content when that is sent again', async () => {
    const data = Buffer.from('再来一次');
    const { key, version } = await putAndForget(data);
    const again = await target.put(key, contentOf(data), putOptions());
    expect(again).toMatchObject({ outcome: 'stored' });
    expect(again.version).not.toBe(version);
    expect(await target.head(key)).toMatchObject({ version: again.version });
  });
});

/** Everything that goes wrong between a station and its archive, with the engine itself at the other end. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as s3 from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { failureOf } from '../../../src/archive/errors.js';
import { originalKey } from '../../../src/archive/keys.js';
import type { Content, PutOptions, PutResult, ResumeNote } from '../../../src/archive/target.js';
import { S3Target } from '../../../src/archive/targets/s3/s3-target.js';
import { systemClock } from '../../../src/domain/time.js';
import { newBucket, type Bucket } from '../support/bucket.js';
import { killCeph, limitBytes, restartCeph, suspend } from '../support/ceph.js';
import { ownCeph } from '../support/own-engines.js';
import { Proxy } from '../support/proxy.js';
import { LARGE_BYTES, contentOf, never, putOptions, sha256 } from '../targets/contract.js';

const ceph = await ownCeph();
const DIST = new URL('../../../dist/', import.meta.url).href;
/** Puts one file and kills itself, as a power cut would, once so many bytes are there. Prints its note. */
const CHILD = `
  import { S3Target } from '${DIST}archive/targets/s3/s3-target.js';
  import { originalKey } from '${DIST}archive/keys.js';
  import { systemClock } from '${DIST}domain/time.js';
  import { writeSync } from 'node:fs';
  const { settings, access, content, dieAt } = JSON.parse(process.argv[1]);
  await new S3Target({ ...settings, access: () => access }, systemClock).put(originalKey(content.sha256), content, {
    metadata: {},
    signal: new AbortController().signal,
    resume: null,
    keepNote: (note) => { writeSync(1, JSON.stringify(note)); },
    onProgress: (bytes) => { if (bytes >= dieAt) process.kill(process.pid, 'SIGKILL'); },
  });
`;
const PART = 8 * 2 ** 20;

let bucket: Bucket;
let target: S3Target;
let folder = '';
beforeAll(async () => {
  bucket = await newBucket(ceph, 'compliance');
  target = new S3Target(bucket.settings, systemClock);
  folder = mkdtempSync(join(tmpdir(), 'bwc-archive-faults-'));
});
afterAll(() => {
  target.close();
  bucket.admin.destroy();
  rmSync(folder, { recursive: true });
});

const put = (data: Uint8Array, more: Partial<PutOptions> = {}, by = target): Promise<PutResult> =>
  by.put(originalKey(sha256(data)), contentOf(data), putOptions(more));

const mustHave = async (data: Uint8Array): Promise<void> => {
  const key = originalKey(sha256(data));
  expect(await target.readBackAndHash(key, null, never)).toMatchObject({ bytes: data.length, sha256: sha256(data) });
};

/** Bytes that went over the wire to the archive. */
async function sentBy(data: Uint8Array, resume: ResumeNote | null): Promise<number> {
  const proxy = await Proxy.to(ceph.port);
  let sent = 0;
  proxy.up = (chunk) => {
    sent += chunk.length;
    return chunk;
  };
  const through = new S3Target({ ...bucket.settings, endpoint: proxy.endpoint }, systemClock);
  await put(data, { resume }, through);
  through.close();
  proxy.close();
  return sent;
}

it('a station that is killed in the middle of an upload goes on with the parts that are there', async () => {
  const data = randomBytes(LARGE_BYTES + 2 * PART);
  const file = join(folder, 'clip.mp4');
  writeFileSync(file, data);
  const content: Content = { file, bytes: data.length, sha256: sha256(data) };
  const { settings } = bucket;
  const order = JSON.stringify({ settings, access: settings.access(), content, dieAt: 2 * PART });
  const child = spawnSync(process.execPath, ['--input-type=module', '--eval', CHILD, order], { encoding: 'utf8' });
  expect({ signal: child.signal, said: child.signal === 'SIGKILL' ? '' : child.stderr }).toEqual({
    signal: 'SIGKILL',
    said: '',
  });
  const note = JSON.parse(child.stdout) as ResumeNote;
  expect(await target.head(originalKey(content.sha256))).toBeNull();
  expect(await sentBy(data, note)).toBeLessThan(data.length - 2 * PART + 200_000);
  await mustHave(data);
});

it('a part that is damaged at the archive is not built upon', async () => {
  const data = randomBytes(2 * PART);
  const key = originalKey(sha256(data));
  const where = { Bucket: bucket.settings.bucket, Key: key };
  const { UploadId = '' } = await bucket.admin.send(new s3.CreateMultipartUploadCommand(where));
  const other = randomBytes(PART);
  await bucket.admin.send(new s3.UploadPartCommand({ ...where, UploadId, PartNumber: 1, Body: other }));
  await put(data, { resume: { uploadId: UploadId, partBytes: PART } });
  await mustHave(data);
});

it('an engine that is killed in the middle of an upload, all of it, is gone on with when it is back', async () => {
  const data = randomBytes(LARGE_BYTES);
  const notes: ResumeNote[] = [];
  const onProgress = (bytes: number): void => {
    if (bytes >= PART) killCeph(ceph);
  };
  const keepNote = (note: ResumeNote): void => void notes.push(note);
  const broken: unknown = await put(data, { onProgress, keepNote }).catch((error: unknown) => error);
  expect(broken).toMatchObject({ code: 'bwc.archive.unreachable' });
  expect(failureOf(broken)).toMatchObject({ kind: 'later', scope: 'target' });
  await expect(target.head(originalKey(sha256(data)))).rejects.toMatchObject({ code: 'bwc.archive.unreachable' });
  await restartCeph(ceph);
  expect(await sentBy(data, notes[0] ?? null)).toBeLessThan(data.length - PART + 200_000);
  await mustHave(data);
});

it('a wire that is cut, on the way there or back, ends in “later”, and the next try in the same object', async () => {
  const proxy = await Proxy.to(ceph.port);
  const through = new S3Target({ ...bucket.settings, endpoint: proxy.endpoint }, systemClock);
  const data = randomBytes(LARGE_BYTES);
  const notes: ResumeNote[] = [];
  const keepNote = (note: ResumeNote): void => void notes.push(note);
  let left = 12 * 2 ** 20;
  proxy.up = (chunk) => ((left -= chunk.length) > 0 ? chunk : null);
  await expect(put(data, { keepNote }, through)).rejects.toMatchObject({ code: 'bwc.archive.unreachable' });
  proxy.up = (chunk) => chunk;
  await put(data, { resume: notes[0] ?? null }, through);
  await mustHave(data);
  // The answer to the request that completes it is lost: the object is there, and the next try finds it.
  const small = randomBytes(1000);
  proxy.down = (chunk) => (/x-amz-version-id/i.test(chunk.toString('latin1')) ? null : chunk);
  await expect(put(small, {}, through)).rejects.toMatchObject({ code: 'bwc.archive.unreachable' });
  proxy.down = (chunk) => chunk;
  expect((await put(small, {}, through)).outcome).toBe('present');
  // While it is read back.
  proxy.down = (chunk) => (chunk.length > 4000 ? null : chunk);
  await expect(through.readBackAndHash(originalKey(sha256(data)), null, never)).rejects.toMatchObject({
    code: 'bwc.archive.unreachable',
  });
  through.close();
  proxy.close();
});

it.each([
  ['small', 200_000],
  ['large', LARGE_BYTES],
])('one bit that flips on the way is refused by the engine: %s', async (_size, length) => {
  const proxy = await Proxy.to(ceph.port);
  const through = new S3Target({ ...bucket.settings, endpoint: proxy.endpoint }, systemClock);
  const data = randomBytes(length);
  proxy.up = (chunk) => {
    if (chunk.length < 4000) return chunk;
    const flipped = Buffer.from(chunk);
    flipped[3999] = (flipped[3999] ?? 0) ^ 1;
    return flipped;
  };
  const failed: unknown = await put(data, {}, through).catch((error: unknown) => error);
  expect(failed).toMatchObject({ code: 'bwc.archive.content' });
  expect(failureOf(failed)).toMatchObject({ kind: 'later', scope: 'object' });
  expect(await target.head(originalKey(sha256(data)))).toBeNull();
  proxy.up = (chunk) => chunk;
  await put(data, {}, through);
  await mustHave(data);
  through.close();
  proxy.close();
});

it('a bit that flips on the way back is found by whoever reads back', async () => {
  const proxy = await Proxy.to(ceph.port);
  const through = new S3Target({ ...bucket.settings, endpoint: proxy.endpoint }, systemClock);
  const data = randomBytes(200_000);
  const key = originalKey(sha256(data));
  await put(data);
  proxy.down = (chunk) => {
    const flipped = Buffer.from(chunk);
    if (chunk.length > 4000) flipped[3999] = (flipped[3999] ?? 0) ^ 1;
    return flipped;
  };
  expect((await through.readBackAndHash(key, null, never)).sha256).not.toBe(sha256(data));
  through.close();
  proxy.close();
});

it('a clock that is an hour off is named, and goes on being named', async () => {
  const late = new S3Target(bucket.settings, { now: () => systemClock.now() - 3_600_000 });
  for (let i = 0; i < 2; i += 1) {
    const failed: unknown = await put(randomBytes(10), {}, late).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'bwc.archive.clock' });
    expect(failureOf(failed)).toMatchObject({ kind: 'later', scope: 'target' });
  }
  late.close();
});

it('a full archive waits for room; nothing is given up', async () => {
  const full = await newBucket(ceph, 'none');
  limitBytes(ceph, full.account, 4096);
  const there = new S3Target(full.settings, systemClock);
  const failed: unknown = await put(randomBytes(100_000), {}, there).catch((error: unknown) => error);
  expect(failed).toMatchObject({ code: 'bwc.archive.full' });
  expect(failureOf(failed).kind).toBe('full');
  there.close();
  full.admin.destroy();
});

it('a key that was withdrawn, and one that is wrong, are named without being told; one that is exchanged is used at once', async () => {
  const gone = await newBucket(ceph, 'none');
  const right = gone.settings.access();
  let access = { ...right, secretAccessKey: 'not-the-secret-at-all' };
  const there = new S3Target({ ...gone.settings, access: () => access }, systemClock);
  const mustBeRefused = async (): Promise<void> => {
    const failed: unknown = await put(randomBytes(10), {}, there).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'bwc.archive.credentials' });
    const all = JSON.stringify(failed) + String((failed as Error).stack) + String((failed as Error).cause);
    for (const secret of [right.secretAccessKey, 'not-the-secret', right.accessKeyId, 'Signature='])
      expect(all).not.toContain(secret);
  };
  await mustBeRefused();
  access = right;
  await put(randomBytes(10), {}, there);
  suspend(ceph, gone.account);
  await mustBeRefused();
  there.close();
  gone.admin.destroy();
});

it('a bucket that was deleted is no empty archive', async () => {
  const gone = await newBucket(ceph, 'none');
  const there = new S3Target(gone.settings, systemClock);
  const Bucket = gone.settings.bucket;
  await gone.admin.send(new s3.DeleteObjectCommand({ Bucket, Key: '.bwc-archive.json' }));
  await gone.admin.send(new s3.DeleteBucketCommand({ Bucket }));
  const key = originalKey(sha256(randomBytes(3)));
  const vanished = { code: 'bwc.archive.vanished' };
  await expect(there.head(key)).rejects.toMatchObject(vanished);
  await expect(there.list('originals/', null, 10)).rejects.toMatchObject(vanished);
  await expect(there.probe(never)).rejects.toMatchObject(vanished);
  there.close();
  gone.admin.destroy();
});

it('another archive’s bucket is not written to', async () => {
  const mistaken = new S3Target({ ...bucket.settings, archiveId: 'another' }, systemClock);
  await expect(put(randomBytes(10), {}, mistaken)).rejects.toMatchObject({ code: 'bwc.archive.marker' });
  mistaken.close();
});

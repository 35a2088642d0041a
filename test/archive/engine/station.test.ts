/** A whole station, its daemon and its commands, with a bucket of a real engine as its archive. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as s3 from '@aws-sdk/client-s3';
import { expect, inject, it } from 'vitest';
import { originalKey } from '../../../src/archive/keys.js';
import type { SyncStatus } from '../../../src/web/sync-status.js';
import { bwc, bwcJson, environment, MAIN, scratch } from '../../e2e/support/bwc.js';
import { folderOf, media } from '../../e2e/support/cards.js';
import { startDaemon, until } from '../../e2e/support/daemon.js';
import { clipsOf, configure, eventsOf, ingest, newStation } from '../../e2e/support/station.js';
import { newBucket } from '../support/bucket.js';

/** Three parts of an upload. */
const BYTES = 20 * 2 ** 20;

/** A video whose file goes on for a while: MP4 knows a box that says nothing. */
function longVideo(): Buffer {
  const box = Buffer.alloc(BYTES, 7);
  box.writeUInt32BE(BYTES);
  box.write('free', 4, 'latin1');
  return Buffer.concat([media('segment-1.mp4'), box]);
}

it('archives, locked and once, what its daemon is killed over in the middle of', async () => {
  const dir = scratch();
  const { settings, admin } = await newBucket(inject('ceph'), 'compliance');
  const { accessKeyId, secretAccessKey } = settings.access();
  const keyFile = join(dir, 'bureau.key');
  writeFileSync(keyFile, `access_key_id = ${accessKeyId}\nsecret_access_key = ${secretAccessKey}\n`, { mode: 0o600 });
  const { config } = await bwcJson<{ config: string }>([
    ...['archive', 'init', '--endpoint', settings.endpoint, '--bucket', settings.bucket, '--credentials', keyFile],
  ]);
  const { data } = await newStation({ max_rate: '"4 MiB"' }, config, dir);
  const killed = await startDaemon(data);
  await ingest(data, folderOf(dir, { 'VIDEO/20240301_080000.MP4': longVideo() }));
  const [clip] = await clipsOf(data);
  if (clip === undefined) throw new Error('a clip was expected');
  const fields = ['--unit', '思明中队', '--inspection-date', '2024-03-01', '--inspection-content', '检查'];
  await bwcJson(['label', 'put', '--clip', clip.id, ...fields, '--party', '某店', '--data', data]);
  const asking = spawn(MAIN, ['sync', '--now', '--data', data], { env: environment(), stdio: 'ignore' });
  const where = { Bucket: settings.bucket };
  await until(
    async () => {
      const [upload] = (await admin.send(new s3.ListMultipartUploadsCommand(where))).Uploads ?? [];
      if (upload === undefined) return false;
      const { Key, UploadId } = upload;
      return ((await admin.send(new s3.ListPartsCommand({ ...where, Key, UploadId }))).Parts ?? []).length > 0;
    },
    () => 'the first part',
  );
  await killed.kill();
  asking.kill();
  const archived = async (): Promise<string[]> =>
    (await eventsOf(data, '--clip', clip.id)).map((e) => e.kind).filter((kind) => kind.endsWith('.archived'));
  expect(await archived()).toEqual([]);
  configure(data, { max_rate: '"none"' });
  await startDaemon(data);
  const { archives } = await bwcJson<{ archives: SyncStatus[] }>(['sync', '--now', '--data', data]);
  expect(archives).toMatchObject([{ probe: { mayArchive: true, enforcement: 'compliance' }, refused: [] }]);
  expect(await archived()).toHaveLength(2);
  const key = { ...where, Key: originalKey(clip.sha256) };
  const { Versions = [] } = await admin.send(new s3.ListObjectVersionsCommand({ ...where, Prefix: key.Key }));
  expect(Versions).toMatchObject([{ Size: clip.bytes }]);
  expect((await admin.send(new s3.GetObjectRetentionCommand(key))).Retention?.Mode).toBe('COMPLIANCE');
  expect((await admin.send(new s3.ListMultipartUploadsCommand(where))).Uploads ?? []).toEqual([]);
  const doctor = await bwc(['doctor', '--data', data]);
  expect(doctor.stdout).toContain('retention compliance');
  admin.destroy();
}, 300_000);

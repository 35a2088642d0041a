/** A directory archive on disks of its own: full, unmounted under the writer, another one in its place. */
import { randomBytes } from 'node:crypto';
import type * as fs from 'node:fs/promises';
import { existsSync, mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { failureOf } from '../../../src/archive/errors.js';
import { originalKey } from '../../../src/archive/keys.js';
import type { PutOptions, PutResult } from '../../../src/archive/target.js';
import { DirectoryTarget } from '../../../src/archive/targets/directory/directory-target.js';
import { initialiseDirectoryArchive } from '../../../src/archive/targets/directory/initialise.js';
import { systemClock } from '../../../src/domain/time.js';
import { Scratch, tool } from '../../faults/support/scratch.js';
import { LARGE_BYTES, contentOf, never, putOptions, sha256 } from '../targets/contract.js';

const links = vi.hoisted(() => ({ refused: false }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof fs>();
  const link = (from: string, to: string): Promise<void> =>
    links.refused ? Promise.reject(Object.assign(new Error('no links'), { code: 'EPERM' })) : real.link(from, to);
  return { ...real, link };
});

let scratch: Scratch;
let share = '';
let target: DirectoryTarget;
beforeEach(async () => {
  scratch = new Scratch('share');
  share = scratch.folder('share');
  tool('mount', '-t', 'tmpfs', '-o', 'size=64m', 'bwc-test', share);
  target = new DirectoryTarget(
    { path: share, archiveId: await initialiseDirectoryArchive(share, systemClock) },
    systemClock,
  );
});
afterEach(() => {
  links.refused = false;
  scratch.remove();
});

const put = (data: Uint8Array, more: Partial<PutOptions> = {}): Promise<PutResult> =>
  target.put(originalKey(sha256(data)), contentOf(data), putOptions(more));

it('is probed as what it is: whole, never overwritten, and held by nobody', async () => {
  const { checks, verdict, freeBytes } = await target.probe();
  expect(checks).toMatchObject({ wrongContentRefused: 'yes', overwriteRefused: 'yes', deletionRefused: 'no' });
  expect(verdict).toMatchObject({ mayArchive: true, enforcement: 'recorded' });
  expect(freeBytes).toBeGreaterThan(60 * 2 ** 20);
  expect(readdirSync(join(share, '.bwc', 'incoming'))).toEqual([]);
});

it('full: says so, leaves nothing half-written, and goes on when there is room', async () => {
  const filler = join(share, '.bwc', 'filler');
  writeFileSync(filler, randomBytes(50 * 2 ** 20));
  const data = randomBytes(LARGE_BYTES);
  const failed: unknown = await put(data).catch((error: unknown) => error);
  expect(failed).toMatchObject({ code: 'bwc.archive.full', details: { reason: 'ENOSPC' } });
  expect(failureOf(failed).kind).toBe('full');
  expect(readdirSync(join(share, '.bwc', 'incoming'))).toEqual([]);
  truncateSync(filler, 0);
  expect((await put(data)).outcome).toBe('stored');
});

it('unmounted under the writer: the empty folder in its place is never written to', async () => {
  const data = randomBytes(LARGE_BYTES);
  let gone = false;
  const onProgress = (): void => {
    if (gone) return;
    gone = true;
    tool('umount', '-l', share);
  };
  // What was under way ends on the share it began on.
  expect((await put(data, { onProgress })).outcome).toBe('stored');
  expect(readdirSync(share)).toEqual([]);
  await expect(put(data)).rejects.toMatchObject({ code: 'bwc.archive.vanished' });
  await expect(target.head(originalKey(sha256(data)))).rejects.toMatchObject({ code: 'bwc.archive.vanished' });
  await expect(target.probe()).rejects.toMatchObject({ code: 'bwc.archive.vanished' });
  expect(readdirSync(share)).toEqual([]);
  rmSync(share, { recursive: true });
  await expect(put(data)).rejects.toMatchObject({ code: 'bwc.archive.vanished' });
  expect(existsSync(share)).toBe(false);
});

it('another archive mounted in its place is not taken for this one, nor is a damaged marker', async () => {
  tool('umount', share);
  tool('mount', '-t', 'tmpfs', '-o', 'size=4m', 'bwc-test', share);
  await initialiseDirectoryArchive(share, systemClock);
  await expect(put(randomBytes(10))).rejects.toMatchObject({ code: 'bwc.archive.marker' });
  rmSync(join(share, '.bwc-archive.json'));
  writeFileSync(join(share, '.bwc-archive.json'), '{"format":1');
  await expect(put(randomBytes(10))).rejects.toMatchObject({ code: 'bwc.archive.marker' });
});

it('a staging folder on another file system is not written to', async () => {
  tool('mount', '-t', 'tmpfs', 'bwc-test', join(share, '.bwc', 'incoming'));
  await expect(put(randomBytes(10))).rejects.toMatchObject({ code: 'bwc.archive.vanished' });
  tool('umount', join(share, '.bwc', 'incoming'));
});

it('is initialised on purpose only, where nothing else lies, and once', async () => {
  const other = scratch.folder('other');
  writeFileSync(join(other, '暑假照片.jpg'), 'x');
  await expect(initialiseDirectoryArchive(other, systemClock)).rejects.toMatchObject({ code: 'bwc.archive.config' });
  const fresh = scratch.folder('fresh');
  mkdirSync(join(fresh, 'lost+found'));
  const ids = await Promise.all([
    initialiseDirectoryArchive(fresh, systemClock),
    initialiseDirectoryArchive(fresh, systemClock),
  ]);
  expect(new Set(ids).size).toBe(1);
});

it('without hard links: a claim keeps two writers apart, and nothing is overwritten', async () => {
  links.refused = true;
  const data = randomBytes(100_000);
  const key = originalKey(sha256(data));
  const tries = await Promise.allSettled([1, 2, 3].map(() => put(data)));
  for (const one of tries) {
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'bwc.archive.unreachable' });
  }
  expect((await put(data)).outcome).toBe('present');
  expect(await target.readBackAndHash(key, null, never)).toMatchObject({ sha256: sha256(data) });
  rmSync(join(share, key));
  writeFileSync(join(share, key), 'somebody else’s');
  await expect(put(data)).rejects.toMatchObject({ code: 'bwc.archive.conflict' });
  expect(readdirSync(join(share, '.bwc', 'incoming'))).toEqual([]);
});

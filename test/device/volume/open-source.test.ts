import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ClipSource } from '../../../src/device/camera.js';
import { createFaultyIo, type Fault } from '../../../src/device/testing/index.js';
import { nodeIo } from '../../../src/device/volume/node-io.js';
import { openSource } from '../../../src/device/volume/open-source.js';
import { openVolumeRoot } from '../../../src/device/volume/volume-root.js';
import { sourcePathFromBytes, sourcePathFromText } from '../../../src/domain/source-path.js';
import { bytesPath, tempFolder } from '../support.js';

const open = async (root: string, path: string): Promise<ClipSource> =>
  openSource(nodeIo, await openVolumeRoot(nodeIo, root), sourcePathFromText(path));

async function openFaulty(root: string, path: string, faults: readonly Fault[]) {
  const faulty = createFaultyIo(nodeIo, { faults });
  const source = await openSource(faulty.io, await openVolumeRoot(faulty.io, root), sourcePathFromText(path));
  return { source, faulty };
}

async function cardWith(content: string): Promise<string> {
  const root = await tempFolder();
  mkdirSync(`${root}/DCIM`);
  writeFileSync(`${root}/DCIM/a.mp4`, content);
  return root;
}

describe('opening a file of a volume', () => {
  it('reads from any position and answers 0 at the end', async () => {
    const source = await open(await cardWith('0123456789'), 'DCIM/a.mp4');
    const into = Buffer.alloc(4);
    expect(source.bytes).toBe(10);
    expect(await source.read(into, 3)).toBe(4);
    expect(into.toString()).toBe('3456');
    expect(await source.read(into, 8)).toBe(2);
    expect(await source.read(into, 10)).toBe(0);
    await source.close();
  });

  it('opens a name that is no text', async () => {
    const root = await tempFolder();
    const name = Buffer.from([0xb5, 0xda, 0x0a, 0xff]);
    writeFileSync(bytesPath(root, name), 'abc');
    const source = await openSource(nodeIo, await openVolumeRoot(nodeIo, root), sourcePathFromBytes(name));
    expect(source.bytes).toBe(3);
    await source.close();
  });

  it.each(['../etc/passwd', 'DCIM/../../x', '/etc/passwd', 'DCIM//a.mp4', 'DCIM/./a.mp4', '', 'a\0b'])(
    'refuses a path no listing can hold: %j',
    async (path) => {
      const root = await cardWith('x');
      await expect(open(root, path)).rejects.toMatchObject({ code: 'bwc.device.refused' });
    },
  );

  it.each([
    ['the file is a link', 'DCIM/link.mp4'],
    ['a folder on the way is a link', 'linked/a.mp4'],
    ['it is a folder', 'DCIM/sub'],
    ['it is a pipe', 'DCIM/pipe'],
    ['it is not there', 'DCIM/none.mp4'],
    ['a file stands in a folder’s place', 'DCIM/a.mp4/b'],
  ])('says "changed" and never hangs or follows where %s', async (_, path) => {
    const root = await cardWith('x');
    symlinkSync('/etc/passwd', `${root}/DCIM/link.mp4`);
    symlinkSync('DCIM', `${root}/linked`);
    mkdirSync(`${root}/DCIM/sub`);
    execFileSync('mkfifo', [`${root}/DCIM/pipe`]);
    await expect(open(root, path)).rejects.toMatchObject({ code: 'bwc.device.changed', details: { path } });
  });

  it('tells a bad sector with its position, and reads up to it', async () => {
    const root = await cardWith('0123456789');
    const { source } = await openFaulty(root, 'DCIM/a.mp4', [{ kind: 'eio', path: 'DCIM/a.mp4', at: 6 }]);
    expect(await source.read(Buffer.alloc(100), 0)).toBe(6);
    await expect(source.read(Buffer.alloc(100), 6)).rejects.toMatchObject({
      code: 'bwc.device.read_error',
      details: { path: 'DCIM/a.mp4', position: 6, errno: 'EIO' },
    });
    expect(await source.read(Buffer.alloc(100), 7)).toBe(3);
    await source.close();
  });

  it('tells the medium going away from a bad sector', async () => {
    const root = await cardWith('0123456789');
    const { source, faulty } = await openFaulty(root, 'DCIM/a.mp4', [{ kind: 'unplug', path: 'DCIM/a.mp4', at: 6 }]);
    expect(await source.read(Buffer.alloc(100), 0)).toBe(6);
    await expect(source.read(Buffer.alloc(100), 6)).rejects.toMatchObject({ code: 'bwc.device.gone' });
    await expect(source.restat()).rejects.toMatchObject({ code: 'bwc.device.gone' });
    faulty.replug();
    expect(await source.read(Buffer.alloc(100), 6)).toBe(4);
    await source.close();
  });

  it('sees that a file grew or shrank while it was read', async () => {
    const root = await cardWith('0123456789');
    const source = await open(root, 'DCIM/a.mp4');
    const before = await source.restat();
    appendFileSync(`${root}/DCIM/a.mp4`, 'more');
    const grown = await source.restat();
    expect([before.bytes, grown.bytes]).toEqual([10, 14]);
    expect(grown.stamp).not.toBe(before.stamp);
    truncateSync(`${root}/DCIM/a.mp4`, 3);
    expect((await source.restat()).bytes).toBe(3);
    await source.close();
  });

  it('sees that a file was replaced or removed while it was read', async () => {
    const root = await cardWith('0123456789');
    const source = await open(root, 'DCIM/a.mp4');
    writeFileSync(`${root}/DCIM/other`, '9876543210');
    renameSync(`${root}/DCIM/other`, `${root}/DCIM/a.mp4`);
    await expect(source.restat()).rejects.toMatchObject({ code: 'bwc.device.changed' });
    rmSync(`${root}/DCIM/a.mp4`);
    await expect(source.restat()).rejects.toMatchObject({ code: 'bwc.device.changed' });
    await source.close();
  });

  it('says "gone" when the volume is no longer at its place, or another one is', async () => {
    const root = await cardWith('x');
    const volume = await openVolumeRoot(nodeIo, root);
    expect(await volume.isPresent()).toBe(true);
    renameSync(root, `${root}.away`);
    const open = (): Promise<unknown> => openSource(nodeIo, volume, sourcePathFromText('DCIM/a.mp4'));
    await expect(open()).rejects.toMatchObject({ code: 'bwc.device.gone' });
    mkdirSync(`${root}/DCIM`, { recursive: true });
    writeFileSync(`${root}/DCIM/a.mp4`, 'another card');
    expect(await volume.isPresent()).toBe(false);
    await expect(open()).rejects.toMatchObject({ code: 'bwc.device.gone' });
    rmSync(`${root}.away`, { recursive: true });
  });

  it('notices a block device that the kernel lost while its mount still answers', async () => {
    const root = await cardWith('x');
    let there = true;
    const io = { ...nodeIo, hasBlockDevice: () => Promise.resolve(there) };
    const volume = await openVolumeRoot(io, root);
    expect(await volume.isPresent()).toBe(true);
    there = false;
    expect(await volume.isPresent()).toBe(false);
  });

  it.each([
    ['gone where its block device vanishes soon after', 3, 'bwc.device.gone'],
    ['broken where it stays', Infinity, 'bwc.device.read_error'],
  ])('calls a disk that fails %s', async (_, looks, code) => {
    const root = await cardWith('0123456789');
    const faults = [{ kind: 'eio', path: 'DCIM/a.mp4', at: 0 }] as const;
    let left = Infinity;
    const hasBlockDevice = (): Promise<boolean> => Promise.resolve((left -= 1) > 0);
    const { io } = createFaultyIo({ ...nodeIo, hasBlockDevice }, { faults });
    const source = await openSource(io, await openVolumeRoot(io, root), sourcePathFromText('DCIM/a.mp4'));
    left = looks;
    await expect(source.read(Buffer.alloc(10), 0)).rejects.toMatchObject({ code });
    await source.close();
  });

  it('does not call a volume gone that may only not be read', async () => {
    const io = { ...nodeIo, openRoot: () => Promise.reject(Object.assign(new Error(), { code: 'EACCES' })) };
    await expect(openVolumeRoot(io, '/media/card')).rejects.toMatchObject({
      code: 'bwc.device.read_error',
      details: { errno: 'EACCES' },
    });
  });

  it('has no volume where there is no folder', async () => {
    await expect(openVolumeRoot(nodeIo, '/nowhere/at/all')).rejects.toMatchObject({ code: 'bwc.device.gone' });
  });
});

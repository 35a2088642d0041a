import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { nodeIo } from '../../../src/device/volume/node-io.js';
import { MAX_DEPTH, walkVolume, type WalkedEntry } from '../../../src/device/volume/walk.js';
import { createFaultyIo } from '../../../src/device/testing/index.js';
import type { VolumeIo } from '../../../src/device/volume/volume-io.js';
import { bytesPath, tempFolder } from '../support.js';

async function walk(root: string, io: VolumeIo = nodeIo, signal?: AbortSignal): Promise<WalkedEntry[]> {
  const handle = await io.openRoot(root);
  try {
    const entries: WalkedEntry[] = [];
    for await (const entry of walkVolume(io, handle, signal)) entries.push(entry);
    return entries;
  } finally {
    await io.close(handle);
  }
}

const names = (entries: readonly WalkedEntry[]): string[] => entries.map((e) => e.path.toString('latin1'));
const latin1 = (text: string): string => Buffer.from(text).toString('latin1');

describe('walking a volume', () => {
  it.each([
    ['Chinese', Buffer.from('执法记录仪_视频.mp4')],
    ['newline', Buffer.from('a\nb.mp4')],
    ['255 bytes', Buffer.alloc(255, 'x')],
    ['255 bytes of Chinese', Buffer.from('录'.repeat(85))],
    ['leading dash', Buffer.from('-rf')],
    ['two dots and more', Buffer.from('..foo')],
    ['three dots', Buffer.from('...')],
    ['invalid UTF-8', Buffer.from([0xc4, 0xe3, 0xff, 0x80])],
    ['every byte a name may hold', Buffer.from([...Array(255).keys()].map((i) => i + 1).filter((b) => b !== 0x2f))],
    ['control characters and a terminal escape', Buffer.from('\x1b[2J\x07\r')],
  ])('gives a name exactly: %s', async (_, name) => {
    const root = await tempFolder();
    writeFileSync(bytesPath(root, name), 'x');
    const [entry, ...rest] = await walk(root);
    expect(rest).toEqual([]);
    expect(entry?.path.equals(name)).toBe(true);
    expect(entry?.kind).toBe('file');
  });

  it('keeps case twins and NFC/NFD twins apart', async () => {
    const root = await tempFolder();
    const twins = ['CLIP.MP4', 'clip.mp4', '\u00e9.mp4', 'e\u0301.mp4'];
    for (const name of twins) writeFileSync(`${root}/${name}`, name);
    expect(names(await walk(root)).sort()).toEqual(twins.map(latin1).sort());
  });

  it('goes through folders by bytes, in the same order every time', async () => {
    const root = await tempFolder();
    for (const folder of ['b', 'a/z', 'a/A']) mkdirSync(`${root}/${folder}`, { recursive: true });
    for (const file of ['b/1', 'a/z/1', 'a/A/1', 'a/b', 'c', 'B']) writeFileSync(`${root}/${file}`, '');
    expect(names(await walk(root))).toEqual(['B', 'a/A/1', 'a/b', 'a/z/1', 'b/1', 'c']);
  });

  it('never follows a link and opens no pipe or device', async () => {
    const root = await tempFolder();
    symlinkSync('/etc/passwd', `${root}/passwd.mp4`);
    symlinkSync('/etc', `${root}/etc`);
    symlinkSync('.', `${root}/loop`);
    symlinkSync('nowhere', `${root}/dangling`);
    execFileSync('mkfifo', [`${root}/pipe.mp4`]);
    const reasons = new Map((await walk(root)).map((e) => [e.path.toString(), 'reason' in e ? e.reason : e.kind]));
    expect(Object.fromEntries(reasons)).toEqual({
      dangling: 'symbolic link: never followed',
      etc: 'symbolic link: never followed',
      loop: 'symbolic link: never followed',
      'passwd.mp4': 'symbolic link: never followed',
      'pipe.mp4': 'named pipe: not a file',
    });
  });

  it('names what is deeper than the limit instead of going on for ever', async () => {
    const root = await tempFolder();
    const chain = (levels: number): string => Array(levels).fill('d').join('/');
    mkdirSync(`${root}/${chain(MAX_DEPTH + 2)}`, { recursive: true });
    writeFileSync(`${root}/${chain(MAX_DEPTH)}/deepest`, '');
    writeFileSync(`${root}/${chain(MAX_DEPTH + 1)}/too deep`, '');
    const entries = await walk(root);
    expect(entries.map((e) => e.kind)).toEqual(['failed', 'file']);
    expect(names(entries)).toEqual([chain(MAX_DEPTH + 1), `${chain(MAX_DEPTH)}/deepest`]);
  });

  it('walks paths longer than PATH_MAX', async () => {
    const root = await tempFolder();
    const name = Buffer.alloc(250, 'n');
    let folder = await nodeIo.openRoot(root);
    for (let level = 0; level < 30; level++) {
      mkdirSync(`/proc/self/fd/${String(folder.fd)}/${name.toString()}`);
      const next = await nodeIo.openDirectoryAt(folder, name);
      await nodeIo.close(folder);
      folder = next;
    }
    writeFileSync(`/proc/self/fd/${String(folder.fd)}/end`, '');
    await nodeIo.close(folder);
    const [entry] = await walk(root);
    expect(entry?.path.length).toBe(30 * 251 + 3);
  });

  it('names a folder that cannot be read and goes on with the next', async () => {
    const root = await tempFolder();
    for (const folder of ['a', 'bad', 'c']) mkdirSync(`${root}/${folder}`);
    for (const folder of ['a', 'bad', 'c']) writeFileSync(`${root}/${folder}/f`, '');
    const { io } = createFaultyIo(nodeIo, { faults: [{ kind: 'folder-eio', path: 'bad' }] });
    expect(await walk(root, io)).toMatchObject([
      { kind: 'file' },
      { kind: 'failed', reason: 'cannot be read: EIO', path: Buffer.from('bad') },
      { kind: 'file' },
    ]);
  });

  it('says so when a file or folder vanishes between two looks', async () => {
    const root = await tempFolder();
    writeFileSync(`${root}/f`, '');
    const io: VolumeIo = { ...nodeIo, names: async (d) => [...(await nodeIo.names(d)), Buffer.from('ghost')] };
    expect(await walk(root, io)).toMatchObject([
      { kind: 'file' },
      { kind: 'failed', reason: 'vanished while listing' },
    ]);
  });

  it('does not enter a folder that became a link after it was looked at', async () => {
    const root = await tempFolder();
    mkdirSync(`${root}/sub`);
    symlinkSync('/etc', `${root}/evil`);
    const io: VolumeIo = {
      ...nodeIo,
      openDirectoryAt: (directory) => nodeIo.openDirectoryAt(directory, Buffer.from('evil')),
    };
    const entries = (await walk(root, io)).filter((e) => e.path.toString() === 'sub');
    expect(entries).toMatchObject([{ kind: 'failed', reason: 'cannot be read: ENOTDIR' }]);
  });

  it('does not enter another file system', async () => {
    const root = await tempFolder();
    mkdirSync(`${root}/sub`);
    const io: VolumeIo = { ...nodeIo, stat: async (h) => Object.assign(await nodeIo.stat(h), { dev: 1n }) };
    expect(await walk(root, io)).toMatchObject([
      { kind: 'failed', reason: 'another file system is mounted here: not looked into' },
    ]);
  });

  it('stops when aborted', async () => {
    const root = await tempFolder();
    writeFileSync(`${root}/f`, '');
    await expect(walk(root, nodeIo, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });

  it('leaves no descriptor open, also when the reader stops half way', async () => {
    const root = await tempFolder();
    mkdirSync(`${root}/a/b/c`, { recursive: true });
    writeFileSync(`${root}/a/b/c/1`, '');
    writeFileSync(`${root}/a/b/c/2`, '');
    const open = new Set<unknown>();
    const io: VolumeIo = {
      ...nodeIo,
      openDirectoryAt: async (d, n) => {
        const handle = await nodeIo.openDirectoryAt(d, n);
        open.add(handle);
        return handle;
      },
      close: async (h) => {
        open.delete(h);
        await nodeIo.close(h);
      },
    };
    const handle = await io.openRoot(root);
    for await (const entry of walkVolume(io, handle)) {
      expect(entry.kind).toBe('file');
      expect(open.size).toBe(3);
      break;
    }
    await io.close(handle);
    expect(open.size).toBe(0);
  });

  it('lists a device node and a socket by name and kind', async () => {
    const root = await tempFolder();
    writeFileSync(`${root}/zero.mp4`, '');
    const server = createServer().listen(`${root}/socket`);
    await once(server, 'listening');
    const dev = await nodeIo.openRoot('/dev');
    // mknod(2) needs root; the kernel's own node, seen through the seam, does not.
    const io: VolumeIo = {
      ...nodeIo,
      statAt: (d, name) =>
        name.toString() === 'zero.mp4' ? nodeIo.statAt(dev, Buffer.from('zero')) : nodeIo.statAt(d, name),
    };
    expect(await walk(root, io)).toMatchObject([
      { kind: 'special', reason: 'socket: not a file' },
      { kind: 'special', reason: 'device node: not a file' },
    ]);
    await nodeIo.close(dev);
    server.close();
  });
});

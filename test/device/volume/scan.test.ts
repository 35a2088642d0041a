import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findMount, scanVolumes } from '../../../src/device/volume/scan.js';
import { tempFolder } from '../support.js';

async function folderWithFile(...parts: string[]): Promise<void> {
  const folder = path.join(...parts);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'f'), 'x');
}

/** Numbered as what has no disk behind it, unless told: this machine's own /sys has none of these disks. */
const mountLine = (at: string, source: string, type = 'vfat', options = 'rw', device = '0:98'): string =>
  `36 35 ${device} / ${at.replaceAll(' ', '\\040')} ${options},noatime shared:1 - ${type} ${source} rw\n`;

describe('scanning for volumes', () => {
  it('takes every filled folder of a root for a volume, but no link, no file and no empty folder', async () => {
    const root = await tempFolder();
    await folderWithFile(root, '记录仪 1');
    await folderWithFile(root, 'cam2');
    await mkdir(path.join(root, 'empty'));
    await symlink('/etc', path.join(root, 'link'));
    await writeFile(path.join(root, 'cam2.faults.json'), '{}');
    const found = await scanVolumes({ roots: [root], mountinfo: () => '' });
    expect(found).toEqual(
      ['cam2', '记录仪 1'].map((name) => ({
        kind: 'volume',
        root: path.join(root, name),
        slot: `dir:${path.join(root, name)}`,
        label: name,
        mediumHint: null,
        fileSystem: null,
        readOnly: null,
      })),
    );
  });

  it('takes every mount at or below a root, and not the folders on the way to it', async () => {
    const root = await tempFolder();
    await folderWithFile(root, 'user', 'CAM 01');
    await folderWithFile(root, 'plain');
    const mountinfo = (): string =>
      mountLine(path.join(root, 'user', 'CAM 01'), '/dev/sdz1', 'exfat', 'ro') +
      mountLine('/', '/dev/vda', 'ext4') +
      mountLine(`${root}elsewhere`, '/dev/sdy1');
    const found = await scanVolumes({ roots: [root], mountinfo });
    expect(found.map((v) => [v.root, v.fileSystem, v.readOnly])).toEqual([
      [path.join(root, 'plain'), null, null],
      [path.join(root, 'user', 'CAM 01'), 'exfat', true],
    ]);
  });

  it('takes a root that is a mount for one volume', async () => {
    const root = await tempFolder();
    await folderWithFile(root, 'DCIM');
    const found = await scanVolumes({ roots: [root], mountinfo: () => mountLine(root, 'tmpfs', 'tmpfs') });
    expect(found.map((v) => v.root)).toEqual([root]);
  });

  it('does not take for a plain folder what is mounted while it looks: the next look finds the mount', async () => {
    const root = await tempFolder();
    await folderWithFile(root, 'sda1');
    await folderWithFile(root, 'plain');
    const mount = mountLine(path.join(root, 'sda1'), '/dev/sda1');
    const reads = ['', mount, mount];
    const mountinfo = (): string => reads.shift() ?? mount;
    const first = await scanVolumes({ roots: [root], mountinfo });
    expect(first.map((v) => v.root)).toEqual([path.join(root, 'plain')]);
    const second = await scanVolumes({ roots: [root], mountinfo });
    expect(second.map((v) => [v.root, v.fileSystem])).toEqual([
      [path.join(root, 'plain'), null],
      [path.join(root, 'sda1'), 'vfat'],
    ]);
  });

  it('knows port, UUID and label of a block device', async () => {
    const dir = await tempFolder();
    const root = path.join(dir, 'media');
    await folderWithFile(root, 'card');
    const port = path.join(dir, 'sys/devices/pci0000:00/0000:00:14.0/usb3/3-1/3-1.4/3-1.4:1.0/host2/block/sdb/sdb1');
    await mkdir(port, { recursive: true });
    await mkdir(path.join(dir, 'sys/class/block'), { recursive: true });
    await symlink(port, path.join(dir, 'sys/class/block/sdb1'));
    for (const [kind, name] of [
      ['by-uuid', '1A2B-3C4D'],
      ['by-label', 'CAM\\x20\\xe4\\xb8\\x80'],
    ] as const) {
      await mkdir(path.join(dir, 'dev/disk', kind), { recursive: true });
      await symlink('../../sdb1', path.join(dir, 'dev/disk', kind, name));
    }
    const mountinfo = (): string => mountLine(path.join(root, 'card'), '/dev/sdb1');
    const places = { mountinfo, sysRoot: path.join(dir, 'sys'), devRoot: path.join(dir, 'dev') };
    const expected = { slot: 'usb:3-1.4', mediumHint: 'fs-uuid:1A2B-3C4D', label: 'CAM 一', fileSystem: 'vfat' };
    expect(await scanVolumes({ roots: [root], ...places })).toMatchObject([expected]);
    expect(await findMount(path.join(root, 'card'), places)).toMatchObject(expected);
    expect(await findMount(root, places)).toBeNull();
  });

  it('takes no mount whose disk was pulled out for a volume, nor the folder it is mounted on', async () => {
    const dir = await tempFolder();
    const root = path.join(dir, 'media');
    for (const card of ['here', 'gone']) await folderWithFile(root, card);
    await folderWithFile(dir, 'sys/dev/block/8:1');
    const mountinfo = (): string =>
      mountLine(path.join(root, 'here'), '/dev/sda1', 'vfat', 'rw', '8:1') +
      mountLine(path.join(root, 'gone'), '/dev/sdb1', 'vfat', 'rw', '8:17');
    const at = async (sysRoot: string): Promise<string[]> =>
      (await scanVolumes({ roots: [root], mountinfo, sysRoot })).map((v) => path.basename(v.root));
    expect(await at(path.join(dir, 'sys'))).toEqual(['here']);
    // Where sysfs is hidden, as in some containers, nothing is known to be gone.
    expect(await at(path.join(dir, 'none'))).toEqual(['gone', 'here']);
  });

  it('uses the place for a slot where the source hangs on no USB port', async () => {
    const root = await tempFolder();
    const at = path.join(root, 'share');
    await folderWithFile(at);
    const mountinfo = (): string => mountLine(at, 'server:/export', 'nfs4');
    expect(await scanVolumes({ roots: [root], mountinfo })).toMatchObject([
      { slot: `dir:${at}`, label: 'share', mediumHint: null },
    ]);
  });

  it('finds nothing in roots that do not exist, and each volume once for overlapping roots', async () => {
    const root = await tempFolder();
    await folderWithFile(root, 'cam');
    const roots = [path.join(root, 'none'), '/proc/self/fd/999/x', root, root];
    expect(await scanVolumes({ roots, mountinfo: () => '' })).toHaveLength(1);
  });

  it("reads this process's own mounts by default", async () => {
    expect(await findMount('/proc')).toMatchObject({ root: '/proc', fileSystem: 'proc' });
  });
});

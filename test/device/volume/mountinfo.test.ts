import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMountinfo } from '../../../src/device/volume/mountinfo.js';

describe('mountinfo', () => {
  it('reads mount point, file system, source and read-only', () => {
    const text =
      '36 35 98:0 / /mnt/card rw,noatime master:1 shared:7 - vfat /dev/sdb1 rw,errors=remount-ro\n' +
      '37 35 98:1 / /mnt/locked ro,noatime - exfat /dev/sdc1 rw\n' +
      '38 35 98:2 / /mnt/protected rw - vfat /dev/sdd1 ro,iocharset=utf8\n';
    expect(parseMountinfo(text)).toEqual([
      { id: '36', device: '98:0', mountPoint: '/mnt/card', fileSystem: 'vfat', source: '/dev/sdb1', readOnly: false },
      { id: '37', device: '98:1', mountPoint: '/mnt/locked', fileSystem: 'exfat', source: '/dev/sdc1', readOnly: true },
      {
        id: '38',
        device: '98:2',
        mountPoint: '/mnt/protected',
        fileSystem: 'vfat',
        source: '/dev/sdd1',
        readOnly: true,
      },
    ]);
  });

  it.each([
    ['blank', '/media/MY\\040CARD', '/media/MY CARD'],
    ['newline and tab', '/media/a\\012b\\011c', '/media/a\nb\tc'],
    ['backslash', '/media/a\\134040', '/media/a\\040'],
    ['Chinese', '/media/执法记录仪', '/media/执法记录仪'],
  ])('undoes the escape of %s', (_, written, meant) => {
    expect(parseMountinfo(`1 2 8:1 / ${written} rw - vfat /dev/sda1 rw`)[0]?.mountPoint).toBe(meant);
  });

  it('keeps only the topmost of mounts over one another', () => {
    const text = '1 2 8:1 / /m rw - vfat /dev/sda1 rw\n2 1 8:2 / /m rw - exfat /dev/sdb1 rw';
    expect(parseMountinfo(text).map((m) => m.source)).toEqual(['/dev/sdb1']);
  });

  it('survives a source of blanks only and any text at all', () => {
    expect(parseMountinfo('1 2 0:9 / /m rw - tmpfs  rw')).toHaveLength(1);
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => Array.isArray(parseMountinfo(text))));
  });
});

import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { holdersOf } from '../../../src/device/usb/holders.js';

it('names the other programs that have the device open', async () => {
  const proc = mkdtempSync(join(tmpdir(), 'bwc-proc-'));
  const program = (pid: number, name: string, opened: string): void => {
    mkdirSync(join(proc, String(pid), 'fd'), { recursive: true });
    writeFileSync(join(proc, String(pid), 'comm'), `${name}\n`);
    symlinkSync(opened, join(proc, String(pid), 'fd', '7'));
  };
  program(41, 'gvfsd-mtp', '/dev/bus/usb/003/017');
  program(42, 'adb', '/dev/bus/usb/003/018');
  program(process.pid, 'node', '/dev/bus/usb/003/017');
  mkdirSync(join(proc, 'sys'));
  expect(await holdersOf(3, 17, proc)).toEqual([{ pid: 41, name: 'gvfsd-mtp' }]);
});

/**
 * A clip beyond 4 GiB over MTP: its size does not fit into ObjectInfo, its length not into a container, and QEMU's responder can
 * only send it whole. It is not read back from the disk here: that is the same for every clip, and takes minutes in an emulated machine.
 */
import { closeSync, mkdirSync, openSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { randomChunks } from '../../../src/device/testing/content.js';
import { mutatesDevice, OperationCode } from '../../../src/device/mtp/codec/operations.js';
import { afterAll, expect, it } from 'vitest';
import { sha256OfFile } from '../support/card-image.js';
import { GuestStation } from '../support/guest-station.js';
import { measured } from '../support/measured.js';
import { need } from '../support/need.js';
import { Rig } from '../support/rig.js';
import { makeStationDisk } from '../support/station-disk.js';
import { usbMtp } from '../support/usb-devices.js';
import { commandsIn } from '../support/wire-capture.js';

const MIB = 2 ** 20;
const BYTES = 2 ** 32 + 3 * MIB + 7;
const PATIENCE_MS = 3_600_000;

const rig = new Rig();
afterAll(() => rig.dispose());

/** Holes, but real bytes where an error of 32 bits would show: at the start, across 4 GiB and at the end. */
function makeLongClip(file: string): void {
  writeFileSync(file, '');
  truncateSync(file, BYTES);
  const fd = openSync(file, 'r+');
  for (const at of [0, 2 ** 32 - MIB / 2, BYTES - MIB]) {
    for (const chunk of randomChunks(MIB, String(at))) writeSync(fd, chunk, 0, chunk.length, at);
  }
  closeSync(fd);
}

it(
  'takes in a clip of more than 4 GiB, every byte',
  async () => {
    need('qemu-system-x86_64', 'busybox', 'cpio', 'modprobe', 'mkfs.ext4');
    const rootdir = join(rig.share, 'camera');
    const path = 'DCIM/Video/2026-03-01/DSJ_A323456_350213_20260301_090000.mp4';
    const file = join(rootdir, path);
    for (const folder of ['Video/2026-03-01', 'Image', 'Audio'])
      mkdirSync(join(rootdir, 'DCIM', folder), { recursive: true });
    makeLongClip(file);
    const pcap = join(rig.dir, 'large.pcap');
    const guest = await rig.boot({ disks: [makeStationDisk(rig.dir, 12_288, { readBack: false })] });
    const station = new GuestStation(guest);
    await station.start();
    const began = performance.now();
    await guest.plug(usbMtp({ id: 'large', port: 1, serial: 'LARGE', rootdir, description: 'BWC', pcap }));
    const closed = await station.event('closed', () => true, PATIENCE_MS);
    measured(`${String(BYTES)} bytes over MTP`, performance.now() - began);
    expect(closed).toMatchObject({ outcome: 'complete', safeToRemove: true });
    const [clip] = await station.clips();
    expect(clip).toMatchObject({ sourcePath: path, bytes: BYTES, sha256: await sha256OfFile(file) });
    const [stored] = await station.ask<{ body: unknown }[]>('/api/events?kind=clip.stored&limit=10&newestFirst=false');
    expect(stored?.body).toMatchObject({ bytes: BYTES });
    const commands = commandsIn(pcap);
    expect(commands).toContain(OperationCode.GetObject);
    expect(commands.filter(mutatesDevice)).toEqual([]);
    expect(await station.stop()).toBe(0);
  },
  PATIENCE_MS,
);

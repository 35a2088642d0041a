/** Cameras that appear as disks, through the real kernel: USB, SCSI, partition table, FAT32 and exFAT, and the daemon as it is shipped. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CameraRow } from '../../src/store/repositories/cameras.js';
import type { StationStatus } from '../../src/web/status.js';
import { dockable, makeCardCamera, type CardCamera } from './support/cameras.js';
import { sha256OfFile } from './support/card-image.js';
import type { Guest } from './support/guest.js';
import { GuestStation } from './support/guest-station.js';
import { measured } from './support/measured.js';
import { need } from './support/need.js';
import { Rig } from './support/rig.js';
import { makeStationDisk } from './support/station-disk.js';
import { portsOf } from './support/usb-tree.js';
import { until } from './support/waiting.js';

const noise = (random: number, seed: string): { random: number; seed: string } => ({ random, seed });
const MIB = 2 ** 20;

const rig = new Rig();
let guest: Guest;
let station: GuestStation;
const cards = new Map<string, CardCamera>();
const card = (name: string): CardCamera => {
  const found = cards.get(name);
  if (found === undefined) throw new Error(`no card ${name}`);
  return found;
};

beforeAll(async () => {
  need('qemu-system-x86_64', 'busybox', 'cpio', 'modprobe', 'mkfs.ext4', 'mkfs.vfat', 'mkfs.exfat', 'sfdisk');
  guest = await rig.boot({ disks: [makeStationDisk(rig.dir, 1_024)] });
  const began = performance.now();
  const make = async (options: Parameters<typeof makeCardCamera>[2]): Promise<void> => {
    const started = performance.now();
    cards.set(options.name, await makeCardCamera(guest, rig.share, options));
    measured(`card ${options.name}`, performance.now() - started);
  };
  const chinese = (seed: string): { path?: string; content: { random: number; seed: string } }[] => [
    { content: noise(3 * MIB + 1, `${seed} 1`) },
    { content: noise(700_001, `${seed} 2`) },
    { path: 'DCIM/执法视频/思明区城管局_鹭江中队_处置现场（一）.mp4', content: noise(900_003, `${seed} 3`) },
    { path: 'DCIM/执法视频/20260301_101500_𠮷野家门前.MP4', content: noise(512, `${seed} 4`) },
  ];
  const l1 = { layout: 'l1', fileSystem: 'fat32', megabytes: 64 } as const;
  await make({ ...l1, name: 'fat', serial: 'ZFY0001', label: 'ZFY', files: chinese('fat') });
  await make({ ...l1, name: 'exfat', serial: 'ZFY0002', label: 'ZFY', fileSystem: 'exfat', files: chinese('exfat') });
  const pulled = [noise(200_000, 'pulled 1'), noise(32 * MIB, 'pulled 2'), noise(300_000, 'pulled 3')];
  await make({ ...l1, name: 'pulled', serial: 'ZFY0003', label: 'ZFY', files: pulled.map((content) => ({ content })) });
  for (const name of ['twin-a', 'twin-b']) {
    await make({ ...l1, name, serial: 'ZFY0004', label: 'ZFY', files: [{ content: noise(100_000, name) }] });
  }
  measured('filling 5 cards', performance.now() - began);
  station = new GuestStation(guest);
  await station.start();
  measured('daemon ready after', performance.now() - began);
});

afterAll(() => rig.dispose());

/** Everything on the card is a clip of the station, byte for byte, under the name the camera gave it. */
async function expectTakenIn(...names: string[]): Promise<void> {
  const clips = await station.clips();
  const onDisk = await station.originals();
  for (const name of names) {
    for (const [path, sha256] of card(name).clips) {
      const clip = clips.find((c) => c.sha256 === sha256);
      expect(clip, `${name}: ${path}`).toBeDefined();
      expect(clip?.sourcePath).toBe(path);
      expect(onDisk.get(clip?.storedPath ?? '')).toBe(sha256);
    }
  }
}

it('takes in FAT32 and exFAT cards with Chinese names, in the slot that is the USB port, and writes nothing to them', async () => {
  const began = performance.now();
  await guest.plug(dockable(card('fat'), { port: 1, serial: 'USB-FAT' }));
  await guest.plug(dockable(card('exfat'), { port: 2, serial: 'USB-EXFAT' }));
  for (const [name, usbSerial] of [
    ['fat', 'USB-FAT'],
    ['exfat', 'USB-EXFAT'],
  ] as const) {
    const opened = await station.event('opened', (e) => e.camera === (name === 'fat' ? 'ZFY0001' : 'ZFY0002'));
    expect([opened.slot]).toEqual((await portsOf(guest, usbSerial)).map((port) => `usb:${port}`));
    const closed = await station.event('closed', (e) => e.visit === opened.visit);
    expect(closed).toMatchObject({ outcome: 'complete', safeToRemove: true });
    expect(closed.tally).toMatchObject({ onCamera: 4, stored: 4, failed: 0, waiting: 0 });
  }
  measured('two cards of 5 MiB', performance.now() - began);
  await expectTakenIn('fat', 'exfat');
  await guest.unplug('fat');
  await guest.unplug('exfat');
  expect(await sha256OfFile(card('fat').image)).toBe(card('fat').imageSha256);
  expect(await sha256OfFile(card('exfat').image)).toBe(card('exfat').imageSha256);
});

it('goes on where it was when a camera is pulled out in the middle of a clip and docked again', async () => {
  const plug = { port: 3, serial: 'USB-PULLED', bytesPerSecond: 4 * MIB };
  await guest.plug(dockable(card('pulled'), plug));
  const { visit, slot } = await station.event('opened', (e) => e.camera === 'ZFY0003');
  await until(
    async () => (await guest.bytesRead('pulled')) > 12 * MIB,
    () => station.told(),
    120_000,
  );
  const read = await guest.bytesRead('pulled');
  await guest.unplug('pulled');
  const interrupted = await station.event('interrupted', (e) => e.visit === visit);
  const began = performance.now();
  await guest.plug(dockable(card('pulled'), plug));
  const again = await station.event('opened', (e) => e.visit === visit && e.resumed);
  expect(again.slot).toBe(slot);
  const closed = await station.event('closed', (e) => e.visit === visit);
  measured(`pulled at ${String(read)} bytes (${interrupted.reason}), complete after`, performance.now() - began);
  expect(closed).toMatchObject({ outcome: 'complete', safeToRemove: true });
  expect(closed.tally).toMatchObject({ onCamera: 3, failed: 0, waiting: 0 });
  await expectTakenIn('pulled');
  await guest.unplug('pulled');
  expect(await sha256OfFile(card('pulled').image)).toBe(card('pulled').imageSha256);
});

it('keeps two cameras with one serial apart and raises an alarm', async () => {
  // Not only the camera's own number: the serial of the USB device is the same as well.
  await guest.plug(dockable(card('twin-a'), { port: 4, serial: 'USB-TWIN' }));
  await guest.plug(dockable(card('twin-b'), { port: 5, serial: 'USB-TWIN' }));
  let ports: string[] = [];
  await until(
    async () => (ports = await portsOf(guest, 'USB-TWIN')).length === 2,
    () => `two USB devices of one serial; there are ${ports.join(', ')}\n${station.told()}`,
    60_000,
  );
  for (const port of ports) {
    const { visit } = await station.event('opened', (e) => e.slot === `usb:${port}` && e.camera === 'ZFY0004');
    expect(await station.event('closed', (e) => e.visit === visit)).toMatchObject({ outcome: 'complete' });
  }
  await expectTakenIn('twin-a', 'twin-b');
  const cameras = (await station.ask<CameraRow[]>('/api/cameras')).filter((c) => c.serial === 'ZFY0004');
  expect(new Set(cameras.map((c) => c.mediumId)).size, `${JSON.stringify(cameras, null, 1)}\n${station.told()}`).toBe(
    2,
  );
  const { alarms } = await station.ask<StationStatus>('/api/status');
  expect(alarms.map((a) => `${a.kind} ${a.subject}`)).toContain('serial.duplicate ZFY0004');
  await guest.unplug('twin-a');
  await guest.unplug('twin-b');
});

it('stops when it is told to, and had no error of its own', async () => {
  expect(await station.stop()).toBe(0);
});

/** Cameras that speak MTP, through the real kernel, libusb and node-usb, against a responder that is not ours. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mutatesDevice, OperationCode } from '../../src/device/mtp/codec/operations.js';
import type { StationStatus } from '../../src/web/status.js';
import { createVirtualCamera, type VirtualCameraOptions } from '../../src/device/testing/index.js';
import type { CameraRow } from '../../src/store/repositories/cameras.js';
import type { Guest } from './support/guest.js';
import { GuestStation } from './support/guest-station.js';
import { measured } from './support/measured.js';
import { need } from './support/need.js';
import { Rig } from './support/rig.js';
import { makeStationDisk } from './support/station-disk.js';
import { type UsbDevice, usbMtp } from './support/usb-devices.js';
import { portsOf } from './support/usb-tree.js';
import { until } from './support/waiting.js';
import { commandsIn } from './support/wire-capture.js';

const noise = (random: number, seed: string): { random: number; seed: string } => ({ random, seed });
const MIB = 2 ** 20;
/** Each takes some ten transactions of an emulated machine; 2,000 files are taken in from a card. */
const MANY = 300;

const rig = new Rig();
let guest: Guest;
let station: GuestStation;

interface Camera {
  readonly device: UsbDevice;
  readonly clips: ReadonlyMap<string, string>;
}

async function makeCamera(
  options: Pick<VirtualCameraOptions, 'serial' | 'files'> & {
    readonly name: string;
    readonly port: number;
    readonly usbSerial: string;
  },
): Promise<Camera> {
  const { name, serial, files, port, usbSerial } = options;
  const shelf = join(rig.share, 'mtp');
  mkdirSync(shelf, { recursive: true });
  const camera = await createVirtualCamera({ dir: shelf, layout: 'l6', serial, files, name, officerNo: '350213' });
  const clips = new Map<string, string>();
  for (const { path } of camera.files) {
    const bytes = readFileSync(join(camera.root, path.text));
    clips.set(path.text, createHash('sha256').update(bytes).digest('hex'));
  }
  const pcap = join(rig.dir, `${name}.pcap`);
  const device = usbMtp({ id: name, port, serial: usbSerial, rootdir: camera.root, description: '执法记录仪', pcap });
  return { device, clips };
}

beforeAll(async () => {
  need('qemu-system-x86_64', 'busybox', 'cpio', 'modprobe', 'mkfs.ext4');
  guest = await rig.boot({ disks: [makeStationDisk(rig.dir, 1_024)] });
  station = new GuestStation(guest);
  await station.start();
});
afterAll(() => rig.dispose());

async function expectTakenIn(camera: Camera): Promise<void> {
  const clips = await station.clips();
  const onDisk = await station.originals();
  for (const [path, sha256] of camera.clips) {
    const clip = clips.find((c) => c.sha256 === sha256);
    expect(clip, path).toBeDefined();
    expect(clip?.sourcePath).toBe(path);
    expect(onDisk.get(clip?.storedPath ?? '')).toBe(sha256);
  }
}

it('takes in a camera over MTP, every byte, in the slot that is its port', async () => {
  const camera = await makeCamera({
    name: 'cam1',
    serial: 'A123456',
    port: 1,
    usbSerial: 'MTP0001',
    files: [{ content: noise(5 * MIB + 1, 'a') }, { content: noise(700_001, 'b') }, { content: noise(499, 'c') }],
  });
  const began = performance.now();
  await guest.plug(camera.device);
  const opened = await station.event('opened', (e) => e.camera === 'A123456');
  expect(opened.profile).toBe('qemu-usb-mtp/l6-dsj-android');
  expect([opened.slot]).toEqual((await portsOf(guest, 'MTP0001')).map((port) => `usb:${port}`));
  const closed = await station.event('closed', (e) => e.visit === opened.visit);
  measured('5.7 MiB over MTP', performance.now() - began);
  expect(closed).toMatchObject({ outcome: 'complete', safeToRemove: true });
  await expectTakenIn(camera);
  await guest.unplug('cam1');
  const commands = commandsIn(join(rig.dir, 'cam1.pcap'));
  expect(commands).toContain(OperationCode.GetPartialObject);
  expect(commands.filter(mutatesDevice)).toEqual([]);
});

it('goes on where it was when the cable is pulled in the middle of a clip and plugged again', async () => {
  const camera = await makeCamera({
    name: 'cam2',
    serial: 'A123457',
    port: 2,
    usbSerial: 'MTP0002',
    files: [{ content: noise(96 * MIB, 'long') }, { content: noise(1000, 'short') }],
  });
  await guest.plug(camera.device);
  const { visit } = await station.event('opened', (e) => e.camera === 'A123457');
  let copied = 0;
  for (let look = 0; copied < 8 * MIB && look < 600; look += 1) {
    copied = await station.incoming();
  }
  await guest.unplug('cam2');
  expect(copied).toBeGreaterThanOrEqual(8 * MIB);
  const interrupted = await station.event('interrupted', (e) => e.visit === visit);
  const began = performance.now();
  await guest.plug(camera.device);
  await station.event('opened', (e) => e.visit === visit && e.resumed);
  const closed = await station.event('closed', (e) => e.visit === visit);
  measured(`pulled at ${String(copied)} bytes (${interrupted.reason}), complete after`, performance.now() - began);
  expect(closed).toMatchObject({ outcome: 'complete', safeToRemove: true });
  await expectTakenIn(camera);
  await guest.unplug('cam2');
});

it('takes in a folder of hundreds', async () => {
  const files = Array.from({ length: MANY }, (_, i) => ({
    // QEMU's responder cannot send names that are not ASCII.
    path: `DCIM/Video/2026-03-02/DSJ_A123459_350213_20260302_${String(i).padStart(6, '0')}.mp4`,
    content: noise(600 + i, `many ${String(i)}`),
  }));
  const camera = await makeCamera({ name: 'many', serial: 'A123459', port: 5, usbSerial: 'MTP0005', files });
  const began = performance.now();
  await guest.plug(camera.device);
  const listed = await station.event('listed', (e) => e.tally.onCamera === MANY);
  measured(`${String(MANY)} objects listed after`, performance.now() - began);
  const closed = await station.event('closed', (e) => e.visit === listed.visit);
  measured(`${String(MANY)} files over MTP`, performance.now() - began);
  expect(closed).toMatchObject({ outcome: 'complete', safeToRemove: true });
  await expectTakenIn(camera);
  await guest.unplug('many');
});

it('keeps two cameras with one serial apart and raises an alarm', async () => {
  // The serial of the USB device is the same as well: only the port tells them apart.
  const make = (name: string, port: number): Promise<Camera> =>
    makeCamera({ name, port, serial: 'A123458', usbSerial: 'TWIN', files: [{ content: noise(30_000, name) }] });
  const [a, b] = [await make('twin-a', 3), await make('twin-b', 4)];
  await guest.plug(a.device);
  await guest.plug(b.device);
  let ports: string[] = [];
  await until(
    async () => (ports = await portsOf(guest, 'TWIN')).length === 2,
    () => `two USB devices of one serial; there are ${ports.join(', ')}`,
    60_000,
  );
  for (const port of ports) {
    const { visit } = await station.event('opened', (e) => e.slot === `usb:${port}` && e.camera === 'A123458');
    expect(await station.event('closed', (e) => e.visit === visit)).toMatchObject({ outcome: 'complete' });
  }
  await expectTakenIn(a);
  await expectTakenIn(b);
  const cameras = (await station.ask<CameraRow[]>('/api/cameras')).filter(({ serial }) => serial === 'A123458');
  expect(new Set(cameras.map((c) => c.mediumId)).size).toBe(2);
  const { alarms } = await station.ask<StationStatus>('/api/status');
  expect(alarms.map((alarm) => `${alarm.kind} ${alarm.subject}`)).toContain('serial.duplicate A123458');
  await guest.unplug('twin-a');
  await guest.unplug('twin-b');
});

it('ends clean', async () => {
  expect(await station.stop()).toBe(0);
  expect(await station.json<{ findings: unknown[] }>('verify')).toMatchObject({ findings: [] });
});

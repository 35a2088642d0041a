/**
 * uMTP-Responder, a second MTP responder that is not ours, on the guest's own gadget stack. Before the daemon reads it, libmtp and bare
 * node-usb do: what they see is what the rig really has.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ProbedDevice } from '../../src/station/probe-devices.js';
import type { StationStatus } from '../../src/web/status.js';
import { createVirtualCamera } from '../../src/device/testing/index.js';
import { Gadget, GADGET_USB_ID } from './support/gadget.js';
import type { Guest } from './support/guest.js';
import { GuestStation } from './support/guest-station.js';
import { measured } from './support/measured.js';
import { GUEST_SCRIPTS, need } from './support/need.js';
import { Rig } from './support/rig.js';
import { makeStationDisk } from './support/station-disk.js';
import { portsOf } from './support/usb-tree.js';
import { until } from './support/waiting.js';

const MIB = 2 ** 20;
const SERIAL = 'UMTP0001';
const CAMERA = 'A223456';
const LONG = 48 * MIB;

const rig = new Rig();
/** Path on the camera → SHA-256. */
const clips = new Map<string, string>();
let guest: Guest;
let gadget: Gadget;
let station: GuestStation;

beforeAll(async () => {
  need('qemu-system-x86_64', 'busybox', 'cpio', 'modprobe', 'mkfs.ext4', 'umtprd', 'mtp-detect');
  const shelf = join(rig.share, 'mtp');
  mkdirSync(shelf, { recursive: true });
  const random = [LONG, 3 * MIB + 512, 499, 500, 501];
  const camera = await createVirtualCamera({
    dir: shelf,
    layout: 'l6',
    serial: CAMERA,
    name: 'camera',
    officerNo: '350213',
    files: [
      ...random.map((bytes, i) => ({ content: { random: bytes, seed: `umtp ${String(i)}` } })),
      // Its names end at the first character outside the basic plane.
      { path: 'DCIM/Video/2026-03-02/处置现场（一）.mp4', content: { random: 70_001, seed: 'umtp chinese' } },
    ],
  });
  for (const { path } of camera.files) {
    const bytes = readFileSync(join(camera.root, path.text));
    clips.set(path.text, createHash('sha256').update(bytes).digest('hex'));
  }
  guest = await rig.boot({ disks: [makeStationDisk(rig.dir, 1_024)] });
  await guest.must('cp -r --preserve=timestamps /share/mtp/camera /run/camera');
  gadget = await Gadget.make(guest, SERIAL, '/run/camera');
  await gadget.plug();
  await until(
    async () => (await portsOf(guest, SERIAL)).length === 1,
    () => `the gadget does not come up\n${guest.console()}`,
    30_000,
  );
});
afterAll(() => rig.dispose());

it('answers bare node-usb: a bulk transfer each way, whole containers', async () => {
  const out = await guest.must(`node ${GUEST_SCRIPTS}/device-info.mjs ${GADGET_USB_ID}`);
  const { data, response } = JSON.parse(out) as { data: string; response: string };
  const container = Buffer.from(data, 'hex');
  expect(container.readUInt32LE(0)).toBe(container.length);
  // A data container of GetDeviceInfo, then a response container that says OK.
  expect([container.readUInt16LE(4), container.readUInt16LE(6)]).toEqual([2, 0x1001]);
  expect(container.includes(Buffer.from(SERIAL, 'utf16le'))).toBe(true);
  expect(Buffer.from(response, 'hex').readUInt16LE(6)).toBe(0x2001);
});

it('is given up when the time is over, to the second and not to the minute', async () => {
  const out = await guest.must(`node ${GUEST_SCRIPTS}/silence.mjs ${GADGET_USB_ID} 500`);
  const outcomes = JSON.parse(out) as { wait: string; status: string; ms: number }[];
  expect(outcomes.map(({ wait, status }) => `${wait} ${status}`)).toEqual(['bulkIn timeout', 'interruptIn timeout']);
  // libusb itself looks once a minute when nothing else happens.
  for (const { ms } of outcomes) expect(ms).toBeLessThan(20_000);
});

it('gives libmtp the bytes that the camera has', async () => {
  const [[path, sha256] = ['', '']] = [...clips].filter(([p]) => p.includes('处置现场'));
  const listing = await guest.must('mtp-files 2>/dev/null');
  const id = new RegExp(`File ID: (\\d+)\\s+Filename: ${path.split('/').at(-1) ?? ''}`).exec(listing)?.[1];
  expect(id, listing).toBeDefined();
  await guest.must(`mtp-getfile ${id ?? ''} /run/got`);
  expect((await guest.must('sha256sum /run/got')).slice(0, 64)).toBe(sha256);
});

it('is refused while another program holds it, and that program is named', async () => {
  const holder = guest.start(`exec node ${GUEST_SCRIPTS}/hold.mjs ${GADGET_USB_ID}`);
  await until(
    () => holder.lines.includes('held'),
    () => holder.told(),
    30_000,
  );
  station = new GuestStation(guest);
  await station.start();
  const refused = async (): Promise<StationStatus['refused']> =>
    (await station.ask<StationStatus>('/api/status')).refused;
  await until(
    async () => (await refused()).length > 0,
    () => station.told(),
    60_000,
  );
  const [{ code, reason } = { code: '', reason: '' }] = await refused();
  expect(code).toBe('bwc.device.busy');
  expect(reason).toContain('filemanager');
  expect(await station.clips()).toEqual([]);
  holder.signal('SIGKILL');
  await holder.exit(30_000);
});

it('is described by device probe without a number that tells whose it is', async () => {
  const probed = await station.json<ProbedDevice[]>('device probe --redact');
  const device = probed.find(({ report }) => report?.usb.id === GADGET_USB_ID);
  expect(device).toMatchObject({
    treatment: { recognised: true, driver: 'mtp', profile: 'umtp-responder' },
    report: { problem: null },
  });
  expect(device?.report?.mtp?.operations).toContain('GetPartialObject64');
  expect(JSON.stringify(device)).not.toContain(SERIAL);
});

it('is taken in, Chinese names included, and goes on where it was when the cable is pulled', async () => {
  await gadget.unplug();
  await gadget.plug();
  const { visit, slot, profile } = await station.event('opened', (e) => e.camera === CAMERA);
  expect(profile).toBe('umtp-responder/l6-dsj-android');
  expect([slot]).toEqual((await portsOf(guest, SERIAL)).map((port) => `usb:${port}`));
  await until(
    async () => (await station.incoming()) > 8 * MIB,
    () => station.told(),
    120_000,
  );
  await gadget.unplug();
  await station.event('interrupted', (e) => e.visit === visit);
  const began = performance.now();
  await gadget.plug();
  await station.event('opened', (e) => e.visit === visit && e.resumed);
  const closed = await station.event('closed', (e) => e.visit === visit);
  measured('uMTP-Responder: complete after it was docked again', performance.now() - began);
  expect(closed).toMatchObject({ outcome: 'complete', safeToRemove: true });
  const onDisk = await station.originals();
  const byPath = new Map((await station.clips()).map((c) => [c.sourcePath, c]));
  for (const [path, sha256] of clips) {
    expect(byPath.get(path)?.sha256, path).toBe(sha256);
    expect(onDisk.get(byPath.get(path)?.storedPath ?? '')).toBe(sha256);
  }
});

it('ends clean', async () => {
  expect(await station.stop()).toBe(0);
  expect(await station.json<{ findings: unknown[] }>('verify')).toMatchObject({ findings: [] });
});

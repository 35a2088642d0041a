/** The power of the whole station goes while a camera is read: the next boot finds the same disk, and the camera still in its slot. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { VerifySummary } from '../../src/store/verify/verify-station.js';
import { dockable, makeCardCamera, type CardCamera } from './support/cameras.js';
import { sha256OfFile } from './support/card-image.js';
import type { Guest } from './support/guest.js';
import { GuestStation } from './support/guest-station.js';
import { measured } from './support/measured.js';
import { need } from './support/need.js';
import { Rig } from './support/rig.js';
import { makeStationDisk } from './support/station-disk.js';
import { until } from './support/waiting.js';

type Verified = VerifySummary & { readonly ok: boolean; readonly findings: readonly { readonly kind: string }[] };

const MIB = 2 ** 20;
/** Small clips that are acknowledged one after another, then one that is long enough to be cut in the middle. */
const SMALL = 40;
const SLOW = 2 * MIB;

const rig = new Rig();
let disk: string;
let camera: CardCamera;
let guest: Guest;

beforeAll(async () => {
  need('qemu-system-x86_64', 'busybox', 'cpio', 'modprobe', 'mkfs.ext4', 'mkfs.vfat', 'sfdisk');
  disk = makeStationDisk(rig.dir, 1_024);
  guest = await rig.boot({ disks: [disk] });
  const small = Array.from({ length: SMALL }, (_, i) => ({ random: 100_000 + i, seed: `cut ${String(i)}` }));
  camera = await makeCardCamera(guest, rig.share, {
    name: 'cut',
    layout: 'l1',
    serial: 'ZFY0009',
    label: 'ZFY',
    fileSystem: 'fat32',
    megabytes: 64,
    files: [...small, { random: 20 * MIB, seed: 'cut long' }].map((content) => ({ content })),
  });
});
afterAll(() => rig.dispose());

it('keeps what it acknowledged when the power is cut, and takes in the rest after the next boot', async () => {
  const device = dockable(camera, { port: 1, serial: 'USB-CUT', bytesPerSecond: SLOW });
  const before = new GuestStation(guest);
  await before.start();
  await guest.plug(device);
  await until(
    async () => (await guest.bytesRead('cut')) > 12 * MIB,
    () => before.told(),
    180_000,
  );
  const acknowledged = await before.acknowledged();
  await guest.kill();
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(acknowledged.length).toBeLessThan(camera.clips.size);

  guest = await rig.boot({ disks: [disk], devices: [device] });
  const after = new GuestStation(guest);
  const kept = await after.acknowledged();
  expect(acknowledged.filter((sha256) => !kept.includes(sha256))).toEqual([]);
  const atOnce = await after.json<Verified>('verify', [0, 3, 4]);
  // A file that was published and not yet recorded is no damage: the next start puts it on record.
  expect(atOnce.findings.filter((f) => f.kind !== 'original.unexpected')).toEqual([]);

  const began = performance.now();
  await after.start();
  const closed = await after.event('closed', (e) => e.outcome === 'complete');
  measured(
    `power cut with ${String(acknowledged.length)} of ${String(camera.clips.size)} clips acknowledged, complete after`,
    performance.now() - began,
  );
  expect(closed).toMatchObject({ safeToRemove: true });
  expect(closed.tally).toMatchObject({ onCamera: camera.clips.size, failed: 0, waiting: 0 });
  const originals = [...(await after.originals()).values()].sort();
  expect(originals).toEqual([...camera.clips.values()].sort());
  expect((await after.json<Verified>('verify')).findings).toEqual([]);
  expect(await after.stop()).toBe(0);
  await guest.unplug('cut');
  expect(await sha256OfFile(camera.image)).toBe(camera.imageSha256);
});

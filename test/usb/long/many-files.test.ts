/** A card full of files, through the real kernel: each of them costs an emulated machine a tenth of a second. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dockable, makeCardCamera, type CardCamera } from '../support/cameras.js';
import { sha256OfFile } from '../support/card-image.js';
import { GuestStation } from '../support/guest-station.js';
import { measured } from '../support/measured.js';
import { need } from '../support/need.js';
import { Rig } from '../support/rig.js';
import { makeStationDisk } from '../support/station-disk.js';

const MANY = 2_000;

const rig = new Rig();
let card: CardCamera;
let station: GuestStation;

beforeAll(async () => {
  need('qemu-system-x86_64', 'busybox', 'cpio', 'modprobe', 'mkfs.ext4', 'mkfs.vfat', 'sfdisk');
  const guest = await rig.boot({ disks: [makeStationDisk(rig.dir, 1_024)] });
  card = await makeCardCamera(guest, rig.share, {
    ...{ name: 'many', layout: 'l1', serial: 'ZFY0005', label: 'ZFY', fileSystem: 'fat32', megabytes: 64 },
    files: Array.from({ length: MANY }, (_, i) => ({ content: { random: 2_000 + i, seed: `many ${String(i)}` } })),
  });
  station = new GuestStation(guest);
  await station.start();
});
afterAll(() => rig.dispose());

it(`takes in ${MANY.toLocaleString('en')} files`, async () => {
  const began = performance.now();
  await station.guest.plug(dockable(card, { port: 6, serial: 'USB-MANY' }));
  const { visit } = await station.event('opened', (e) => e.camera === 'ZFY0005');
  const closed = await station.event('closed', (e) => e.visit === visit);
  measured(`${String(MANY)} files`, performance.now() - began);
  expect(closed).toMatchObject({ outcome: 'complete', safeToRemove: true });
  expect(closed.tally).toMatchObject({ onCamera: MANY, stored: MANY, failed: 0 });
  const byPath = new Map((await station.clips()).map((clip) => [clip.sourcePath, clip]));
  const onDisk = await station.originals();
  expect(card.clips.size).toBe(MANY);
  for (const [path, sha256] of card.clips) {
    expect(byPath.get(path)?.sha256, path).toBe(sha256);
    expect(onDisk.get(byPath.get(path)?.storedPath ?? '')).toBe(sha256);
  }
  await station.guest.unplug('many');
  expect(await sha256OfFile(card.image)).toBe(card.imageSha256);
  expect(await station.stop()).toBe(0);
});

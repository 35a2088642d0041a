/** Footage leaves real FAT32 and exFAT cards through the real kernel, once the archive has it: that, nothing else, and not twice unseen. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EraseTally } from '../../src/domain/erase.js';
import type { EventView } from '../../src/store/repositories/custody-entries.js';
import type { StationStatus } from '../../src/web/status.js';
import type { VisitDetail } from '../../src/web/api.js';
import { dockable, makeCardCamera, type CardCamera } from './support/cameras.js';
import { sha256OfFile, withCard, type CardFileSystem } from './support/card-image.js';
import type { Guest } from './support/guest.js';
import { GuestStation } from './support/guest-station.js';
import { measured } from './support/measured.js';
import { need } from './support/need.js';
import { Rig } from './support/rig.js';
import { makeStationDisk } from './support/station-disk.js';
import { until } from './support/waiting.js';

const FOLDER = 'DCIM/执法视频';
/** Two that may go, one of them with what came beside it; one that the camera has locked, and one without a label. */
const GOES = `${FOLDER}/思明区城管局_鹭江中队_处置现场（一）.MP4`;
const BESIDE = GOES.replace('.MP4', '.NMEA');
const GOES_TOO = `${FOLDER}/$(rm -rf ~) 执法视~1.MP4`;
const LOCKED = `${FOLDER}/20260301_101500_𠮷野家门前.MP4`;
const UNLABELLED = `${FOLDER}/思明区城管局_鹭江中队_处置现场（二）.MP4`;
const CLIPS = [GOES, GOES_TOO, LOCKED, UNLABELLED];
const ERASED = [GOES, BESIDE, GOES_TOO];
/** So slow that an erased name takes seconds to reach the card. */
const SLOW = 1_024;
const PATIENCE_MS = 240_000;

const rig = new Rig();
const cards = new Map<CardFileSystem, CardCamera>();
let guest: Guest;
let station: GuestStation;

beforeAll(async () => {
  need('qemu-system-x86_64', 'busybox', 'cpio', 'modprobe', 'mkfs.ext4', 'mkfs.vfat', 'mkfs.exfat', 'sfdisk');
  const began = performance.now();
  guest = await rig.boot({ disks: [makeStationDisk(rig.dir, 1_024, { eraseAuthorisedBy: '李明' })] });
  for (const fileSystem of ['fat32', 'exfat'] as const) {
    const content = (path: string) => ({ random: 200_000 + path.length, seed: `${fileSystem} ${path}` });
    const made = await makeCardCamera(guest, rig.share, {
      name: fileSystem,
      layout: 'l1',
      serial: fileSystem,
      label: 'ZFY',
      fileSystem,
      megabytes: 64,
      files: [
        ...CLIPS.map((path) => ({ path, content: content(path) })),
        { path: BESIDE, content: Buffer.from('$GPRMC\n') },
      ],
    });
    await withCard(guest, { image: made.image, fileSystem }, `chmod a-w '/mnt/${LOCKED}'`);
    cards.set(fileSystem, { ...made, imageSha256: await sha256OfFile(made.image) });
  }
  measured('cards filled after', performance.now() - began);
  station = new GuestStation(guest);
  await station.start();
  measured('daemon ready after', performance.now() - began);
});
afterAll(() => rig.dispose());

const card = (fileSystem: CardFileSystem): CardCamera => {
  const found = cards.get(fileSystem);
  if (found === undefined) throw new Error(`no card ${fileSystem}`);
  return found;
};

const device = (fileSystem: CardFileSystem, writtenPerSecond?: number) =>
  dockable(card(fileSystem), {
    port: fileSystem === 'fat32' ? 1 : 2,
    serial: `USB-${fileSystem}`,
    ...(writtenPerSecond === undefined ? {} : { writtenPerSecond }),
  });

/** Docks a card until its visit is over. @returns what was taken off, null where nothing could have been */
async function visited(fileSystem: CardFileSystem, before: readonly string[]): Promise<[string, EraseTally | null]> {
  const { visit } = await station.event('closed', (e) => !before.includes(e.visit) && e.visit === visitOf(fileSystem));
  const { visit: row } = await station.ask<VisitDetail>(`/api/visits/${visit}`);
  await guest.unplug(fileSystem);
  return [visit, row.erased];
}

const visitOf = (fileSystem: CardFileSystem): string | undefined =>
  station.latest('opened', (e) => e.camera === fileSystem)?.visit;

const events = (kind: string): Promise<EventView[]> =>
  station.ask<EventView[]>(`/api/events?kind=${kind}&newestFirst=false&limit=100`);

/** What lies on the card, by coreutils. */
async function onCard(fileSystem: CardFileSystem): Promise<ReadonlyMap<string, string>> {
  const list = await withCard(
    guest,
    { image: card(fileSystem).image, fileSystem },
    '( cd /mnt && find . -type f -exec sha256sum {} + )',
  );
  return new Map(
    list
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(68), line.slice(0, 64)]),
  );
}

/** What the camera was made with. */
function madeWith({ tree }: CardCamera): ReadonlyMap<string, string> {
  const names = readdirSync(tree, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(tree, name)).isFile(),
  );
  return new Map(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(tree, name)))
        .digest('hex'),
    ]),
  );
}

const withoutErased = (all: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...all].filter(([path]) => !ERASED.includes(path)));

it('reports cards that are mounted read-only, asks nothing of them and writes nothing to them', async () => {
  const began = performance.now();
  const seen: string[] = [];
  for (const fileSystem of ['fat32', 'exfat'] as const) await guest.plug(device(fileSystem));
  for (const fileSystem of ['fat32', 'exfat'] as const) {
    const [visit, erased] = await visited(fileSystem, seen);
    seen.push(visit);
    expect(erased).toMatchObject({ erased: 0, failed: 0 });
  }
  const labelled = (await station.clips()).filter((clip) => clip.sourcePath !== UNLABELLED);
  expect(labelled).toHaveLength(6);
  const fields = '--unit 思明中队 --party 某店 --inspection-date 2026-03-01 --inspection-content 检查';
  await station.json(`label put ${labelled.map((clip) => `--clip ${clip.id}`).join(' ')} ${fields}`);
  await station.json('sync --now');
  measured('taken in and archived after', performance.now() - began);
  for (const fileSystem of ['fat32', 'exfat'] as const) await guest.plug(device(fileSystem));
  for (const fileSystem of ['fat32', 'exfat'] as const) {
    const [, erased] = await visited(fileSystem, seen);
    expect(erased).toMatchObject({ erased: 0, left: 4, failed: 0 });
    expect(Object.fromEntries(erased?.why.map(({ what, files }) => [what, files]) ?? [])).toEqual({
      readOnly: 2,
      locked: 1,
      notArchived: 1,
    });
    expect(await sha256OfFile(card(fileSystem).image)).toBe(card(fileSystem).imageSha256);
  }
  const { alarms } = await station.ask<StationStatus>('/api/status');
  expect(alarms.filter((a) => a.kind === 'camera.not_erased')).toHaveLength(2);
  expect(await events('clip.erase_begun')).toEqual([]);
});

it('settles by looking what was begun when the card was pulled out in the middle of it', async () => {
  await guest.must('touch /run/writable');
  const before = visitOf('fat32');
  await guest.plug(device('fat32', SLOW));
  await until(
    async () => {
      const { stdout } = await guest.run(`ls /media/cards/*/${FOLDER}`);
      return stdout.includes('.MP4') && ERASED.some((path) => !stdout.includes(path.slice(FOLDER.length + 1)));
    },
    () => station.told(),
    PATIENCE_MS,
  );
  await guest.unplug('fat32');
  await until(
    async () => (await station.ask<StationStatus>('/api/status')).docked.length === 0,
    () => station.told(),
    PATIENCE_MS,
  );
  const [begun] = await events('clip.erase_begun');
  expect(visitOf('fat32')).not.toBe(before);
  expect(await events('clip.erased')).toEqual([]);
  // Names that are UTF-8 are recorded as they are.
  const path = begun?.body['path'] as string;
  expect(ERASED).toContain(path);
  const there = (await onCard('fat32')).has(path);
  expect([...withoutErased(await onCard('fat32'))].sort()).toEqual([...withoutErased(madeWith(card('fat32')))].sort());

  // The visit that was cut off may be over already, for all that was to be stored was.
  const rounds = (await events('visit.erased')).length;
  await guest.plug(device('fat32'));
  await until(
    async () => (await events('visit.erased')).length > rounds,
    () => station.told(),
    PATIENCE_MS,
  );
  await station.event('closed', (e) => e.visit === visitOf('fat32') && e.outcome === 'complete' && e.visit !== before);
  expect((await events('clip.erase_settled')).map((e) => e.body['outcome'])).toEqual([there ? 'still_there' : 'gone']);
  process.stdout.write(`usb: pulled out while ${path} was erased: ${there ? 'still there' : 'gone'}\n`);
  await guest.unplug('fat32');
});

it('takes off exactly what is proven to be kept, and leaves every other byte as it was', async () => {
  await guest.plug(device('exfat'));
  const before = visitOf('exfat');
  await station.event('closed', (e) => e.visit === visitOf('exfat') && e.visit !== before);
  await guest.unplug('exfat');
  for (const fileSystem of ['fat32', 'exfat'] as const) {
    const made = madeWith(card(fileSystem));
    expect(ERASED.filter((path) => !made.has(path))).toEqual([]);
    expect([...(await onCard(fileSystem))].sort()).toEqual([...withoutErased(made)].sort());
  }
  // Each of them for what the archive has of it, with who allowed it.
  for (const { body } of await events('clip.erase_begun'))
    expect(body).toMatchObject({ basis: 'afterArchived', authorised: { by: '李明' }, heldBy: [{ target: 'bureau' }] });
  const { alarms } = await station.ask<StationStatus>('/api/status');
  expect(alarms.filter((a) => a.kind === 'camera.not_erased')).toEqual([]);
  expect(await station.stop()).toBe(0);
});

/** The rolling read-back of a real directory: what it finds, what it says of it, and what a later read settles. */
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { initialiseDirectoryArchive } from '../../../src/archive/targets/directory/initialise.js';
import { DirectoryTarget } from '../../../src/archive/targets/directory/directory-target.js';
import { originalKey } from '../../../src/archive/keys.js';
import { seenOtherwise } from '../../../src/archive/rolling-audit/seen-otherwise.js';
import { fromInstant, systemClock } from '../../../src/domain/time.js';
import { findingsOn, OnRecord } from '../../records/support.js';
import { dispose, NOTICE_OVER, ordinaryClip } from '../../records/disposal/support.js';
import { tempFolder } from '../../store/support.js';
import { TestSync } from '../sync/support.js';

const DAY_MS = 24 * 3_600_000;

async function archived(count: number) {
  const station = await OnRecord.open();
  const path = await tempFolder();
  const archiveId = await initialiseDirectoryArchive(path, systemClock);
  const sync = new TestSync(station, new DirectoryTarget({ path, archiveId }, systemClock));
  const clips: string[] = [];
  for (let i = 0; i < count; i += 1) clips.push(await ordinaryClip(station));
  await sync.run();
  const { store } = station;
  const fileOf = (clip: string): string => join(path, originalKey(store.clips.get(clip)?.sha256 ?? ''));
  const ownFileOf = (clip: string): string => join(store.paths.root, store.clips.get(clip)?.storedPath ?? '');
  const open = () =>
    clips
      .flatMap((clip) => store.archiveFindings.openOf(clip))
      .map(({ clipId, kind, lost }) => ({ clipId, kind, lost }));
  const alarms = () =>
    store.alarms
      .open()
      .map((a) => `${a.kind} ${a.subject}`)
      .sort();
  const audits = () =>
    store.custody.list({ kind: 'archive.audited', limit: 1000, newestFirst: false }).map((e) => e.body);
  /** As many nights as it takes to come to everything. */
  const nights = async (n: number): Promise<void> => {
    for (let i = 0; i < n; i += 1) {
      sync.now += DAY_MS;
      await sync.run();
    }
  };
  return { station, store, sync, path, clips, fileOf, ownFileOf, open, alarms, audits, nights };
}

function tamper(file: string): () => void {
  const before = readFileSync(file);
  chmodSync(file, 0o644);
  writeFileSync(file, Buffer.concat([before.subarray(0, -1), Buffer.from('!')]));
  return () => {
    writeFileSync(file, before);
  };
}

describe('rolling read-back of a directory', () => {
  it('reads everything once in the nights of the rota, each object in its night, and says what it read', async () => {
    const { store, sync, clips, audits, nights } = await archived(3);
    expect(audits()).toEqual([]);
    await nights(30);
    const read = audits();
    expect(read.reduce((sum, one) => sum + Number(one['objects']), 0)).toBe(2 * clips.length);
    expect(read.every((one) => one['findings'] === 0 && one['left'] === 0)).toBe(true);
    expect(store.archiveReads.oldest('bureau')?.slice(0, 10) ?? '').toMatch(/^2026-0[34]/);
    // Nothing twice.
    sync.restart();
    await sync.run();
    expect(audits()).toHaveLength(read.length);
    // All nights but the last are missed: it reads what they would have.
    sync.now += 60 * DAY_MS;
    await sync.run();
    expect(audits().at(-1)).toMatchObject({ target: 'bureau', nights: 30, objects: 2 * clips.length, left: 0 });
  });

  it('reads what falls to a longer or shorter rota from then on', async () => {
    const { sync, store, clips, audits, nights } = await archived(2);
    sync.settings.auditNights = 1;
    await nights(1);
    expect(audits().at(-1)).toMatchObject({ nights: 1, objects: 2 * clips.length });
    sync.settings.auditNights = 3000;
    await nights(1);
    expect(audits()).toHaveLength(1);
    expect(store.archiveReads.dueTally('bureau', 30_000).objects).toBe(2 * clips.length);
  });

  it('says of each clip what is wrong with its copy, loudest where there is no other, until it is whole again', async () => {
    const { station, store, clips, fileOf, ownFileOf, open, alarms, nights, sync } = await archived(3);
    const [altered = '', gone = '', lost = ''] = clips;
    const mend = tamper(fileOf(altered));
    renameSync(fileOf(gone), `${fileOf(gone)}.aside`);
    rmSync(fileOf(lost));
    const own = readFileSync(ownFileOf(lost));
    rmSync(ownFileOf(lost));
    await nights(30);
    expect(open()).toEqual([
      { clipId: altered, kind: 'altered', lost: false },
      { clipId: gone, kind: 'missing', lost: false },
      { clipId: lost, kind: 'missing', lost: true },
    ]);
    expect(alarms()).toEqual(['archive.copy_bad bureau', 'archive.copy_lost bureau']);
    expect(
      station.store.custody.list({ clip: lost, kind: 'archive.finding', limit: 9, newestFirst: true }),
    ).toHaveLength(1);
    expect(findingsOn(store)).toEqual([]);
    // What is found already is looked at each night and not said again.
    mend();
    mkdirSync(dirname(fileOf(lost)), { recursive: true });
    writeFileSync(fileOf(lost), own);
    await nights(1);
    expect(open()).toEqual([{ clipId: gone, kind: 'missing', lost: false }]);
    expect(alarms()).toEqual(['archive.copy_bad bureau']);
    renameSync(`${fileOf(gone)}.aside`, fileOf(gone));
    // Somebody asks: it is looked at again in broad daylight, and nothing else is.
    sync.runner.hurry();
    await sync.run(false);
    expect(open()).toEqual([]);
    expect(alarms()).toEqual([]);
    expect(sync.kinds(gone).slice(-2)).toEqual(['archive.finding', 'archive.finding_settled']);
    expect(findingsOn(store)).toEqual([]);
  });

  it('makes one finding and one alarm of what was come upon before, and a clean read ends both', async () => {
    const { store, sync, clips, fileOf, ownFileOf, open, alarms, nights } = await archived(2);
    const [altered = '', lost = ''] = clips;
    const mend = tamper(fileOf(altered));
    const finding = { kind: 'archive.altered', subject: altered, detail: 'bureau: other bytes' } as const;
    expect(seenOtherwise(sync.context, 'bureau', altered, finding)).toBe(true);
    expect(seenOtherwise(sync.context, 'bureau', altered, finding)).toBe(true);
    expect(open()).toEqual([{ clipId: altered, kind: 'altered', lost: false }]);
    expect(alarms()).toEqual(['archive.copy_bad bureau']);
    await nights(1);
    expect(open()).toHaveLength(1);
    expect(alarms()).toEqual(['archive.copy_bad bureau']);
    mend();
    await nights(1);
    expect([open(), alarms()]).toEqual([[], []]);
    // The only copy has an alarm of its own, and no second one.
    const own = readFileSync(ownFileOf(lost));
    rmSync(ownFileOf(lost));
    rmSync(fileOf(lost));
    expect(seenOtherwise(sync.context, 'bureau', lost, { ...finding, kind: 'archive.missing' })).toBe(true);
    expect(open()).toEqual([{ clipId: lost, kind: 'missing', lost: true }]);
    expect(alarms()).toEqual(['archive.copy_lost bureau']);
    writeFileSync(fileOf(lost), own);
    await nights(1);
    expect([open(), alarms(), findingsOn(store)]).toEqual([[], [], []]);
    expect(seenOtherwise(sync.context, 'elsewhere', lost, finding)).toBe(false);
  });

  it('knows of another archive that has the bytes, unless those are bad as well', async () => {
    const { station, sync, clips, fileOf, ownFileOf, open, nights } = await archived(1);
    const [clip = ''] = clips;
    const path = await tempFolder();
    const archiveId = await initialiseDirectoryArchive(path, systemClock);
    const off = new TestSync(station, new DirectoryTarget({ path, archiveId }, systemClock), 'offsite', null, [
      sync.place,
    ]);
    await off.run();
    rmSync(ownFileOf(clip));
    rmSync(fileOf(clip));
    await nights(30);
    expect(open()).toEqual([{ clipId: clip, kind: 'missing', lost: false }]);
    rmSync(join(path, originalKey(station.store.clips.get(clip)?.sha256 ?? '')));
    off.now = sync.now;
    await off.run();
    expect(open().at(-1)).toEqual({ clipId: clip, kind: 'missing', lost: true });
  });

  it('finds a retention and a hold that were taken back', async () => {
    const { station, store, sync, path, clips, open, nights } = await archived(1);
    const [clip = ''] = clips;
    station.do('hold.place', { subject: { kind: 'clip', id: clip }, reason: '行政诉讼' });
    await sync.run();
    rmSync(join(path, '.bwc', 'notes'), { recursive: true, force: true });
    await nights(30);
    expect(new Set(open().map((f) => f.kind))).toEqual(new Set(['lock_shortened', 'hold_gone']));
    expect(store.alarms.open().map((a) => a.kind)).toEqual(['archive.copy_bad']);
  });

  it('lets what was disposed of and is kept there no longer be gone', async () => {
    const { station, clips, fileOf, open, nights, sync } = await archived(1);
    const [clip = ''] = clips;
    await dispose(station, clips);
    rmSync(fileOf(clip));
    await nights(30);
    expect(open()).toEqual([{ clipId: clip, kind: 'missing', lost: true }]);
    sync.now = fromInstant(NOTICE_OVER);
    sync.runner.hurry();
    await sync.run();
    expect(open()).toEqual([]);
  });

  it('reads nothing while something is to go, and goes on where it was stopped', async () => {
    const { station, store, sync, nights, audits } = await archived(6);
    sync.settings.auditNights = 1;
    sync.now += DAY_MS;
    let heads = 0;
    const { target } = sync.place;
    const head = target.head.bind(target);
    target.head = async (...args) => {
      heads += 1;
      if (heads === 3) await ordinaryClip(station);
      return head(...args);
    };
    await sync.run();
    const first = Number(audits().at(-1)?.['objects']);
    expect(first).toBeLessThan(12);
    expect(audits().at(-1)?.['left']).toBe(12 - first);
    sync.restart();
    await sync.run();
    expect(audits().at(-1)).toMatchObject({ objects: 12 - first, left: 0 });
    expect(store.archives.tally().filter((t) => !t.done && t.orders > 0)).toEqual([]);
    await nights(1);
    expect(audits().at(-1)).toMatchObject({ objects: 14 });
  });
});

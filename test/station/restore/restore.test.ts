/** The whole circle: a station that syncs is lost with its machine, and comes back from the archive alone. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArchiveTarget } from '../../../src/archive/target.js';
import { checkRecordChain } from '../../../src/archive/record/read.js';
import { makeRecoveryPair, readRecoverySecret } from '../../../src/archive/backup/recovery-key.js';
import { initialiseDirectoryArchive } from '../../../src/archive/targets/directory/initialise.js';
import { systemClock } from '../../../src/domain/time.js';
import { placesNamed } from '../../../src/station/restore/places.js';
import { hasCode, type ErrorCode } from '../../../src/domain/errors.js';
import type { RestoreOptions } from '../../../src/station/restore/options.js';
import { describe, expect, it } from 'vitest';
import { restore } from '../../../src/station/restore/restore.js';
import { planRestore } from '../../../src/station/restore/plan.js';
import { dataPaths } from '../../../src/store/paths.js';
import { countsOf } from '../../../src/store/snapshot.js';
import { ordinaryClip } from '../../records/disposal/support.js';
import { openStore, tempFolder } from '../../store/support.js';
import { SyncedStation, syncOf } from './support.js';

const VERIFY = new URL('../../../src/archive/bag/verify.py', import.meta.url).pathname;

/** Somebody, or a disk, changes every backup after one: the manifest of the newest, and what only the others hold. */
function damageAfter(station: SyncedStation, older: number): void {
  const folder = join(station.archive, 'backups', station.store.marker.stationId);
  for (const name of readdirSync(folder).filter((n) => Number(n.slice(0, 8)) > older)) {
    const file = join(folder, name, 'manifest.json');
    chmodSync(file, 0o640);
    writeFileSync(file, readFileSync(file, 'utf8').replace('"counts"', '"Counts"'));
  }
}

const failed = async (options: Promise<RestoreOptions>): Promise<unknown> =>
  restore(await options).then(
    () => undefined,
    (error: unknown) => error,
  );

const refusedWith = async (options: Promise<RestoreOptions>, code: ErrorCode): Promise<boolean> =>
  hasCode(await failed(options), code);

describe('restoring a station', () => {
  it('brings back everything that was on it, proves it, and goes on syncing where the old one was', async () => {
    const station = await SyncedStation.open();
    const { store, onRecord } = station;
    const clip = await ordinaryClip(onRecord);
    onRecord.do('hold.place', { subject: { kind: 'clip', id: clip }, reason: '行政诉讼，冻结' });
    onRecord.do('label.put', { clips: [clip], fields: { party: '老王修车铺（思明区）𠮷' } });
    await station.sync();
    const before = countsOf(store.db);
    const { stationId } = store.marker;
    const plan = await planRestore(await station.options());
    expect(plan).toMatchObject({ station: stationId, rejected: [] });
    expect(plan.witnessed).toBeLessThanOrEqual(plan.logSize);
    station.lose();
    const options = await station.options();
    const result = await restore(options);
    expect(result.proof.findings).toEqual([]);
    expect(result).toMatchObject({
      continues: stationId,
      rejected: [],
      originals: { files: 1, missing: [] },
      later: [],
    });
    const { clips, label_versions, holds, deadlines } = result.proof.counts;
    for (const count of [clips, label_versions, holds, deadlines]) expect(count?.now).toBe(count?.backup);
    expect(clips?.now).toBe(before['clips']);
    const again = openStore(dataPaths(options.dataDir));
    expect(again.custody.list({ kind: 'station.restored', limit: 9, newestFirst: true })).toHaveLength(1);
    expect(again.labels.versions(clip).at(-1)).toMatchObject({ by: 'wang' });
    await syncOf(again, station.places, station.clock);
    expect(again.alarms.open()).toEqual([]);
    expect(again.custody.list({ kind: 'archive.checkpoint_refused', limit: 9, newestFirst: true })).toEqual([]);
  });

  it('takes the backup before where the newest is damaged, and does not go on under the old name over what was witnessed', async () => {
    const station = await SyncedStation.open();
    const clip = await ordinaryClip(station.onRecord);
    const { store } = station;
    const order = store.outbox.of(clip)[0]?.id ?? 0;
    const target = onlyPlace(station).name;
    const told = {
      target,
      kind: 'missing',
      detail: 'it is not there',
      lost: false,
      at: station.clock.instant,
    };
    const said = { ...told, order, archive: 'a', key: 'k', objectVersion: null };
    store.transaction(() => {
      const entry = store.log.append('archive.finding', said, { clipId: clip }).seq;
      store.archiveFindings.add({ ...told, orderId: order, clipId: clip, key: 'k', version: null, entry });
    });
    expect(store.archiveFindings.openOf(clip)).toHaveLength(1);
    await station.sync();
    const older = store.backups.last()?.seq ?? 0;
    station.onRecord.do('label.put', { clips: [clip], fields: { party: '更正商店' } });
    await station.sync();
    const { stationId } = station.store.marker;
    damageAfter(station, older);
    station.lose();
    const { dataDir } = await station.options();
    const refused = await failed(station.options({ dataDir }));
    expect(refused).toMatchObject({ code: 'bwc.restore.witnessed' });
    expect(String(refused)).toMatch(/cannot be used: bureau|cannot be used: /);
    const options = await station.options({ dataDir, asSuccessor: true });
    const result = await restore(options);
    expect(result.continues).not.toBe(stationId);
    expect(result.proof.findings).toEqual([]);
    expect(result.witnessed).toBeGreaterThan(result.logSize);
    const successor = openStore(dataPaths(options.dataDir));
    // What was found of the former station's copies says nothing of what the successor will have there.
    expect(successor.archiveFindings.openOf(clip)).toEqual([]);
    expect(successor.archiveReads.oldest(target)).toBeNull();
    expect(successor.archiveReads.dueTally(target, 1e9)).toEqual({ objects: 0, bytes: 0 });
    expect(successor.archives.tally().reduce((sum, { orders }) => sum + orders, 0)).toBe(0);
    const [restored] = successor.custody.list({ kind: 'station.restored', limit: 1, newestFirst: true });
    expect(restored?.body).toMatchObject({
      formerStation: stationId,
      lostEntries: { from: result.logSize, to: result.witnessed - 1 },
    });
    expect(successor.alarms.open().map((a) => a.kind)).toEqual(['restore.incomplete']);
    await syncOf(successor, station.places, station.clock);
    expect(successor.alarms.open().map((a) => a.kind)).toEqual(['restore.incomplete']);
    const folder = join(station.archive, 'records', result.continues, clip);
    const records = readdirSync(folder).sort();
    expect(checkRecordChain(records.map((name) => readFileSync(join(folder, name))))).toEqual([]);
    expect(records).toEqual(['0001.json']);
    // An outsider finds both stations whole, each under its own key. Fails where anything does not hold.
    const checked = execFileSync('python3', [VERIFY, '--json', station.archive], { encoding: 'utf8' });
    expect(checked).toContain('"originals": 1');
  });

  it('refuses a wrong recovery key, another station, a folder that is in use, and a backup that is not there', async () => {
    const station = await SyncedStation.open();
    await ordinaryClip(station.onRecord);
    await station.sync();
    station.lose();
    const secret = readRecoverySecret(makeRecoveryPair().secretText);
    expect(await refusedWith(station.options({ secret }), 'bwc.restore.key')).toBe(true);
    expect(await refusedWith(station.options({ station: 'st-0000000000' }), 'bwc.restore.station')).toBe(true);
    expect(await refusedWith(station.options({ at: 99 }), 'bwc.restore.no_backup')).toBe(true);
    const { dataDir } = await station.options();
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, '别人的.txt'), '');
    expect(await refusedWith(station.options({ dataDir }), 'bwc.restore.not_empty')).toBe(true);
    const other = await SyncedStation.open();
    await other.sync();
    expect(await refusedWith(station.options({ places: other.places }), 'bwc.restore.key')).toBe(true);
  });

  it('lets one machine go on: the old one, and a second that is restored, are told so', async () => {
    const station = await SyncedStation.open();
    await ordinaryClip(station.onRecord);
    await station.sync();
    await restore(await station.options());
    // The old machine was not lost after all.
    await expect(station.sync()).rejects.toThrow('bwc.archive.superseded');
    expect(station.store.alarms.open().map((a) => [a.kind, a.details['code']])).toEqual([
      ['archive.unreachable', 'bwc.archive.superseded'],
    ]);
    expect(await refusedWith(station.options(), 'bwc.archive.superseded')).toBe(true);
    const result = await restore(await station.options({ again: true }));
    expect(result.proof.findings).toEqual([]);
  });

  it('names what the archive saw after the backup, goes on from its records, and keeps what is held there held', async () => {
    const station = await SyncedStation.open();
    const { onRecord, store } = station;
    const clip = await ordinaryClip(onRecord);
    await station.sync();
    onRecord.do('label.put', { clips: [clip], fields: { party: '夜里更正的商店' } });
    onRecord.do('hold.place', { subject: { kind: 'clip', id: clip }, reason: '复议' });
    const later = await ordinaryClip(onRecord);
    // The machine burns before the sync ends: records went, no backup followed and nothing was shown.
    const bare = { ...onlyPlace(station), witness: null };
    await syncOf(store, [bare], station.clock, undefined, false);
    station.lose();
    const options = await station.options();
    const result = await restore(options);
    expect(result.proof.findings).toEqual([]);
    expect(result.later.map((l) => [l.clip, l.version, l.known, l.follows])).toEqual([
      [clip, 2, true, true],
      [later, 1, false, false],
    ]);
    expect(result.later[0]?.differs).toEqual(['labels', 'names', 'holds']);
    const again = openStore(dataPaths(options.dataDir));
    expect(again.holds.ofClips([clip]).get(clip)).toHaveLength(1);
    expect(again.alarms.open().map((a) => a.kind)).toEqual(['restore.incomplete']);
    expect(again.custody.list({ kind: 'archive.record_found', limit: 9, newestFirst: false })).toHaveLength(2);
    await syncOf(again, station.places, station.clock);
    const folder = join(station.archive, 'records', again.marker.stationId, clip);
    const records = readdirSync(folder).sort();
    expect(records).toEqual(['0001.json', '0002.json', '0003.json']);
    expect(checkRecordChain(records.map((name) => readFileSync(join(folder, name))))).toEqual([]);
    expect(again.alarms.open().map((a) => a.kind)).toEqual(['restore.incomplete']);
  });

  it('is cut off at every call of the archive in turn, and goes on each time from where it was', async () => {
    const station = await SyncedStation.open();
    await ordinaryClip(station.onRecord);
    await ordinaryClip(station.onRecord);
    await station.sync();
    station.lose();
    const place = onlyPlace(station);
    const { dataDir } = await station.options();
    // What one leaves that is killed while it notes down for the first time what it is about.
    mkdirSync(dataDir);
    for (const name of ['writer.lock', 'holder.json', 'restore.json.new']) writeFileSync(join(dataDir, name), '');
    let cut = 0;
    for (;;) {
      const places = [{ ...place, target: cutOff(place.target, cut) }];
      const result = await restore(await station.options({ dataDir, places })).catch((error: unknown) => error);
      if (!(result instanceof Error)) {
        expect(result).toMatchObject({ proof: { findings: [] }, originals: { files: 2, missing: [] } });
        break;
      }
      expect(result.message).toBe('cut off');
      // Not a station before all of it is there.
      expect(existsSync(join(dataDir, 'station.json'))).toBe(false);
      cut += 1;
    }
    expect(cut).toBeGreaterThan(8);
    const again = openStore(dataPaths(dataDir));
    expect(again.custody.list({ kind: 'station.restored', limit: 9, newestFirst: true })).toHaveLength(1);
    expect(readdirSync(join(station.archive, 'restores', again.marker.stationId))).toEqual(['00000001.json']);
    expect(readdirSync(again.paths.incoming)).toEqual([]);
    await syncOf(again, station.places, station.clock);
    expect(again.alarms.open()).toEqual([]);
  });

  it('leaves at the archive what need not be on the disk, and says so of each', async () => {
    const station = await SyncedStation.open();
    const { onRecord } = station;
    const [ordinary, held] = [await ordinaryClip(onRecord), await ordinaryClip(onRecord)];
    onRecord.do('hold.place', { subject: { kind: 'clip', id: held }, reason: '复议' });
    const unlabelled = await onRecord.clip(null);
    await station.sync();
    station.lose();
    const options = await station.options({ originals: 'needed' });
    const result = await restore(options);
    expect(result.originals).toMatchObject({ files: 1, missing: [{ bytes: expect.any(Number) as number }] });
    const again = openStore(dataPaths(options.dataDir));
    const shaOf = (clip: string) => again.clips.get(clip)?.sha256 ?? '';
    expect(again.cleared.get(shaOf(ordinary))).toMatchObject({ clipId: ordinary, why: 'restored' });
    expect([held, unlabelled].map((clip) => again.cleared.get(shaOf(clip)))).toEqual([undefined, undefined]);
    // What had not been archived is gone, and is the only thing that verify has to say.
    expect(result.proof.findings.map(({ subject }) => subject)).toEqual([result.originals.missing[0]?.storedPath]);
    expect(again.alarms.open().map((a) => a.kind)).toEqual(['restore.incomplete']);
  });

  it('takes from the off-site copy what is damaged at the bureau, and says why nothing can be used where both are needed', async () => {
    const station = await SyncedStation.open();
    await ordinaryClip(station.onRecord);
    const elsewhere = await tempFolder();
    await initialiseDirectoryArchive(elsewhere, systemClock);
    const places = [...station.places, ...placesNamed([elsewhere], systemClock)];
    await syncOf(station.store, places, station.clock);
    await syncOf(station.store, places, station.clock);
    const { stationId } = station.store.marker;
    station.lose();
    const folder = join(station.archive, 'backup-pieces', stationId);
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((n) => n.length > 3)) {
      chmodSync(join(folder, name), 0o640);
      appendFileSync(join(folder, name), '!');
    }
    const refused = await failed(station.options());
    expect(refused).toMatchObject({ code: 'bwc.restore.no_backup' });
    expect(String(refused)).toMatch(/backup \d+ cannot be used: piece [0-9a-f]{16}… is whole nowhere \(.*altered\)/);
    const result = await restore(await station.options({ places }));
    expect(result).toMatchObject({ continues: stationId, rejected: [], proof: { findings: [] } });
  });
});

function onlyPlace({ places }: SyncedStation) {
  const [place] = places;
  if (place === undefined) throw new Error('a station here has one archive');
  return place;
}

/** Answers so many calls. */
function cutOff(target: ArchiveTarget, calls: number): ArchiveTarget {
  let left = calls;
  return new Proxy(target, {
    get: (of, name) => {
      const found: unknown = Reflect.get(of, name, of);
      if (typeof found !== 'function') return found;
      return (...args: unknown[]): unknown => {
        left -= 1;
        if (left < 0) throw new Error('cut off');
        return Reflect.apply(found, of, args);
      };
    },
  });
}

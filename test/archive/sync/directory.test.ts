/** Sync into a real directory: what lies there, what is on record of it, and what follows when something changes. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkRecordChain } from '../../../src/archive/record/read.js';
import { DirectoryTarget } from '../../../src/archive/targets/directory/directory-target.js';
import { initialiseDirectoryArchive } from '../../../src/archive/targets/directory/initialise.js';
import { originalKey } from '../../../src/archive/keys.js';
import { auditCheckpoints } from '../../../src/archive/witness/audit.js';
import { DirectoryWitnessStore } from '../../../src/archive/witness/directory-witness-store.js';
import { showLog } from '../../../src/archive/sync/show-checkpoint.js';
import { systemClock } from '../../../src/domain/time.js';
import { loadPublicKey } from '../../../src/store/custody/key.js';
import { originOf } from '../../../src/store/station-store.js';
import { OnRecord } from '../../records/support.js';
import { ordinaryClip } from '../../records/disposal/support.js';
import { copyOf, openStore, tempFolder } from '../../store/support.js';
import { TestSync } from './support.js';

async function syncing() {
  const station = await OnRecord.open();
  const path = await tempFolder();
  const archiveId = await initialiseDirectoryArchive(path, systemClock);
  const target = new DirectoryTarget({ path, archiveId }, systemClock);
  const witness = new DirectoryWitnessStore(path);
  return { station, path, target, witness, sync: new TestSync(station, target, 'bureau', witness) };
}

const records = (path: string, station: OnRecord, clip: string): Buffer[] => {
  const folder = join(path, 'records', station.store.marker.stationId, clip);
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name)));
};

describe('sync into a directory', () => {
  it('sends a clip with its record, and says so where the log says it', async () => {
    const { station, path, witness, sync } = await syncing();
    const clip = await ordinaryClip(station);
    const bare = await station.clip(null, '1111111');
    expect(sync.orders([clip, bare]).map((o) => [o.kind, o.state])).toEqual([
      ['original', 'queued'],
      ['record', 'queued'],
    ]);
    await sync.run();
    expect(sync.orders([clip]).map((o) => [o.kind, o.state, o.readBack])).toEqual([
      ['original', 'done', 'direct'],
      ['record', 'done', 'direct'],
    ]);
    const sha256 = station.store.clips.get(clip)?.sha256 ?? '';
    const listed = `${sha256}  ${originalKey(sha256)}\n`;
    expect(execFileSync('sha256sum', ['-c'], { cwd: path, input: listed, encoding: 'utf8' })).toMatch(/OK/);
    expect(checkRecordChain(records(path, station, clip))).toEqual([]);
    const [entry] = station.store.custody.list({ clip, kind: 'clip.archived', limit: 9, newestFirst: true });
    expect(entry?.body).toMatchObject({
      target: 'bureau',
      key: originalKey(sha256),
      sha256,
      readBack: 'direct',
      enforcement: 'recorded',
      legalHold: false,
    });
    // The ordinary period of a year, by the station's zone.
    expect(entry?.body['retainUntil']).toBe('2027-03-02T16:00:00.000Z');
    const known = { origin: originOf(station.store.marker), publicKey: loadPublicKey(station.store.paths) };
    const audit = auditCheckpoints(known, await witness.all(station.store.marker.stationId));
    expect(audit.findings).toEqual([]);
    // The last one shown covers that it was archived.
    expect(audit.proven?.size).toBeGreaterThan(entry?.seq ?? Infinity);
  });

  it('lets a new version of the record follow what is changed, once however often, with the locks that go with it', async () => {
    const { station, path, target, sync } = await syncing();
    const clip = await ordinaryClip(station);
    await sync.run();
    const key = originalKey(station.store.clips.get(clip)?.sha256 ?? '');
    const { hold } = station.do('hold.place', { subject: { kind: 'clip', id: clip }, reason: '行政诉讼' });
    station.do('label.put', { clips: [clip], fields: { party: '更正商店' } });
    await sync.run();
    expect(records(path, station, clip)).toHaveLength(2);
    expect(checkRecordChain(records(path, station, clip))).toEqual([]);
    expect((await target.head(key))?.legalHold).toBe(true);
    station.do('hold.askRelease', { hold: hold.id, reason: '结案' });
    station.do('hold.consent', { hold: hold.id }, 'li');
    await sync.run();
    expect((await target.head(key))?.legalHold).toBe(false);
    expect(records(path, station, clip)).toHaveLength(3);
    // Nothing changed: nothing goes out.
    station.do('label.put', { clips: [clip], fields: { party: '更正商店' } });
    await sync.run();
    expect(records(path, station, clip)).toHaveLength(3);
    expect(sync.orders([clip]).every((o) => o.state === 'done')).toBe(true);
  });

  it('takes back what was not begun of a clip that is not to go, and sends it once it may', async () => {
    const { station, sync, target } = await syncing();
    const clip = await ordinaryClip(station);
    station.do('label.put', { clips: [clip], secrecy: ['stateSecret'] });
    expect(sync.orders([clip])).toEqual([]);
    await sync.run();
    expect(await target.head(originalKey(station.store.clips.get(clip)?.sha256 ?? ''))).toBeNull();
    station.do('label.put', { clips: [clip], secrecy: [] });
    await sync.run();
    expect(sync.orders([clip]).map((o) => o.state)).toEqual(['done', 'done']);
  });

  it('finds out that an older copy of the station was put back, and names it', async () => {
    const { station, sync } = await syncing();
    const clip = await ordinaryClip(station);
    await sync.run();
    const older = openStore(await copyOf(station.store.paths));
    station.do('label.put', { clips: [clip], fields: { party: '更正商店' } });
    await sync.run();
    const size = station.store.custody.lastCheckpoint()?.size ?? 0;
    const refused = () =>
      older.custody.list({ kind: 'archive.checkpoint_refused', limit: 1, newestFirst: true })[0]?.body;
    await showLog({ store: older, places: [] }, sync.place);
    expect(refused()).toMatchObject({ target: 'bureau', why: 'rollback', archiveSize: size });
    // It may grow as it likes: it does not go on from what was shown.
    for (let i = 0; i < 40; i += 1) older.transaction(() => older.log.append('station.stopped', {}));
    await showLog({ store: older, places: [] }, sync.place);
    expect(refused()).toMatchObject({ why: 'inconsistent' });
    expect(older.alarms.open().map((a) => [a.kind, a.subject])).toEqual([['archive.log_changed', 'bureau']]);
  });

  it('sends what was there before to an archive that is configured later, with every version of the record', async () => {
    const { station, sync, path } = await syncing();
    const clip = await ordinaryClip(station);
    await sync.run();
    station.do('label.put', { clips: [clip], fields: { party: '更正商店' } });
    await sync.run();
    const other = await tempFolder();
    const archiveId = await initialiseDirectoryArchive(other, systemClock);
    const off = new TestSync(station, new DirectoryTarget({ path: other, archiveId }, systemClock), 'offsite', null, [
      sync.place,
    ]);
    await off.run();
    expect(off.orders([clip]).every((o) => o.state === 'done')).toBe(true);
    expect(records(other, station, clip)).toEqual(records(path, station, clip));
  });
});

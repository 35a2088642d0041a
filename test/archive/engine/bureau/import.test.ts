/** What an import takes, what it refuses, and what stays of it. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { searchBureau } from '../../../../src/bureau/search/search.js';
import { bureauStats } from '../../../../src/bureau/stats.js';
import { put, SimulatedStation } from '../../../bureau/simulated-station.js';
import { recordKey } from '../../../../src/archive/document-keys.js';
import { archiveOf, importFrom, newCatalogue, register, rowsOf } from './support.js';

describe('an import', () => {
  it('reads of a catalogue that was just made what it looks up, and not all that is there for each record', async () => {
    const { db } = await newCatalogue();
    const station = new SimulatedStation('st-1');
    const CLIPS = 300;
    for (let i = 0; i < CLIPS; i += 1) station.clip({ party: `第${String(i)}家店` });
    const folder = await archiveOf(station);
    await register(db, station);
    await importFrom(db, folder);
    await db.query('SELECT pg_stat_force_next_flush()');
    const read = await db.query<{ table: string; rows: number }>(
      `SELECT relname AS table, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) AS rows FROM pg_stat_user_tables
       WHERE relname IN ('events', 'record_versions') ORDER BY relname`,
    );
    expect(read.map(({ table }) => table)).toEqual(['events', 'record_versions']);
    for (const { table, rows } of read) expect(rows, table).toBeLessThan(CLIPS * 10);
  });

  it('takes what is new, once, and says what it took', async () => {
    const { db } = await newCatalogue();
    const station = new SimulatedStation('st-1');
    const first = station.clip({ party: '某某食品店', place: '湖滨南路77号', event: '行政检查', late: true });
    station.clip({ start: null });
    const folder = await archiveOf(station);
    await register(db, station);
    const one = await importFrom(db, folder);
    expect(one).toMatchObject({
      stations: 1,
      records: { new: 2, known: 0, refused: 0 },
      checkpoints: { new: 1, known: 0, refused: 0 },
      entries: 2,
      objectsMissing: 0,
      unregistered: [],
      refused: [],
    });
    const counts = await rowsOf(db);
    expect(counts).toEqual({ clips: 2, record_versions: 2, events: 2, station_checkpoints: 1, objects: 2, alarms: 0 });
    expect(await importFrom(db, folder)).toMatchObject({
      records: { new: 0, known: 2 },
      checkpoints: { new: 0, known: 1 },
    });
    expect(await rowsOf(db)).toEqual(counts);

    const second = station.again(first, { party: '另一家店', event: '行政检查' });
    station.sendTo(folder);
    expect(await importFrom(db, folder)).toMatchObject({
      records: { new: 1, known: 2 },
      checkpoints: { new: 1, known: 1 },
    });
    const { rows } = await searchBureau(db, { party: '另一家' }, '-start', null, 10);
    expect(rows).toMatchObject([
      {
        ...{ station: 'st-1', clip: second.clip, version: 2, party: '另一家店', late: false, labelled: true },
        ...{
          recordedAt: '2026-03-02T06:50:00.000Z',
          recordedBasis: 'test',
          uncertaintyMs: 500,
          localDate: '2026-03-02',
        },
        ...{ keptUntil: '2027-03-02', eventType: '行政检查', camera: 'DSJ0007', officer: '王伟' },
      },
    ]);
    expect((await searchBureau(db, { party: '食品店' }, '-start', null, 10)).rows).toEqual([]);
    const stats = await bureauStats(db);
    expect(stats.all).toMatchObject({ clips: 2, late: 0, stations: 1, alarms: 0, objects: 2, objectsUnseen: 0 });
    expect(stats.events.map(({ eventType, clips }) => [eventType, clips])).toEqual([
      ['行政检查', 1],
      [null, 1],
    ]);
    expect(stats.stations).toMatchObject([{ station: 'st-1', clips: 2, checkpoint: 4, alarms: 0 }]);
  });

  it('takes nothing of a station that nobody registered, and names it', async () => {
    const { db } = await newCatalogue();
    const [known, unknown] = [new SimulatedStation('st-1'), new SimulatedStation('st-10')];
    known.clip();
    unknown.clip();
    const folder = await archiveOf(known, unknown);
    await register(db, known);
    expect(await importFrom(db, folder)).toMatchObject({ stations: 1, unregistered: ['st-10'], records: { new: 1 } });
  });

  it('refuses everything that is signed with another key than the registered one', async () => {
    const { db } = await newCatalogue();
    const [real, other] = [new SimulatedStation('st-1'), new SimulatedStation('st-1')];
    other.clip();
    await register(db, real);
    const tally = await importFrom(db, await archiveOf(other));
    expect(tally.records).toEqual({ new: 0, known: 0, refused: 1 });
    expect(tally.refused.map(({ kind }) => kind)).toEqual(['checkpoint', 'key']);
    expect(await rowsOf(db)).toMatchObject({ clips: 0, events: 0, alarms: 2 });
  });

  it('refuses a record that was changed, moved, cut off or made up, names each, and takes the others', async () => {
    const { db } = await newCatalogue();
    const station = new SimulatedStation('st-1');
    const clips = Array.from({ length: 8 }, (_, i) => station.clip({ party: `第${String(i)}家店` }));
    const folder = await archiveOf(station);
    const at = (i: number): string => recordKey('st-1', clips[i]?.clip ?? '', 1);
    const bytes = (i: number): Buffer => clips[i]?.bytes ?? Buffer.alloc(0);
    put(folder, at(1), bytes(1).subarray(0, -1));
    put(folder, at(2), bytes(3));
    put(folder, at(4), '{"schema":"bwc.record/1"}');
    put(
      folder,
      at(5),
      bytes(5)
        .toString()
        .replace(/"path":\["[0-9a-f]/, '"path":["x'),
    );
    const swapped = bytes(6)
      .toString()
      .replace(/"path":\["([0-9a-f])/, (_, c: string) => `"path":["${c === '0' ? '1' : '0'}`);
    put(folder, at(6), swapped);
    put(folder, 'records/st-1/c_-x/0001.json', bytes(0));
    put(folder, 'records/st-1/loose.json', 'x');
    await register(db, station);
    const tally = await importFrom(db, folder);
    expect(tally.records).toEqual({ new: 3, known: 0, refused: 7 });
    expect(tally.refused.map(({ kind, subject }) => `${kind} ${subject}`).sort()).toEqual(
      [
        `malformed ${at(1)}`,
        `malformed ${at(2)}`,
        `malformed ${at(4)}`,
        `malformed ${at(5)}`,
        `proof ${at(6)}`,
        'malformed records/st-1/c_-x/0001.json',
        'malformed records/st-1/loose.json',
      ].sort(),
    );
    // Found again by the next import, told once.
    const { alarms } = await rowsOf(db);
    expect(alarms).toBe(5);
    await importFrom(db, folder);
    expect(await rowsOf(db)).toMatchObject({ alarms });
  });

  it('takes a version only after the one it follows, and none that the log does not tell of', async () => {
    const { db } = await newCatalogue();
    const station = new SimulatedStation('st-1');
    const one = station.clip({ party: '某店' });
    const two = station.again(one, { party: '另一家店' });
    const other = new SimulatedStation('st-1', station);
    // The same clip's first version, made otherwise: signed and proven, and not the one the log tells of.
    const forged = other.record({ ...one.document.content, names: [{ name: '改名' }] }, null);
    const folder = await archiveOf(station);
    await register(db, station);
    rmSync(join(folder, recordKey('st-1', one.clip, 1)));
    expect(await importFrom(db, folder)).toMatchObject({
      records: { new: 0, refused: 1 },
      refused: [{ kind: 'missing' }],
    });
    put(folder, recordKey('st-1', one.clip, 1), forged.bytes);
    expect(await importFrom(db, folder)).toMatchObject({
      records: { new: 1, refused: 1 },
      refused: [{ kind: 'chain', subject: recordKey('st-1', two.clip, 2) }],
    });
  });

  it('counts what the archive does not show of a new record', async () => {
    const { db } = await newCatalogue();
    const station = new SimulatedStation('st-1');
    station.clip();
    const folder = await archiveOf(station);
    rmSync(join(folder, 'originals'), { recursive: true });
    await register(db, station);
    expect(await importFrom(db, folder)).toMatchObject({ records: { new: 1 }, objectsMissing: 1 });
    expect((await bureauStats(db)).all).toMatchObject({ objects: 1, objectsUnseen: 1 });
  });

  it('holds hostile and Chinese texts as they are, as far as PostgreSQL can', async () => {
    const { db } = await newCatalogue();
    const station = new SimulatedStation('st-1');
    const party = `x\u0000'; DROP TABLE bureau.clips; --\\u0000\u202E${'长'.repeat(9000)}`;
    station.clip({
      party,
      path: 'DCIM/现场 100%\r\n.mp4',
      caseNumber: '厦城管罚〔2026〕1号',
      event: '甲'.repeat(5000),
    });
    await register(db, station);
    expect(await importFrom(db, await archiveOf(station))).toMatchObject({ records: { new: 1, refused: 0 } });
    const [row] = (await searchBureau(db, { text: 'drop 现场', case: '厦城管罚〔2026〕1号' }, '-start', null, 9)).rows;
    expect(row?.party?.startsWith(`x\uFFFD'; DROP TABLE bureau.clips; --\\u0000\u202E长长`)).toBe(true);
    expect(row?.party).toHaveLength(400);
    expect(row?.eventType).toHaveLength(200);
  });

  it('leaves no trace in the archive', async () => {
    const { db } = await newCatalogue();
    const station = new SimulatedStation('st-1');
    station.clip();
    const folder = await archiveOf(station);
    writeFileSync(join(folder, 'note.txt'), 'somebody put this here');
    const before = readdirSync(folder, { recursive: true });
    await register(db, station);
    await importFrom(db, folder);
    expect(readdirSync(folder, { recursive: true })).toEqual(before);
  });
});

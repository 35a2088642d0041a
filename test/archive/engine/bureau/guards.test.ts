/** What the database itself refuses, whoever asks. */
import { describe, expect, it } from 'vitest';
import { registerStation } from '../../../../src/bureau/import/stations.js';
import { searchBureau } from '../../../../src/bureau/search/search.js';
import type { Database } from '../../../../src/bureau/database/database.js';
import { SimulatedStation } from '../../../bureau/simulated-station.js';
import { archiveOf, connect, importFrom, newCatalogue, register, type Catalogue } from './support.js';

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error as { code: string }).code,
  );

async function filled(): Promise<Catalogue & { readonly station: SimulatedStation; readonly folder: string }> {
  const catalogue = await newCatalogue();
  const station = new SimulatedStation('st-1');
  station.clip({ party: '某店' });
  const folder = await archiveOf(station);
  await register(catalogue.db, station);
  await importFrom(catalogue.db, folder);
  return { ...catalogue, station, folder };
}

/** An account with one of the roles. */
async function account({ db, address }: Catalogue, name: string, role: string): Promise<Database> {
  await db.run(
    `DO $$ BEGIN CREATE ROLE ${name} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$; GRANT ${role} TO ${name}`,
  );
  return connect(address(name));
}

describe('the tables', () => {
  it('are only added to, by their owner as well', async () => {
    const { db } = await filled();
    for (const table of ['stations', 'station_checkpoints', 'record_versions', 'events'])
      for (const change of [
        `UPDATE bureau.${table} SET station = 'x'`,
        `DELETE FROM bureau.${table}`,
        `TRUNCATE bureau.${table} CASCADE`,
      ])
        expect([change, await codeOf(db.run(change))]).toEqual([change, 'bwc.bureau.append_only']);
    for (const change of [
      "UPDATE bureau.settings SET zone = 'UTC'",
      'DELETE FROM bureau.clips',
      'TRUNCATE bureau.objects',
      `UPDATE bureau.clips SET party = 'x'`,
    ])
      expect([change, await codeOf(db.run(change))]).toEqual([change, 'bwc.bureau.append_only']);
  });

  it('never shorten a retention, and take a longer one', async () => {
    const { db, station, folder } = await filled();
    await db.run(`UPDATE bureau.objects SET retain_until = '2030-01-01'`);
    for (const until of [`'2029-12-31'`, 'NULL'])
      expect(await codeOf(db.run(`UPDATE bureau.objects SET retain_until = ${until}`))).toBe('bwc.bureau.append_only');
    expect(await codeOf(db.run(`UPDATE bureau.objects SET legal_hold = true, retain_until = '2031-01-01'`))).toBe(
      'done',
    );
    expect(await codeOf(db.run(`UPDATE bureau.clips SET version = 2, kept_until = '2027-03-01'`))).toBe(
      'bwc.bureau.append_only',
    );

    // A record that says less: what was longer stays, and that it was said is an alarm.
    const [first] = station.records;
    if (first === undefined) throw new Error('it has a record');
    const second = station.again(first, { party: '某店', until: '2026-12-31' });
    station.again(second, { party: '某店', until: 'never' });
    station.sendTo(folder);
    await importFrom(db, folder);
    expect(await db.query('SELECT kept_until::text FROM bureau.clips')).toEqual([{ kept_until: 'infinity' }]);
    expect(await db.query('SELECT kind, detail FROM bureau.alarms')).toEqual([
      { kind: 'retention', detail: 'kept until 2027-03-02, and no longer until 2026-12-31' },
    ]);
    const { rows } = await searchBureau(db, {}, '-start', null, 1);
    expect(rows).toMatchObject([{ keptUntil: 'never', version: 3 }]);
  });

  it('give a station one key for ever', async () => {
    const { db, station } = await filled();
    expect(await registerStation(db, 'st-1', station.pem)).toMatchObject({ known: true });
    expect(await codeOf(registerStation(db, 'st-1', new SimulatedStation('st-1').pem))).toBe('bwc.bureau.key');
    expect(await codeOf(registerStation(db, 'st-2', 'no key'))).toBe('bwc.bureau.key');
    expect(await codeOf(registerStation(db, '../st', station.pem))).toBe('bwc.usage');
  });
});

describe('the roles', () => {
  it('let an importer import and nothing else', async () => {
    const catalogue = await filled();
    const importer = await account(catalogue, 'test_importer', 'bwc_bureau_importer');
    catalogue.station.clip({ party: '另一家店' });
    catalogue.station.sendTo(catalogue.folder);
    expect(await importFrom(importer, catalogue.folder)).toMatchObject({ records: { new: 1, known: 1 } });
    const [row] = await importer.query<{ by: string }>('SELECT by FROM bureau.imports ORDER BY id DESC LIMIT 1');
    expect(row?.by).toBe('test_importer');
    for (const change of [
      `INSERT INTO bureau.stations (station, origin, public_key) VALUES ('x', 'x', 'x')`,
      `INSERT INTO bureau.events SELECT * FROM bureau.events`,
      `UPDATE bureau.objects SET legal_hold = false`,
      'DELETE FROM bureau.alarms',
      'TRUNCATE bureau.imports',
      `SELECT bureau.import_clip('st-1', 'c_1', 9, '{}')`,
      `SELECT bureau.import_objects('[]')`,
      'CREATE TABLE bureau.mine (x integer)',
      'ALTER TABLE bureau.clips DISABLE TRIGGER ALL',
    ])
      expect([change, await codeOf(importer.run(change))]).toEqual([change, 'bwc.bureau.forbidden']);
  });

  it('let a reader read and nothing else, and nobody else anything', async () => {
    const catalogue = await filled();
    const reader = await account(catalogue, 'test_reader', 'bwc_bureau_reader');
    expect((await searchBureau(reader, { party: '某店' }, '-start', null, 9)).rows).toHaveLength(1);
    expect(await codeOf(importFrom(reader, catalogue.folder))).toBe('bwc.bureau.forbidden');
    expect(await codeOf(reader.run(`SELECT bureau.raise_alarm('st-1', 'fork', 'x', 'x')`))).toBe(
      'bwc.bureau.forbidden',
    );
    const stranger = await account(catalogue, 'test_stranger', 'pg_monitor');
    expect(await codeOf(searchBureau(stranger, {}, '-start', null, 9))).toBe('bwc.bureau.forbidden');
  });
});

/** A station whose ledgers were written before their lines named their entries. */
import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWriter } from '../../../src/store/database.js';
import { MIGRATIONS } from '../../../src/store/migrations/index.js';
import { copyOf } from '../support.js';
import { withLedgers, type Ledgers } from '../verify/ledgers.js';
import { rewrite } from '../verify/mutate.js';
import { named, verify } from '../verify/station.js';

const TABLES = ['readiness_checks', 'camera_movements', 'consents', 'explanations'] as const;
/** What entries of that time did not say. */
const SAID_SINCE = {
  'camera.checked': ['check', 'at'],
  'camera.issued': ['saidAt'],
  'camera.returned': ['saidAt'],
  'camera.lost': ['saidAt'],
  'camera.found': ['saidAt'],
  'camera.faulty': ['saidAt'],
  'camera.repaired': ['saidAt'],
  'deadline.consented': ['saidAt'],
  'interruption.explained': ['saidAt'],
} as const;
const STEP = 6;

let ledgers: Ledgers;
beforeAll(async () => {
  ledgers = await withLedgers();
});
afterAll(() => {
  ledgers.remove();
});

const columnsOf = (db: Database.Database, schema: string, table: string): string[] =>
  db
    .prepare<[string, string], string>('SELECT name FROM pragma_table_info(?, ?)')
    .pluck()
    .all(table, schema)
    .map((name) => `"${name}"`);

/**
 * The same station as the first steps of the schema had it, changed, and brought up to date. @returns what verify finds
 * apart from the log itself, whose entries were written anew for this
 */
async function broughtUp(change: (db: Database.Database) => void): Promise<{ names: string[]; linked: number[] }> {
  const paths = await copyOf(ledgers.paths);
  const newer = `${paths.database}.newer`;
  const folded = new Database(paths.database);
  folded.exec(`VACUUM INTO '${newer}'`);
  folded.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(paths.database + suffix, { force: true });
  const old = new Database(paths.database);
  for (const step of MIGRATIONS.slice(0, STEP)) old.exec(step);
  old.pragma(`user_version = ${String(STEP)}`);
  old.pragma('foreign_keys = OFF');
  old.exec(`ATTACH '${newer}' AS newer`);
  const triggers = old.prepare<[], { name: string; sql: string }>(
    "SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'",
  );
  const kept = triggers.all();
  for (const { name } of kept) old.exec(`DROP TRIGGER ${name}`);
  const tables = old
    .prepare<[], string>("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all();
  for (const table of tables) {
    const columns = columnsOf(old, 'main', table).join(', ');
    old.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM newer.${table}`);
  }
  old.exec('DETACH newer');
  for (const [kind, keys] of Object.entries(SAID_SINCE))
    for (const seq of old.prepare<[string], number>('SELECT seq FROM custody_entries WHERE kind = ?').pluck().all(kind))
      rewrite(old, seq, ({ body }) => {
        for (const key of keys) Reflect.deleteProperty(body, key);
      });
  change(old);
  for (const { sql } of kept) old.exec(sql);
  old.close();
  rmSync(newer);
  const db = openWriter(paths.database);
  const linked = TABLES.map(
    (table) => db.prepare<[], number>(`SELECT count(*) FROM ${table} WHERE entry IS NOT NULL`).pluck().get() ?? 0,
  );
  expect(() => db.exec("UPDATE consents SET reference = 'x'")).toThrow('append-only');
  db.close();
  const names = named((await verify(paths)).findings).filter((name) => !name.startsWith('custody.'));
  return { names, linked };
}

describe('ledgers from before their lines named their entries', () => {
  it('are linked to them, and verify holds each line against its entry', async () => {
    expect(await broughtUp(() => undefined)).toEqual({ names: [], linked: [3, 6, 2, 1] });
  });

  it('changed before: the line and the entry that do not say the same stay apart, and both are named', async () => {
    const { names, linked } = await broughtUp((db) => {
      db.exec("UPDATE camera_movements SET officer = '999999' WHERE act = 'issue'");
    });
    expect(linked).toEqual([3, 5, 2, 1]);
    expect(names).toEqual([
      'row.missing camera_movements',
      expect.stringMatching(/^row\.unexpected camera_movements cam_/),
    ]);
  });

  it('with one of two like lines gone: which is whose is in doubt, and all of them are named', async () => {
    const { names, linked } = await broughtUp((db) => {
      db.exec("DELETE FROM readiness_checks WHERE id = (SELECT max(id) FROM readiness_checks WHERE occasion = 'dock')");
    });
    expect(linked).toEqual([1, 6, 2, 1]);
    expect(names).toEqual([
      'row.missing readiness_checks',
      'row.missing readiness_checks',
      expect.stringMatching(/^row\.unexpected readiness_checks cam_/),
    ]);
  });

  it('with facts of a check changed before: it is linked by what else it says, and named as altered', async () => {
    const { names } = await broughtUp((db) => {
      db.exec("UPDATE readiness_checks SET facts = '{}' WHERE occasion = 'issue'");
    });
    expect(names).toEqual([expect.stringMatching(/^row\.altered readiness_checks cam_/)]);
  });

  it('beside entries that are none: the schema is brought up to date all the same', async () => {
    const { linked } = await broughtUp((db) => {
      db.exec("UPDATE custody_entries SET bytes = x'00ff' WHERE kind = 'deadline.consented'");
    });
    expect(linked).toEqual([3, 6, 0, 1]);
  });
});

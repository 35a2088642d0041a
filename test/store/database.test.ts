import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { assertDurable, openReader, openWriter, type Db } from '../../src/store/database.js';
import { takeWriterLock } from '../../src/store/lock.js';
import { MIGRATIONS } from '../../src/store/migrations/index.js';
import { fixedClock } from './fixed-clock.js';
import { tempFolder } from './support.js';

const open = new Set<Db>();
const mounts = new Set<string>();

afterEach(() => {
  for (const db of open) db.close();
  open.clear();
  for (const at of mounts) execFileSync('umount', [at]);
  mounts.clear();
});

const kept = (db: Db): Db => {
  open.add(db);
  return db;
};
const pragma = (db: Db, name: string): unknown => db.pragma(name, { simple: true });
const code = (name: string): Error => expect.objectContaining({ code: name }) as Error;
const newFile = async (): Promise<string> => `${await tempFolder()}/station.db`;

/** A station database with one alarm in it, everything folded into one file as a copy on a disc would be. */
async function filled(): Promise<string> {
  const file = await newFile();
  const db = openWriter(file);
  db.exec("INSERT INTO alarms (kind, subject, raised_at, details) VALUES ('k', 's', 't', '{}')");
  db.close();
  return file;
}

/** For root, whom permissions do not stop, by a mount. */
function makeReadOnly(dir: string): void {
  if (process.getuid?.() !== 0) {
    execFileSync('chmod', ['-R', 'a-w', dir]);
    return;
  }
  execFileSync('mount', ['--bind', dir, dir]);
  mounts.add(dir);
  execFileSync('mount', ['-o', 'remount,ro,bind', dir]);
}

describe('the writing connection', () => {
  it('is as durable as it claims', async () => {
    const db = kept(openWriter(await newFile()));
    expect({
      journal: pragma(db, 'journal_mode'),
      synchronous: pragma(db, 'synchronous'),
      foreignKeys: pragma(db, 'foreign_keys'),
      trustedSchema: pragma(db, 'trusted_schema'),
      cellSizeCheck: pragma(db, 'cell_size_check'),
      recursiveTriggers: pragma(db, 'recursive_triggers'),
    }).toEqual({
      journal: 'wal',
      synchronous: 2,
      foreignKeys: 1,
      trustedSchema: 0,
      cellSizeCheck: 1,
      recursiveTriggers: 1,
    });
  });

  it.each(['synchronous = NORMAL', 'synchronous = OFF', 'journal_mode = DELETE'])(
    'is refused with %s',
    async (setting) => {
      const file = await newFile();
      const db = kept(openWriter(file));
      db.pragma(setting);
      expect(() => {
        assertDurable(db, file);
      }).toThrow(code('bwc.data.durability'));
    },
  );

  it('is refused where SQLite cannot keep a write-ahead log', () => {
    expect(() => openWriter(':memory:')).toThrow(code('bwc.data.durability'));
  });

  it('is refused for a newer schema, which stays as it is', async () => {
    const file = await filled();
    const newer = new Database(file);
    newer.pragma(`user_version = ${String(MIGRATIONS.length + 1)}`);
    newer.close();
    const refused = expect.objectContaining({
      code: 'bwc.data.version',
      details: { file, version: MIGRATIONS.length + 1, known: MIGRATIONS.length },
    }) as Error;
    expect(() => openWriter(file)).toThrow(refused);
    expect(() => openReader(file)).toThrow(refused);
  });

  it('is refused for what is no database', async () => {
    const file = await newFile();
    writeFileSync(file, 'this is not a database, it is a text file\n'.repeat(100));
    expect(() => openWriter(file)).toThrow(expect.objectContaining({ name: 'StoreError' }));
    expect(() => openReader(file)).toThrow(expect.objectContaining({ name: 'StoreError' }));
  });

  it('is refused on a read-only medium', async () => {
    const file = await filled();
    const dir = file.slice(0, file.lastIndexOf('/'));
    takeWriterLock(dir, 'ingest', null, fixedClock).release();
    makeReadOnly(dir);
    expect(() => takeWriterLock(dir, 'ingest', null, fixedClock)).toThrow(code('bwc.data.not_writable'));
    expect(() => openWriter(file)).toThrow(expect.objectContaining({ name: 'StoreError' }));
  });
});

describe('the writer lock', () => {
  it('is not taken on a file that SQLite would open for reading only, and lock nothing', async () => {
    const dir = await tempFolder();
    takeWriterLock(dir, 'ingest', null, fixedClock).release();
    makeReadOnly(`${dir}/writer.lock`);
    expect(() => takeWriterLock(dir, 'ingest', null, fixedClock)).toThrow(code('bwc.data.not_writable'));
  });
});

describe('the reading connection', () => {
  it('sees what is committed and can change nothing', async () => {
    const file = await filled();
    const writer = kept(openWriter(file));
    const reader = kept(openReader(file));
    writer.exec("INSERT INTO alarms (kind, subject, raised_at, details) VALUES ('k2', 's', 't', '{}')");
    expect(reader.prepare('SELECT count(*) FROM alarms').pluck().get()).toBe(2);
    expect(() => reader.exec('DELETE FROM alarms')).toThrow('readonly');
  });

  it('says that there is nothing to read', async () => {
    const file = await newFile();
    expect(() => openReader(file)).toThrow(code('bwc.data.missing'));
    expect(existsSync(file)).toBe(false);
  });

  it('reads a copy on a medium that cannot be written, and leaves none behind', async () => {
    const copies = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('bwc-read-'));
    const before = copies();
    const file = await filled();
    const dir = file.slice(0, file.lastIndexOf('/'));
    makeReadOnly(dir);
    const reader = kept(openReader(file));
    expect(reader.prepare('SELECT kind FROM alarms').pluck().all()).toEqual(['k']);
    expect(readdirSync(dir)).toEqual(['station.db']);
    expect(copies()).toEqual(before);
    expect(reader.prepare('SELECT count(*) FROM alarms').pluck().get()).toBe(1);
  });

  it('reads what a station that was cut off had committed, from a read-only copy', async () => {
    const file = await filled();
    const writer = kept(openWriter(file));
    writer.exec("INSERT INTO alarms (kind, subject, raised_at, details) VALUES ('in the log', 's', 't', '{}')");
    const dir = await tempFolder();
    for (const suffix of ['', '-wal']) execFileSync('cp', [file + suffix, `${dir}/station.db${suffix}`]);
    makeReadOnly(dir);
    const reader = kept(openReader(`${dir}/station.db`));
    expect(reader.prepare('SELECT kind FROM alarms ORDER BY id').pluck().all()).toEqual(['k', 'in the log']);
  });

  it('is refused for a database that was never brought up to date', async () => {
    const file = await newFile();
    new Database(file).exec('CREATE TABLE other (x)').close();
    expect(() => openReader(file)).toThrow(code('bwc.data.version'));
  });
});

describe('migrations', () => {
  it('bring an empty file to the newest version, once', async () => {
    const file = await newFile();
    const first = openWriter(file);
    expect(pragma(first, 'user_version')).toBe(MIGRATIONS.length);
    const schema = first.prepare('SELECT sql FROM sqlite_master').pluck().all();
    first.close();
    const again = kept(openWriter(file));
    expect(again.prepare('SELECT sql FROM sqlite_master').pluck().all()).toEqual(schema);
    expect(pragma(again, 'integrity_check')).toBe('ok');
  });

  it('make only strict tables, but for the one SQLite makes for words', async () => {
    const db = kept(openWriter(await newFile()));
    const tables = db
      .prepare(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_text%'",
      )
      .raw()
      .all();
    expect(tables.length).toBeGreaterThan(8);
    expect(tables.filter((row) => (row as unknown[])[1] !== 1)).toEqual([]);
  });

  it('leave nothing of one that was cut off', async () => {
    const file = await newFile();
    const db = new Database(file);
    // The first statement of the schema would succeed, a later one cannot: its name is taken.
    db.exec('CREATE TABLE alarms (x)');
    db.close();
    expect(() => openWriter(file)).toThrow(expect.objectContaining({ name: 'StoreError' }));
    const after = kept(new Database(file));
    expect(after.prepare('SELECT name FROM sqlite_master').pluck().all()).toEqual(['alarms']);
    expect(pragma(after, 'user_version')).toBe(0);
  });
});

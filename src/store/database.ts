/** Opening the station's SQLite database: durability asserted, schema brought up to date, never a guess. */
import { copyFileSync, existsSync, mkdtempSync, accessSync, constants, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { messageOf } from '../domain/errors.js';
import { StoreError } from './errors.js';
import { MIGRATIONS } from './migrations/index.js';

export type Db = Database.Database;

/** `synchronous` as SQLite numbers it: 2 is FULL. */
const FULL = 2;

/** The single writing connection. @throws StoreError `bwc.data.version`, `bwc.data.durability`, `bwc.data.not_writable` */
export function openWriter(file: string): Db {
  const db = openOrExplain(file, false);
  try {
    db.pragma('journal_mode = WAL');
    // better-sqlite3 builds with WAL at NORMAL: a power cut would then lose acknowledged clips. FULL is asserted below.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    // Without it INSERT OR REPLACE deletes past the triggers that keep the custody log append-only.
    db.pragma('recursive_triggers = ON');
    db.pragma('cell_size_check = ON');
    db.pragma('busy_timeout = 5000');
    db.pragma('cache_size = -8000');
    assertDurable(db, file);
    migrate(db, file);
    return db;
  } catch (error) {
    db.close();
    throw asStoreError(error, file);
  }
}

/**
 * A reading connection beside the writer. On a medium that cannot be written (a copy on a disc) SQLite cannot make
 * its shared-memory file, so the database is read from a private copy.
 */
export function openReader(file: string): Db {
  const copy = existsSync(file) && !canWrite(dirname(file)) ? copyAside(file) : undefined;
  const db = openOrExplain(copy ?? file, true);
  try {
    db.pragma('query_only = ON');
    db.pragma('busy_timeout = 5000');
    const version = assertVersion(db, file);
    if (version < MIGRATIONS.length) {
      throw new StoreError(
        'bwc.data.version',
        `${file} has the older schema version ${String(version)}: the station brings it up to date when it starts`,
        {
          file,
          version,
          known: MIGRATIONS.length,
        },
      );
    }
    return db;
  } catch (error) {
    db.close();
    throw asStoreError(error, file);
  } finally {
    // SQLite has its files open by now; the kernel keeps them until it is closed, and nothing is left behind.
    if (copy !== undefined) rmSync(dirname(copy), { recursive: true, force: true });
  }
}

export function assertDurable(db: Db, file: string): void {
  const journal = db.pragma('journal_mode', { simple: true });
  const synchronous = db.pragma('synchronous', { simple: true });
  if (journal !== 'wal' || synchronous !== FULL) {
    throw new StoreError(
      'bwc.data.durability',
      `${file}: journal_mode ${String(journal)}, synchronous ${String(synchronous)}`,
      {
        file,
        journal: String(journal),
        synchronous: String(synchronous),
      },
    );
  }
}

function openOrExplain(file: string, readonly: boolean): Db {
  if (readonly && !existsSync(file)) throw new StoreError('bwc.data.missing', `${file} does not exist`, { file });
  let db: Db | undefined;
  try {
    db = new Database(file, { readonly, fileMustExist: readonly });
    db.pragma('schema_version');
    return db;
  } catch (error) {
    db?.close();
    throw asStoreError(error, file);
  }
}

function asStoreError(error: unknown, file: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const unwritable =
    error.code.startsWith('SQLITE_READONLY') ||
    error.code.startsWith('SQLITE_CANTOPEN') ||
    error.code.startsWith('SQLITE_IOERR');
  const code = unwritable || error.code === 'SQLITE_FULL' ? 'bwc.data.not_writable' : 'bwc.data.corrupt';
  return new StoreError(code, `${file}: ${messageOf(error)}`, { file, sqlite: error.code }, { cause: error });
}

function migrate(db: Db, file: string): void {
  const from = assertVersion(db, file);
  MIGRATIONS.slice(from).forEach((sql, i) => {
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${String(from + i + 1)}`);
    }).immediate();
  });
}

function assertVersion(db: Db, file: string): number {
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > MIGRATIONS.length) {
    throw new StoreError(
      'bwc.data.version',
      `${file} has schema version ${String(version)}; this program knows up to ${String(MIGRATIONS.length)}`,
      { file, version, known: MIGRATIONS.length },
    );
  }
  return version;
}

function canWrite(dir: string): boolean {
  try {
    accessSync(dir, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function copyAside(file: string): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'bwc-read-')), 'station.db');
  for (const suffix of ['', '-wal']) if (existsSync(file + suffix)) copyFileSync(file + suffix, copy + suffix);
  return copy;
}

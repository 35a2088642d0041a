/**
 * One writer per data directory. The lock is an exclusive SQLite transaction on a file of its own: a kernel lock, so
 * it goes with the process however that dies, and no stale lock file can keep a station closed.
 */
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { toInstant, type Clock, type Instant } from '../domain/time.js';
import { StoreError } from './errors.js';

export interface Holder {
  readonly pid: number;
  /** `daemon` or the command that holds the directory. */
  readonly role: string;
  readonly since: Instant;
  /** Where the daemon listens; null for a command. */
  readonly socket: string | null;
}

export interface WriterLock {
  release(): void;
}

/** The locks of this process: one that nobody refers to any more would be closed, and so freed, by the garbage collector. */
const held = new Set<Database.Database>();

const lockFile = (dataDir: string): string => join(dataDir, 'writer.lock');
const holderFile = (dataDir: string): string => join(dataDir, 'holder.json');

/** @throws StoreError `bwc.data.locked` naming the holder. */
export function takeWriterLock(dataDir: string, role: string, socket: string | null, clock: Clock): WriterLock {
  const db = openLockFile(dataDir);
  try {
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (!isBusy(error)) throw error;
    const holder = readHolder(dataDir);
    throw new StoreError(
      'bwc.data.locked',
      holder === undefined
        ? `${dataDir} is in use by another process`
        : `${dataDir} is in use by ${holder.role} (pid ${String(holder.pid)}) since ${holder.since}`,
      { dataDir, pid: holder?.pid ?? null, role: holder?.role ?? null, since: holder?.since ?? null },
    );
  }
  const holder: Holder = { pid: process.pid, role, since: toInstant(clock.now()), socket };
  try {
    writeFileSync(holderFile(dataDir), `${JSON.stringify(holder)}\n`, { mode: 0o640 });
  } catch (error) {
    db.close();
    throw notWritable(dataDir, error);
  }
  held.add(db);
  return {
    release: () => {
      if (!held.delete(db)) return;
      rmSync(holderFile(dataDir), { force: true });
      db.exec('ROLLBACK');
      db.close();
    },
  };
}

function openLockFile(dataDir: string): Database.Database {
  try {
    // SQLite opens a file it may not write as a read-only one, and locks nothing then.
    accessSync(existsSync(lockFile(dataDir)) ? lockFile(dataDir) : dataDir, constants.W_OK);
    // A short wait, because `currentHolder` of another process takes the lock for an instant to see whether it is free.
    return new Database(lockFile(dataDir), { timeout: 500 });
  } catch (error) {
    throw notWritable(dataDir, error);
  }
}

const notWritable = (dataDir: string, cause: unknown): StoreError =>
  new StoreError('bwc.data.not_writable', `${dataDir} cannot be written`, { dataDir }, { cause });

/** Who holds the directory now, or undefined when nobody does. */
export function currentHolder(dataDir: string): Holder | undefined {
  let db: Database.Database;
  try {
    db = new Database(lockFile(dataDir), { timeout: 0, fileMustExist: true });
  } catch {
    return undefined;
  }
  try {
    db.exec('BEGIN EXCLUSIVE');
    db.exec('ROLLBACK');
    return undefined;
  } catch (error) {
    // A directory that cannot be written at all (a copy on a disc) has no writer either.
    if (!isBusy(error)) return undefined;
    return readHolder(dataDir) ?? { pid: 0, role: 'unknown', since: toInstant(0), socket: null };
  } finally {
    db.close();
  }
}

function readHolder(dataDir: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(holderFile(dataDir), 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && (error.code === 'SQLITE_BUSY' || error.code.startsWith('SQLITE_BUSY_'));

/**
 * A copy of the station's database as it was at one moment, made while the station goes on writing. A connection of its own
 * reads one snapshot of the write-ahead log: rows and custody entries in the copy agree, and the writer never waits.
 */
import { rm } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { nodeReader } from './custody/log.js';
import { rootOf, type Hash } from './custody/merkle.js';
import type { Db } from './database.js';

export interface LogFacts {
  /** `user_version`. */
  readonly databaseVersion: number;
  readonly logSize: number;
  readonly root: Hash;
}

export interface SnapshotFacts extends LogFacts {
  /** The last checkpoint on record; null before the first. */
  readonly checkpoint: { readonly size: number; readonly note: string } | null;
  /** Rows of each table. */
  readonly counts: Readonly<Record<string, number>>;
  /** That lie on this disk. */
  readonly originals: { readonly files: number; readonly bytes: number };
}

/** Pages that are copied before others get their turn: one MiB. */
const PAGES = 256;

/**
 * @param file of the database that is being written to
 * @param isFree asked between two steps; where it says no, the copy is given up
 * @returns undefined where it was given up
 */
export async function takeSnapshot(
  file: string,
  to: string,
  isFree: () => boolean,
): Promise<SnapshotFacts | undefined> {
  for (const left of [to, `${to}-wal`, `${to}-shm`, `${to}-journal`]) await rm(left, { force: true });
  const db = new Database(file, { readonly: true });
  try {
    db.pragma('busy_timeout = 5000');
    db.exec('BEGIN');
    const facts = factsOf(db);
    await db.backup(to, {
      progress: () => {
        if (!isFree()) throw new GivenUp();
        return PAGES;
      },
    });
    return facts;
  } catch (error) {
    if (error instanceof GivenUp) return undefined;
    throw error;
  } finally {
    db.close();
  }
}

class GivenUp extends Error {}

/** Of a database that nobody changes meanwhile; of any schema. */
export function logFactsOf(db: Db): LogFacts {
  const logSize = sizeOf(db);
  return {
    databaseVersion: db.pragma('user_version', { simple: true }) as number,
    logSize,
    root: rootOf(logSize, nodeReader(db)),
  };
}

const factsOf = (db: Db): SnapshotFacts => ({
  ...logFactsOf(db),
  checkpoint:
    db
      .prepare<[], { size: number; note: string }>('SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1')
      .get() ?? null,
  counts: countsOf(db),
  originals: db
    .prepare<[], { files: number; bytes: number }>(
      `SELECT count(*) AS files, ifnull(sum(bytes), 0) AS bytes FROM originals o
      WHERE NOT EXISTS (SELECT 1 FROM cleared_originals c WHERE c.sha256 = o.sha256 AND c.returned_at IS NULL)`,
    )
    .get() ?? { files: 0, bytes: 0 },
});

/** What people put on record and what cameras brought; what follows from it is not counted, nor what would take long to count. */
const COUNTED = [
  ...['clips', 'originals', 'sidecars', 'visits', 'cameras', 'camera_versions', 'camera_movements', 'readiness_checks'],
  ...['label_versions', 'name_versions', 'activity_versions', 'activity_members', 'case_versions', 'case_clips'],
  ...['statements', 'holds', 'hold_steps', 'deadlines', 'approvals', 'consents', 'explanations', 'findings'],
  ...['disposal_proposals', 'disposal_decisions', 'disposed_clips', 'receipts'],
  ...['unit_versions', 'person_versions', 'passwords'],
];

/** Rows of each table, and the entries of the log. */
export function countsOf(db: Db): Record<string, number> {
  const rows = COUNTED.map((name): [string, number] => [
    name,
    db.prepare<[], number>(`SELECT count(*) FROM ${name}`).pluck().get() ?? 0,
  ]);
  return { ...Object.fromEntries(rows), custody_entries: sizeOf(db) };
}

const sizeOf = (db: Db): number =>
  db.prepare<[], number | null>('SELECT max(seq) + 1 FROM custody_entries').pluck().get() ?? 0;

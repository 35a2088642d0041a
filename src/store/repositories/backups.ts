/** Backups of the station, and how far each archive is with them. */
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

export interface BackupRow {
  readonly seq: number;
  readonly at: Instant;
  /** Custody entries it holds. */
  readonly logSize: number;
  /** Entries that the last checkpoint in it covers; 0 for none. */
  readonly signedSize: number;
  readonly bytes: number;
  readonly manifestSha256: string;
  readonly manifestBytes: number;
  /** Number of the custody entry that says the same. */
  readonly entry: number;
}

/** A station whose log this one goes on with. */
export interface FormerStation {
  /** Entries up to which it signed. */
  readonly entries: number;
  readonly stationId: string;
  /** PEM. */
  readonly publicKey: string;
}

export interface BackupOrder {
  readonly backup: number;
  readonly target: string;
  readonly state: 'queued' | 'superseded' | 'done';
}

export interface PieceThere {
  readonly bytes: number;
  readonly objectVersion: string | null;
  readonly until: Instant;
}

export interface BackupTally {
  readonly target: string;
  /** That are whole there. */
  readonly backups: number;
  /** All that ever went there for backups, bytes: nothing of it is ever removed. */
  readonly sentBytes: number;
  /** The newest that is whole there; null for none. */
  readonly last: { readonly seq: number; readonly at: Instant; readonly sentBytes: number } | null;
  /** Of the newest that is not there yet. */
  readonly waiting: { readonly seq: number; readonly code: string | null; readonly reason: string | null } | null;
}

const BACKUP = `SELECT seq, at, log_size AS logSize, signed_size AS signedSize, bytes, manifest_sha256 AS manifestSha256,
  manifest_bytes AS manifestBytes, entry FROM backups`;

export class Backups {
  readonly #statements;

  constructor(db: Db) {
    this.#statements = {
      add: db.prepare<
        [BackupRow]
      >(`INSERT INTO backups (seq, at, log_size, signed_size, bytes, manifest_sha256, manifest_bytes, entry)
        VALUES (@seq, @at, @logSize, @signedSize, @bytes, @manifestSha256, @manifestBytes, @entry)`),
      last: db.prepare<[], BackupRow>(`${BACKUP} ORDER BY seq DESC LIMIT 1`),
      held: db
        .prepare<[], number | null>(
          `SELECT max(b.signed_size) FROM backups b JOIN backup_orders o ON o.backup = b.seq WHERE o.state = 'done'`,
        )
        .pluck(),
      next: db
        .prepare<[], number>(
          'SELECT max(ifnull((SELECT max(seq) FROM backups), 0), ifnull((SELECT max(highest) FROM restores), 0)) + 1',
        )
        .pluck(),
      formerly: db.prepare('INSERT INTO former_stations (entries, station_id, public_key) VALUES (?, ?, ?)'),
      former: db.prepare<[], FormerStation>(
        'SELECT entries, station_id AS stationId, public_key AS publicKey FROM former_stations ORDER BY entries',
      ),
      get: db.prepare<[number], BackupRow>(`${BACKUP} WHERE seq = ?`),
      supersede: db.prepare("UPDATE backup_orders SET state = 'superseded' WHERE state = 'queued'"),
      order: db.prepare(
        'INSERT INTO backup_orders (backup, target, queued_at) SELECT ?, name, ? FROM archive_targets WHERE active = 1',
      ),
      orderAt: db.prepare('INSERT OR IGNORE INTO backup_orders (backup, target, queued_at) VALUES (?, ?, ?)'),
      state: db.prepare<[number, string], BackupOrder>(
        'SELECT backup, target, state FROM backup_orders WHERE backup = ? AND target = ?',
      ),
      waiting: db.prepare<[string], { backup: number; lastCode: string | null; lastReason: string | null }>(
        `SELECT backup, last_code AS lastCode, last_reason AS lastReason FROM backup_orders
         WHERE target = ? AND state = 'queued' ORDER BY backup DESC LIMIT 1`,
      ),
      failed: db.prepare(
        "UPDATE backup_orders SET last_code = ?, last_reason = ? WHERE backup = ? AND target = ? AND state <> 'done'",
      ),
      done: db.prepare(`UPDATE backup_orders SET state = 'done', sent_bytes = ?, object_version = ?, retain_until = ?, done_at = ?,
        last_code = NULL, last_reason = NULL WHERE backup = ? AND target = ? AND state <> 'done'`),
      piece: db.prepare<[string, string], PieceThere>(
        'SELECT bytes, object_version AS objectVersion, until FROM backup_pieces WHERE target = ? AND sha256 = ?',
      ),
      keepPiece:
        db.prepare(`INSERT INTO backup_pieces (target, sha256, bytes, object_version, until) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (target, sha256) DO UPDATE SET object_version = excluded.object_version, until = excluded.until`),
      tally: db.prepare<[string], { backups: number; sentBytes: number }>(
        "SELECT count(*) AS backups, ifnull(sum(sent_bytes), 0) AS sentBytes FROM backup_orders WHERE target = ? AND state = 'done'",
      ),
      restored: db.prepare('INSERT INTO restores (entry, id, backup, highest) VALUES (?, ?, ?, ?)'),
      lastRestore: db.prepare<[], string>('SELECT id FROM restores ORDER BY entry DESC LIMIT 1').pluck(),
      lastThere: db.prepare<[string], { seq: number; at: Instant; sentBytes: number }>(
        `SELECT backup AS seq, b.at, sent_bytes AS sentBytes FROM backup_orders o JOIN backups b ON b.seq = o.backup
         WHERE target = ? AND state = 'done' ORDER BY backup DESC LIMIT 1`,
      ),
    };
  }

  /** With an order for each archive that is configured; what was not sent of the ones before need not be any more. */
  add(backup: BackupRow): void {
    this.#statements.supersede.run();
    this.#statements.add.run(backup);
    this.#statements.order.run(backup.seq, backup.at);
  }

  /** The one that this station was restored from: it lies at the archive, and no order is due. @param id of the restore @param highest number of any backup at the archives */
  addRestored(backup: BackupRow, id: string, highest: number): void {
    this.#statements.supersede.run();
    this.#statements.add.run(backup);
    this.#statements.restored.run(backup.entry, id, backup.seq, highest);
  }

  /** Id of the last restore of this station; undefined where it never was restored. */
  lastRestore(): string | undefined {
    return this.#statements.lastRestore.get();
  }

  /** Entries up to the last root that a backup which is whole at an archive gives back. */
  heldSize(): number {
    return this.#statements.held.get() ?? 0;
  }

  last(): BackupRow | undefined {
    return this.#statements.last.get();
  }

  nextSeq(): number {
    return this.#statements.next.get() ?? 1;
  }

  /** This station goes on with the log of another, under a name and key of its own. */
  succeed(former: FormerStation): void {
    this.#statements.formerly.run(former.entries, former.stationId, former.publicKey);
  }

  /** Those that signed the log before, the first one first. */
  former(): FormerStation[] {
    return this.#statements.former.all();
  }

  get(seq: number): BackupRow | undefined {
    return this.#statements.get.get(seq);
  }

  /** For an archive that was configured since. */
  orderAt(seq: number, target: string, at: Instant): void {
    this.#statements.orderAt.run(seq, target, at);
  }

  isDone(seq: number, target: string): boolean {
    return this.#statements.state.get(seq, target)?.state === 'done';
  }

  isWaiting(target: string): boolean {
    return this.#statements.waiting.get(target) !== undefined;
  }

  failed(seq: number, target: string, code: string, reason: string): void {
    this.#statements.failed.run(code, reason, seq, target);
  }

  done(
    seq: number,
    target: string,
    sent: { readonly bytes: number; readonly objectVersion: string | null; readonly until: Instant | null },
    at: Instant,
  ): void {
    this.#statements.done.run(sent.bytes, sent.objectVersion, sent.until, at, seq, target);
  }

  piece(target: string, sha256: string): PieceThere | undefined {
    return this.#statements.piece.get(target, sha256);
  }

  keepPiece(target: string, sha256: string, { bytes, objectVersion, until }: PieceThere): void {
    this.#statements.keepPiece.run(target, sha256, bytes, objectVersion, until);
  }

  tally(target: string): BackupTally {
    const waiting = this.#statements.waiting.get(target);
    return {
      target,
      ...(this.#statements.tally.get(target) ?? { backups: 0, sentBytes: 0 }),
      last: this.#statements.lastThere.get(target) ?? null,
      waiting:
        waiting === undefined ? null : { seq: waiting.backup, code: waiting.lastCode, reason: waiting.lastReason },
    };
  }
}

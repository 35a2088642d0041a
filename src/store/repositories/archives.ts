/** The archives that are configured, the records that were built for them, and how far each is. */
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

export interface ArchiveRow {
  readonly name: string;
  readonly archiveId: string;
}

export interface RecordOnFile {
  readonly version: number;
  readonly sha256: string;
  readonly contentSha256: string;
  readonly bytes: number;
  /** Entries under the signed root it rests on; null where that is not known. */
  readonly root: number | null;
}

export interface ArchiveTally {
  readonly target: string;
  readonly done: boolean;
  readonly kind: 'content' | 'record';
  readonly orders: number;
  /** Of records that are not built: none. */
  readonly bytes: number;
}

type ArchiveTallyRow = Omit<ArchiveTally, 'done'> & { readonly done: number };

export class Archives {
  readonly #statements;

  constructor(db: Db) {
    this.#statements = {
      off: db.prepare('UPDATE archive_targets SET active = 0'),
      on: db.prepare(`INSERT INTO archive_targets (name, archive_id, active, reached) VALUES (?, ?, 1, '')
        ON CONFLICT (name) DO UPDATE SET active = 1`),
      get: db.prepare<[string], ArchiveRow>('SELECT name, archive_id AS archiveId FROM archive_targets WHERE name = ?'),
      active: db.prepare<[], string>('SELECT name FROM archive_targets WHERE active = 1 ORDER BY name').pluck(),
      behind: db.prepare<[], { name: string; reached: string }>(
        'SELECT name, reached FROM archive_targets WHERE active = 1 AND reached IS NOT NULL ORDER BY name LIMIT 1',
      ),
      ready: db
        .prepare<[string, number], string>(
          "SELECT clip_id FROM gate_bars WHERE bar = '' AND clip_id > ? ORDER BY clip_id LIMIT ?",
        )
        .pluck(),
      reach: db.prepare('UPDATE archive_targets SET reached = ? WHERE name = ?'),
      lastRecord: db.prepare<[string], RecordOnFile>(
        `SELECT version, sha256, content_sha256 AS contentSha256, bytes, root FROM archive_records WHERE clip_id = ? ORDER BY version DESC LIMIT 1`,
      ),
      records: db.prepare<[string], RecordOnFile>(
        `SELECT version, sha256, content_sha256 AS contentSha256, bytes, root FROM archive_records WHERE clip_id = ? ORDER BY version`,
      ),
      addRecord: db.prepare(
        'INSERT INTO archive_records (clip_id, version, sha256, content_sha256, bytes, root, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ),
      roots: db
        .prepare<[number, number], number>(
          'SELECT DISTINCT root FROM archive_records WHERE root > ? AND root <= ? ORDER BY root',
        )
        .pluck(),
      adopt: db.prepare(
        'INSERT OR IGNORE INTO archive_records (clip_id, version, sha256, content_sha256, bytes, body) VALUES (?, ?, ?, ?, ?, NULL)',
      ),
      body: db
        .prepare<[string, number], Buffer | null>('SELECT body FROM archive_records WHERE clip_id = ? AND version = ?')
        .pluck(),
      dropBody:
        db.prepare(`UPDATE archive_records SET body = NULL WHERE clip_id = @clipId AND version = @version AND NOT EXISTS
        (SELECT 1 FROM archive_orders o WHERE o.clip_id = @clipId AND o.version = @version AND o.state <> 'done')`),
      has: db
        .prepare<[string, string, number], number>(
          'SELECT EXISTS (SELECT 1 FROM archive_orders WHERE target = ? AND clip_id = ? AND version = ?)',
        )
        .pluck(),
      tally: db.prepare<[], ArchiveTallyRow>(
        `SELECT target, done, CASE part WHEN 0 THEN 'content' ELSE 'record' END AS kind, orders, bytes FROM archive_totals`,
      ),
      oldest: db
        .prepare<[string], Instant | null>(
          "SELECT min(queued_at) FROM archive_orders INDEXED BY archive_orders_waiting WHERE target = ? AND state <> 'done' AND part = 0",
        )
        .pluck(),
      complete: db.prepare(
        'INSERT INTO archive_completions (target, at) VALUES (?, ?) ON CONFLICT (target) DO UPDATE SET at = excluded.at',
      ),
      completedAt: db.prepare<[string], Instant>('SELECT at FROM archive_completions WHERE target = ?').pluck(),
    };
  }

  /** Those of the configuration; what was ordered for others waits until they are configured again. */
  configure(archives: readonly ArchiveRow[]): void {
    this.#statements.off.run();
    for (const { name, archiveId } of archives) this.#statements.on.run(name, archiveId);
  }

  get(name: string): ArchiveRow | undefined {
    return this.#statements.get.get(name);
  }

  active(): string[] {
    return this.#statements.active.all();
  }

  /** An archive for which clips from before are still to be looked at, and the last that was. */
  behind(): { readonly name: string; readonly reached: string } | undefined {
    return this.#statements.behind.get();
  }

  /** Clips that nothing keeps from the archive, from after an id on. */
  ready(after: string, limit: number): string[] {
    return this.#statements.ready.all(after, limit);
  }

  reach(name: string, clipId: string | null): void {
    this.#statements.reach.run(clipId, name);
  }

  lastRecord(clipId: string): RecordOnFile | undefined {
    return this.#statements.lastRecord.get(clipId);
  }

  /** All that were built of a clip, the first one first. */
  records(clipId: string): RecordOnFile[] {
    return this.#statements.records.all(clipId);
  }

  addRecord(clipId: string, { version, sha256, contentSha256, bytes, root }: RecordOnFile, body: Buffer): void {
    this.#statements.addRecord.run(clipId, version, sha256, contentSha256, bytes, root, body);
  }

  /** Roots that records rest on, by how many entries are under them, above `from` and up to `upTo`, the smallest first. */
  rootsBetween(from: number, upTo: number): number[] {
    return this.#statements.roots.all(from, upTo);
  }

  /** A record that an archive has and this station, which was restored, did not know of: the next version goes on from it. */
  adoptRecord(clipId: string, { version, sha256, contentSha256, bytes }: Omit<RecordOnFile, 'root'>): void {
    this.#statements.adopt.run(clipId, version, sha256, contentSha256, bytes);
  }

  /** Null where every archive has it. */
  recordBody(clipId: string, version: number): Buffer | null {
    return this.#statements.body.get(clipId, version) ?? null;
  }

  /** Where no archive waits for it any more. */
  dropRecordBody(clipId: string, version: number): void {
    this.#statements.dropBody.run({ clipId, version });
  }

  /** Whether this version was ordered there. */
  hasRecord(target: string, clipId: string, version: number): boolean {
    return this.#statements.has.get(target, clipId, version) === 1;
  }

  tally(): ArchiveTally[] {
    return this.#statements.tally.all().map((row) => ({ ...row, done: row.done !== 0 }));
  }

  /** When what waits longest was queued. */
  oldestWaiting(target: string): Instant | null {
    return this.#statements.oldest.get(target) ?? null;
  }

  /** A sync ended with nothing left over. */
  complete(target: string, at: Instant): void {
    this.#statements.complete.run(target, at);
  }

  /** When that last was; null where it never was. */
  completedAt(target: string): Instant | null {
    return this.#statements.completedAt.get(target) ?? null;
  }
}

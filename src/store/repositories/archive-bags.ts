/** The bags of visits that are to go to the archives. An order is made by the database itself when a clip's content or first record is done. */
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

export interface BuiltBag {
  readonly version: number;
  /** SHA-256 of the list of its payload. */
  readonly payload: string;
  /** Of its tag manifest. */
  readonly sha256: string;
  /** Tag files, with the tag manifest. */
  readonly files: number;
  readonly bytes: number;
  readonly clips: number;
  readonly withheld: number;
}

export interface BagOrder extends Omit<{ readonly [K in keyof BuiltBag]: BuiltBag[K] | null }, never> {
  readonly id: number;
  readonly target: string;
  readonly visitId: string;
  readonly attempts: number;
}

/** One that an archive has. */
export interface SentBag {
  readonly id: number;
  readonly visitId: string;
  readonly version: number;
}

/** A clip of a visit, and whether its content and a record of it are at an archive, and nothing keeps it from there. */
interface ClipOfVisit {
  readonly id: string;
  readonly there: number;
}

const BAG = `SELECT id, target, visit_id AS visitId, version, payload, sha256, files, bytes, clips, withheld, attempts FROM archive_bags b`;

/**
 * A visit that is over, of whose clips none is on its way to this archive: what may not go (not labelled yet, a secret) and
 * what the archive refuses is not waited for. Versions go one after the other.
 */
const READY = `(version IS NOT NULL OR (
    EXISTS (SELECT 1 FROM visits v WHERE v.id = b.visit_id AND v.state = 'closed')
    AND NOT EXISTS (SELECT 1 FROM archive_bags p WHERE p.target = b.target AND p.visit_id = b.visit_id AND p.version IS NOT NULL AND p.done_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM clips c JOIN archive_orders o ON o.clip_id = c.id AND o.target = b.target
      WHERE c.visit_id = b.visit_id AND o.state <> 'done' AND o.refused_at IS NULL
      AND (o.state NOT IN ('queued', 'uploading') OR EXISTS (SELECT 1 FROM gate_bars g WHERE g.clip_id = c.id AND g.bar = '')))))`;

export class ArchiveBags {
  readonly #statements;

  constructor(db: Db) {
    this.#statements = {
      next: db.prepare<[string, Instant], BagOrder>(
        `${BAG} INDEXED BY archive_bags_waiting WHERE target = ? AND done_at IS NULL AND (next_at IS NULL OR next_at <= ?) AND ${READY}
         ORDER BY id LIMIT 1`,
      ),
      get: db.prepare<[number], BagOrder>(`${BAG} WHERE id = ?`),
      ofVisit: db.prepare<[string, string], BagOrder>(`${BAG} WHERE target = ? AND visit_id = ? ORDER BY id`),
      lastBuilt: db.prepare<[string, string], BagOrder>(
        `${BAG} WHERE target = ? AND visit_id = ? AND version IS NOT NULL ORDER BY version DESC LIMIT 1`,
      ),
      clips: db.prepare<[{ target: string; visit: string }], ClipOfVisit>(
        `SELECT c.id, EXISTS (SELECT 1 FROM gate_bars g WHERE g.clip_id = c.id AND g.bar = '')
           AND EXISTS (SELECT 1 FROM archive_orders o WHERE o.clip_id = c.id AND o.target = @target AND o.part = 1 AND o.state = 'done')
           AND EXISTS (SELECT 1 FROM archive_orders o WHERE o.clip_id = c.id AND o.target = @target AND o.part = 0)
           AND NOT EXISTS (SELECT 1 FROM archive_orders o WHERE o.clip_id = c.id AND o.target = @target AND o.part = 0 AND o.state <> 'done') AS there
         FROM clips c WHERE c.visit_id = @visit ORDER BY c.id`,
      ),
      built:
        db.prepare(`UPDATE archive_bags SET version = @version, payload = @payload, sha256 = @sha256, files = @files, bytes = @bytes,
        clips = @clips, withheld = @withheld, body = @body WHERE id = @id`),
      body: db.prepare<[number], Buffer | null>('SELECT body FROM archive_bags WHERE id = ?').pluck(),
      settled: db.prepare('DELETE FROM archive_bags WHERE id = ?'),
      done: db.prepare(
        'UPDATE archive_bags SET done_at = ?, body = NULL, next_at = NULL, last_code = NULL, last_reason = NULL WHERE id = ?',
      ),
      shorter: db.prepare<[string, string, Instant], SentBag>(
        `SELECT b.id, b.visit_id AS visitId, b.version FROM archive_bags b JOIN clips c ON c.visit_id = b.visit_id
         LEFT JOIN archive_bag_locks l ON l.bag = b.id
         WHERE b.target = ? AND c.id = ? AND b.done_at IS NOT NULL AND b.version IS NOT NULL AND ifnull(l.retain_until, '') < ? ORDER BY b.id`,
      ),
      locked: db.prepare(`INSERT INTO archive_bag_locks (bag, retain_until) VALUES (?, ?)
        ON CONFLICT (bag) DO UPDATE SET retain_until = max(retain_until, excluded.retain_until)`),
      failed: db.prepare(
        'UPDATE archive_bags SET attempts = attempts + 1, next_at = ?, last_code = ?, last_reason = ? WHERE id = ?',
      ),
      tally: db.prepare<[string], { waiting: number; done: number }>(
        `SELECT count(*) FILTER (WHERE done_at IS NULL AND ${READY}) AS waiting, count(done_at) AS done FROM archive_bags b WHERE target = ?`,
      ),
    };
  }

  /** The first that can go now. */
  next(target: string, now: Instant): BagOrder | undefined {
    return this.#statements.next.get(target, now);
  }

  get(id: number): BagOrder | undefined {
    return this.#statements.get.get(id);
  }

  ofVisit(target: string, visit: string): BagOrder[] {
    return this.#statements.ofVisit.all(target, visit);
  }

  /** The last version of this visit's bag for this archive, sent or not. */
  lastBuilt(target: string, visit: string): BagOrder | undefined {
    return this.#statements.lastBuilt.get(target, visit);
  }

  /** Clips of the visit that are at the archive, and those that are not. */
  clips(target: string, visit: string): { readonly there: readonly string[]; readonly withheld: readonly string[] } {
    const all = this.#statements.clips.all({ target, visit });
    const ids = (there: number): string[] => all.filter((c) => c.there === there).map(({ id }) => id);
    return { there: ids(1), withheld: ids(0) };
  }

  /** @param body its tag files */
  built(id: number, bag: BuiltBag, body: Buffer): void {
    this.#statements.built.run({ ...bag, id, body });
  }

  /** Null once the archive has it. */
  body(id: number): Buffer | null {
    return this.#statements.body.get(id) ?? null;
  }

  /** Nothing is to be sent that the last version did not say. */
  settled(id: number): void {
    this.#statements.settled.run(id);
  }

  done(id: number, at: Instant): void {
    this.#statements.done.run(at, id);
  }

  /** Bags of the clip's visit that the archive has, locked for less long than until then as far as is known. */
  lockedShorter(target: string, clipId: string, until: Instant): SentBag[] {
    return this.#statements.shorter.all(target, clipId, until);
  }

  locked(id: number, until: Instant): void {
    this.#statements.locked.run(id, until);
  }

  failed(id: number, nextAt: Instant | null, code: string, reason: string): void {
    this.#statements.failed.run(nextAt, code, reason, id);
  }

  /** How many were sent, and how many could go. */
  tally(target: string): { readonly waiting: number; readonly done: number } {
    return this.#statements.tally.get(target) ?? { waiting: 0, done: 0 };
  }
}

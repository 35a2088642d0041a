/** What is to go to the archives, order by order: written in the transaction of what makes it due, worked through by sync. */
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';
import { ORDER, readOrder, type OrderRow } from './outbox-order.js';
import type { NewContentOrder, OrderRank, OrderState, SyncOrder } from './outbox-order.js';

/** What an order may not be ahead of: a clip that stopped being ready, an earlier record, the contents a record speaks of. */
const READY = `(next_at IS NULL OR next_at <= @now)
  AND (state NOT IN ('queued', 'uploading') OR EXISTS (SELECT 1 FROM gate_bars g WHERE g.clip_id = o.clip_id AND g.bar = ''))
  AND (part = 0 OR NOT EXISTS (SELECT 1 FROM archive_orders p WHERE p.clip_id = o.clip_id AND p.target = o.target
    AND p.state <> 'done' AND (p.part = 0 OR p.version < ifnull(o.version, 9e15))))
  AND id NOT IN (SELECT value FROM json_each(@without))`;
const OPEN = "target = @target AND state <> 'done' AND refused_at IS NULL";

/** More become late a little later, so that the station goes on working. */
const LATE_AT_ONCE = 1000;

export class Outbox {
  readonly #statements;

  constructor(db: Db) {
    this.#statements = {
      content:
        db.prepare(`INSERT OR IGNORE INTO archive_orders (target, clip_id, kind, part, sha256, bytes, late, important, due, age, queued_at)
        VALUES (@target, @clipId, @kind, 0, @sha256, @bytes, ifnull(@due < @at, 0), @important, @due, @age, @at)`),
      record:
        db.prepare(`INSERT OR IGNORE INTO archive_orders (target, clip_id, kind, part, late, important, due, age, queued_at)
        VALUES (@target, @clipId, 'record', 1, ifnull(@due < @at, 0), @important, @due, @age, @at)`),
      rank: db.prepare(`UPDATE archive_orders SET important = @important, due = @due, late = ifnull(@due < @at, 0)
        WHERE clip_id = @clipId AND state <> 'done' AND (important <> @important OR due IS NOT @due)`),
      withdraw: db.prepare(
        "DELETE FROM archive_orders WHERE clip_id = ? AND state = 'queued' AND version IS NULL AND refused_at IS NULL",
      ),
      settled: db.prepare('DELETE FROM archive_orders WHERE id = ?'),
      late: db.prepare(`UPDATE archive_orders SET late = 1 WHERE id IN (SELECT id FROM archive_orders INDEXED BY archive_orders_due
        WHERE state <> 'done' AND late = 0 AND due IS NOT NULL AND due < ? ORDER BY due LIMIT ${String(LATE_AT_ONCE)})`),
      next: db.prepare<[object], OrderRow>(`${ORDER} INDEXED BY archive_orders_next WHERE ${OPEN} AND ${READY}
        ORDER BY late DESC, important DESC, age, clip_id, part, id LIMIT @limit`),
      get: db.prepare<[number], OrderRow>(`${ORDER} WHERE id = ?`),
      of: db.prepare<[string], OrderRow>(`${ORDER} WHERE clip_id = ? ORDER BY target, id`),
      built: db.prepare(
        'UPDATE archive_orders SET version = ?, sha256 = ?, bytes = ? WHERE id = ? AND version IS NULL',
      ),
      earlier:
        db.prepare(`INSERT INTO archive_orders (target, clip_id, kind, part, version, sha256, bytes, late, important, due, age, queued_at)
        SELECT o.target, o.clip_id, 'record', 1, r.version, r.sha256, r.bytes, o.late, o.important, o.due, o.age, o.queued_at
        FROM archive_orders o JOIN archive_records r ON r.clip_id = o.clip_id AND r.version < o.version
        WHERE o.id = ? AND NOT EXISTS (SELECT 1 FROM archive_orders x WHERE x.target = o.target AND x.clip_id = o.clip_id AND x.version = r.version)`),
      state: db.prepare('UPDATE archive_orders SET state = ?, last_code = NULL, last_reason = NULL WHERE id = ?'),
      resume: db.prepare('UPDATE archive_orders SET resume = ? WHERE id = ?'),
      stored: db.prepare(
        "UPDATE archive_orders SET state = 'uploaded', object_version = ?, resume = NULL WHERE id = ?",
      ),
      moved: db.prepare('UPDATE archive_orders SET object_version = ? WHERE id = ?'),
      locked: db.prepare("UPDATE archive_orders SET state = 'locked', retain_until = ?, enforcement = ? WHERE id = ?"),
      verified: db.prepare("UPDATE archive_orders SET state = 'verified', read_back = ? WHERE id = ?"),
      done: db.prepare(
        "UPDATE archive_orders SET state = 'done', done_at = ?, next_at = NULL, last_code = NULL, last_reason = NULL WHERE id = ?",
      ),
      failed: db.prepare(
        `UPDATE archive_orders SET attempts = attempts + 1, next_at = ?, last_code = ?, last_reason = ? WHERE id = ?`,
      ),
      refuse: db.prepare('UPDATE archive_orders SET refused_at = ?, last_code = ?, last_reason = ? WHERE id = ?'),
      again: db.prepare(
        `UPDATE archive_orders SET refused_at = NULL, next_at = NULL, attempts = 0 WHERE id = ? AND refused_at IS NOT NULL`,
      ),
      refused: db.prepare<[number, number], OrderRow>(
        `${ORDER} WHERE refused_at IS NOT NULL AND id > ? ORDER BY id LIMIT ?`,
      ),
    };
  }

  /** Unless this content of the clip was ordered there before. */
  content(order: NewContentOrder): void {
    this.#statements.content.run({ ...order, important: Number(order.important) });
  }

  /** The record of the clip, as it will be when it is built; once, however often that changes before. */
  record(order: Omit<NewContentOrder, 'kind' | 'sha256' | 'bytes'>): void {
    this.#statements.record.run({ ...order, important: Number(order.important) });
  }

  rank(clipId: string, { important, due }: Pick<OrderRank, 'important' | 'due'>, at: Instant): void {
    this.#statements.rank.run({ clipId, due, at, important: Number(important) });
  }

  /** What was not begun of a clip that is not to go any more. */
  withdraw(clipId: string): void {
    this.#statements.withdraw.run(clipId);
  }

  /** The record that was due turned out to be there already. */
  settled(id: number): void {
    this.#statements.settled.run(id);
  }

  /** What has become late since is done first from now on. */
  growLate(now: Instant): void {
    this.#statements.late.run(now);
  }

  /**
   * What can be done now: late first, then what is important, then the oldest, each clip's contents before its record.
   * @param without ids of orders that are under way
   */
  next(target: string, now: Instant, without: readonly number[], limit: number): SyncOrder[] {
    return this.#statements.next.all({ target, now, limit, without: JSON.stringify(without) }).map(readOrder);
  }

  get(id: number): SyncOrder | undefined {
    const row = this.#statements.get.get(id);
    return row && readOrder(row);
  }

  /** All orders of a clip, at every archive. */
  of(clipId: string): SyncOrder[] {
    return this.#statements.of.all(clipId).map(readOrder);
  }

  /** The record was built. Versions before it that this archive was never sent are ordered with it. */
  built(
    id: number,
    { version, sha256, bytes }: { readonly version: number; readonly sha256: string; readonly bytes: number },
  ): void {
    this.#statements.built.run(version, sha256, bytes, id);
    this.#statements.earlier.run(id);
  }

  begin(id: number): void {
    this.#statements.state.run('uploading' satisfies OrderState, id);
  }

  keepNote(id: number, note: Readonly<Record<string, string | number>>): void {
    this.#statements.resume.run(JSON.stringify(note), id);
  }

  stored(id: number, objectVersion: string | null): void {
    this.#statements.stored.run(objectVersion, id);
  }

  /** It had to be put once more: the archive calls it by another version now. */
  moved(id: number, objectVersion: string | null): void {
    this.#statements.moved.run(objectVersion, id);
  }

  locked(id: number, until: Instant | null, enforcement: string | null): void {
    this.#statements.locked.run(until, enforcement, id);
  }

  verified(id: number, method: string): void {
    this.#statements.verified.run(method, id);
  }

  done(id: number, at: Instant): void {
    this.#statements.done.run(at, id);
  }

  failed(id: number, nextAt: Instant | null, code: string, reason: string): void {
    this.#statements.failed.run(nextAt, code, reason, id);
  }

  refuse(id: number, at: Instant, code: string, reason: string): void {
    this.#statements.refuse.run(at, code, reason, id);
  }

  /** @returns whether it was refused before */
  again(id: number): boolean {
    return this.#statements.again.run(id).changes > 0;
  }

  /** What archives refuse for ever, from after an id on. */
  refused(after: number, limit: number): SyncOrder[] {
    return this.#statements.refused.all(after, limit).map(readOrder);
  }
}

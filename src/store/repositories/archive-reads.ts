/** When what is archived was read back last, and when it is next. */
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';
import { OPEN_FINDING } from './archive-findings.js';

/** What the archive confirmed of an object's lock. */
export interface ConfirmedLock {
  /** Null where it keeps no retention. */
  readonly retainUntil: Instant | null;
  readonly enforcement: string | null;
  /** Null where it was not asked yet. */
  readonly legalHold: boolean | null;
}

export interface ArchivedObject extends ConfirmedLock {
  readonly orderId: number;
  readonly clipId: string;
  readonly sha256: string;
  readonly objectVersion: string | null;
  readonly bytes: number;
  readonly nextNight: number;
  /** When all its bytes were read back last. */
  readonly readAt: Instant;
}

type Row = Omit<ArchivedObject, 'legalHold'> & { readonly legalHold: number | null };

export interface AuditTally {
  readonly objects: number;
  readonly bytes: number;
}

const SELECT = `SELECT r.order_id AS orderId, o.clip_id AS clipId, r.sha256, r.object_version AS objectVersion, r.bytes,
  r.next_night AS nextNight, r.read_at AS readAt, r.retain_until AS retainUntil, r.enforcement, r.legal_hold AS legalHold
  FROM archive_reads r JOIN archive_orders o ON o.id = r.order_id`;

const readRow = ({ legalHold, ...row }: Row): ArchivedObject => ({
  ...row,
  legalHold: legalHold === null ? null : legalHold !== 0,
});

export class ArchiveReads {
  readonly #statements;

  constructor(db: Db) {
    this.#statements = {
      unplanned: db.prepare<
        { target: string; nights: number; limit: number },
        { orderId: number; sha256: string; readAt: Instant }
      >(
        `SELECT order_id AS orderId, sha256, read_at AS readAt FROM (
          SELECT * FROM archive_reads WHERE target = @target AND nights < @nights
          UNION ALL SELECT * FROM archive_reads WHERE target = @target AND nights > @nights) LIMIT @limit`,
      ),
      plan: db.prepare('UPDATE archive_reads SET nights = ?, next_night = ? WHERE order_id = ?'),
      due: db.prepare<{ target: string; nights: number; tonight: number; limit: number }, Row>(
        `${SELECT} WHERE r.target = @target AND r.nights = @nights AND r.next_night <= @tonight
          ORDER BY r.next_night, r.order_id LIMIT @limit`,
      ),
      same: db.prepare<[string, string, string | null], Row>(
        `${SELECT} WHERE r.target = ? AND r.sha256 = ? AND r.object_version IS ? ORDER BY r.order_id`,
      ),
      get: db.prepare<[number], Row>(`${SELECT} WHERE r.order_id = ?`),
      read: db.prepare('UPDATE archive_reads SET read_at = ?, read_back = ? WHERE order_id = ?'),
      locked: db.prepare(`UPDATE archive_reads SET legal_hold = @legalHold,
        enforcement = CASE WHEN ifnull(@retainUntil >= retain_until, 1) THEN ifnull(@enforcement, enforcement) ELSE enforcement END,
        retain_until = max(ifnull(@retainUntil, retain_until), ifnull(retain_until, @retainUntil)) WHERE order_id = @orderId`),
      lookAgain: db.prepare(`UPDATE archive_reads SET next_night = 0 WHERE target = @target AND order_id IN
        (SELECT order_id FROM archive_findings f WHERE f.target = @target AND ${OPEN_FINDING})`),
      tally: db.prepare<[string, number], AuditTally>(
        'SELECT ifnull(sum(objects), 0) AS objects, ifnull(sum(bytes), 0) AS bytes FROM archive_nights WHERE target = ? AND night <= ?',
      ),
      oldest: db.prepare<[string], Instant | null>('SELECT min(read_at) FROM archive_reads WHERE target = ?').pluck(),
    };
  }

  /** Of which the next night was not reckoned by this rota. */
  unplanned(
    target: string,
    nights: number,
    limit: number,
  ): { readonly orderId: number; readonly sha256: string; readonly readAt: Instant }[] {
    return this.#statements.unplanned.all({ target, nights, limit });
  }

  plan(orderId: number, nights: number, nextNight: number): void {
    this.#statements.plan.run(nights, nextNight, orderId);
  }

  /** What waited longest comes first. */
  due(target: string, nights: number, tonight: number, limit: number): ArchivedObject[] {
    return this.#statements.due.all({ target, nights, tonight, limit }).map(readRow);
  }

  get(orderId: number): ArchivedObject | undefined {
    const row = this.#statements.get.get(orderId);
    return row && readRow(row);
  }

  /** Every order whose content this very object is: it may have come with more than one clip. */
  same(target: string, { sha256, objectVersion }: Pick<ArchivedObject, 'sha256' | 'objectVersion'>): ArchivedObject[] {
    return this.#statements.same.all(target, sha256, objectVersion).map(readRow);
  }

  read(orderId: number, at: Instant, method: string): void {
    this.#statements.read.run(at, method, orderId);
  }

  /** What the archive confirmed now. A retention that was confirmed before is never forgotten for a shorter one. */
  locked(orderId: number, { retainUntil, enforcement, legalHold }: ConfirmedLock): void {
    this.#statements.locked.run({ orderId, retainUntil, enforcement, legalHold: Number(legalHold) });
  }

  /** Somebody may have mended what was found: it is read at the next occasion. */
  lookAgain(target: string): void {
    this.#statements.lookAgain.run({ target });
  }

  /** What is to be read tonight, with what was left over. */
  dueTally(target: string, tonight: number): AuditTally {
    return this.#statements.tally.get(target, tonight) ?? { objects: 0, bytes: 0 };
  }

  /** Of everything that is archived there. */
  tally(target: string): AuditTally {
    return this.dueTally(target, Number.MAX_SAFE_INTEGER);
  }

  /** When that was which was read longest ago; null where nothing is archived. */
  oldest(target: string): Instant | null {
    return this.#statements.oldest.get(target) ?? null;
  }
}

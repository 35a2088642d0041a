/** What the rolling read-back found of what is archived: open until a later read finds it whole. Appended, never changed. */
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

export interface NewArchiveFinding {
  readonly orderId: number;
  readonly target: string;
  readonly clipId: string;
  readonly kind: string;
  /** The object's key at the archive. */
  readonly key: string;
  readonly version: string | null;
  readonly detail: string;
  /** No other whole copy was known: neither at the station nor at another archive. */
  readonly lost: boolean;
  readonly at: Instant;
  /** Number of the custody entry that says the same. */
  readonly entry: number;
}

export interface ArchiveFindingOnRecord extends NewArchiveFinding {
  readonly id: number;
}

type Row = Omit<ArchiveFindingOnRecord, 'lost'> & { readonly lost: number };

/** Of `archive_findings f`. What was found for a station that this one succeeded says nothing of what this one has there. */
export const OPEN_FINDING = `NOT EXISTS (SELECT 1 FROM archive_findings_settled s WHERE s.finding_id = f.id)
  AND f.entry >= (SELECT ifnull(max(entries), 0) FROM former_stations)`;
const SELECT = `SELECT f.id, f.order_id AS orderId, f.target, f.clip_id AS clipId, f.kind, f.object_key AS key, f.version, f.detail, f.lost, f.at, f.entry
  FROM archive_findings f`;
const readRow = (row: Row): ArchiveFindingOnRecord => ({ ...row, lost: row.lost !== 0 });

export class ArchiveFindings {
  readonly #statements;

  constructor(db: Db) {
    this.#statements = {
      add: db.prepare(`INSERT INTO archive_findings (order_id, target, clip_id, kind, object_key, version, detail, lost, at, entry)
        VALUES (@orderId, @target, @clipId, @kind, @key, @version, @detail, @lost, @at, @entry)`),
      settle: db.prepare('INSERT INTO archive_findings_settled (finding_id, at, read_back, entry) VALUES (?, ?, ?, ?)'),
      of: db.prepare<[string], Row>(`${SELECT} WHERE f.clip_id = ? AND ${OPEN_FINDING} ORDER BY f.id`),
      at: db.prepare<[string, number], Row>(
        `${SELECT} WHERE f.target = ? AND f.order_id = ? AND ${OPEN_FINDING} ORDER BY f.id`,
      ),
      first: db.prepare<[string, number], Row>(
        `${SELECT} WHERE f.target = ? AND ${OPEN_FINDING} ORDER BY f.lost DESC, f.id LIMIT ?`,
      ),
      any: db
        .prepare<[string, number], number>(
          `SELECT EXISTS (SELECT 1 FROM archive_findings f WHERE f.target = ? AND f.lost = ? AND ${OPEN_FINDING})`,
        )
        .pluck(),
    };
  }

  add(finding: NewArchiveFinding): void {
    this.#statements.add.run({ ...finding, lost: Number(finding.lost) });
  }

  settle(id: number, at: Instant, readBack: string, entry: number): void {
    this.#statements.settle.run(id, at, readBack, entry);
  }

  /** Those of a clip that are open, at every archive: while there are any, its archived copy is no reason to remove another. */
  openOf(clipId: string): ArchiveFindingOnRecord[] {
    return this.#statements.of.all(clipId).map(readRow);
  }

  openAt(target: string, orderId: number): ArchiveFindingOnRecord[] {
    return this.#statements.at.all(target, orderId).map(readRow);
  }

  /** Those that are open at an archive, what is lost first. */
  first(target: string, limit: number): ArchiveFindingOnRecord[] {
    return this.#statements.first.all(target, limit).map(readRow);
  }

  /** @param lost of what is lost, or of what is bad and whole elsewhere */
  isAnyOpen(target: string, lost: boolean): boolean {
    return this.#statements.any.get(target, Number(lost)) === 1;
  }
}

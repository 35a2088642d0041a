/** What verification found of clips, and of the station as a whole: open until a later run looks again and finds no more of it. Appended, never changed. */
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

export interface NewFinding {
  /** Null where it is about the station as a whole; the row has an empty text there. */
  readonly clipId: string | null;
  readonly kind: string;
  readonly subject: string;
  readonly detail: string;
  readonly by: string;
  readonly at: Instant;
  /** Number of the custody entry that says the same. */
  readonly entry: number;
}

export interface FindingOnRecord extends NewFinding {
  readonly id: number;
}

export interface Settled {
  /** Number of the custody entry of the run that found it no more. */
  readonly verified: number;
  readonly by: string;
  readonly at: Instant;
  readonly entry: number;
}

const WHOLE_STATION = '';
const OPEN = 'NOT EXISTS (SELECT 1 FROM findings_settled s WHERE s.finding_id = f.id)';
const SELECT = `SELECT f.id, nullif(f.clip_id, '${WHOLE_STATION}') AS clipId, f.kind, f.subject, f.detail, f.by, f.at, f.entry FROM findings f`;

export class Findings {
  readonly #add;
  readonly #settle;
  readonly #get;
  readonly #of;
  readonly #open;
  readonly #openAfter;

  constructor(db: Db) {
    this.#add = db.prepare<[NewFinding & { readonly clipId: string }]>(
      'INSERT INTO findings (clip_id, kind, subject, detail, by, at, entry) VALUES (@clipId, @kind, @subject, @detail, @by, @at, @entry)',
    );
    this.#settle = db.prepare<[Settled & { readonly id: number }]>(
      'INSERT INTO findings_settled (finding_id, verified, by, at, entry) VALUES (@id, @verified, @by, @at, @entry)',
    );
    this.#get = db.prepare<[number], FindingOnRecord>(`${SELECT} WHERE f.id = ? AND ${OPEN}`);
    this.#of = db.prepare<[string], FindingOnRecord>(`${SELECT} WHERE f.clip_id = ? AND ${OPEN} ORDER BY f.id`);
    this.#openAfter = db.prepare<[number, number], FindingOnRecord>(
      `${SELECT} WHERE f.id > ? AND ${OPEN} ORDER BY f.id LIMIT ?`,
    );
    this.#open = db.prepare<[], FindingOnRecord>(`${SELECT} WHERE ${OPEN} ORDER BY f.id`);
  }

  add(finding: NewFinding): void {
    this.#add.run({ ...finding, clipId: finding.clipId ?? WHOLE_STATION });
  }

  settle(id: number, settled: Settled): void {
    this.#settle.run({ ...settled, id });
  }

  /** Undefined also where it is settled. */
  getOpen(id: number): FindingOnRecord | undefined {
    return this.#get.get(id);
  }

  /** Those of a clip that are open, oldest first. */
  openOf(clipId: string): FindingOnRecord[] {
    return this.#of.all(clipId);
  }

  /** Those of the station as a whole that are open, oldest first. */
  openOfStation(): FindingOnRecord[] {
    return this.openOf(WHOLE_STATION);
  }

  /** Those that are open, oldest first, a page at a time. @param after the last number of the page before */
  openAfter(after: number, limit: number): FindingOnRecord[] {
    return this.#openAfter.all(after, limit);
  }

  /** All that are open, oldest first. */
  open(): IterableIterator<FindingOnRecord> {
    return this.#open.iterate();
  }
}

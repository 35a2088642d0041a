/** What was said about a subject, word by word: appended, never changed. */
import type { Instant } from '../../domain/time.js';
import type { Confidence, FactSource } from '../../policy/facts/facts.js';
import type { Db } from '../database.js';

export const SUBJECT_KINDS = ['clip', 'activity', 'case', 'camera'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

export interface Statement {
  /** In the order in which they were said. */
  readonly id: number;
  /** `moment:workDayEnd`, `flag:complaint`, `reason:cameraLost`, `sourceKind`. */
  readonly fact: string;
  /** JSON; null takes back what was said before. */
  readonly value: unknown;
  /** Of a camera: of what it recorded in this time. Null where the bound is not known, or where it goes on. */
  readonly from: Instant | null;
  readonly until: Instant | null;
  readonly source: FactSource;
  readonly confidence: Confidence;
  readonly why: string | null;
  readonly by: string;
  readonly at: Instant;
}

interface Row extends Omit<Statement, 'value'> {
  readonly value: string | null;
}

const COLUMNS =
  'id, fact, value, from_at AS "from", until_at AS until, source, confidence, why, said_by AS "by", said_at AS at';

export class Statements {
  readonly #add;
  readonly #said;
  readonly #inForce;
  readonly #inForceOf;
  readonly #saidOfCameras;

  constructor(db: Db) {
    this.#add = db.prepare<
      [
        SubjectKind,
        string,
        string,
        string | null,
        string | null,
        string | null,
        string,
        string,
        string | null,
        string,
        string,
        number,
      ]
    >(
      `INSERT INTO statements (subject_kind, subject_id, fact, value, from_at, until_at, source, confidence, why, said_by, said_at, entry)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#said = db.prepare<[SubjectKind, string], Row>(
      `SELECT ${COLUMNS} FROM statements WHERE subject_kind = ? AND subject_id = ? ORDER BY id`,
    );
    this.#inForce = db.prepare<[SubjectKind, string], Row>(
      `SELECT ${COLUMNS} FROM statements WHERE id IN
         (SELECT max(id) FROM statements WHERE subject_kind = ? AND subject_id = ? GROUP BY fact) AND value IS NOT NULL ORDER BY id`,
    );
    this.#inForceOf = db.prepare<[SubjectKind, string], Row & { subjectId: string }>(
      `SELECT ${COLUMNS}, subject_id AS subjectId FROM statements WHERE id IN
         (SELECT max(id) FROM statements WHERE subject_kind = ? AND subject_id IN (SELECT value FROM json_each(?))
          GROUP BY subject_id, fact) AND value IS NOT NULL ORDER BY id`,
    );
    this.#saidOfCameras = db.prepare<[string], Row & { subjectId: string }>(
      `SELECT ${COLUMNS}, subject_id AS subjectId FROM statements
       WHERE subject_kind = 'camera' AND subject_id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    );
  }

  /**
   * @param entry of the custody log, which says the same
   * @returns its number
   */
  add(
    subject: Subject,
    { fact, value, from, until, source, confidence, why, by, at }: Omit<Statement, 'id'>,
    entry: number,
  ): number {
    const text = value === null ? null : JSON.stringify(value);
    return Number(
      this.#add.run(subject.kind, subject.id, fact, text, from, until, source, confidence, why, by, at, entry)
        .lastInsertRowid,
    );
  }

  /** Everything that was ever said, oldest first. */
  said(subject: Subject): Statement[] {
    return this.#said.all(subject.kind, subject.id).map(read);
  }

  /** The last word on each fact, but not where it was taken back. */
  inForce(subject: Subject): Statement[] {
    return this.#inForce.all(subject.kind, subject.id).map(read);
  }

  /** The same for many subjects of one kind, each with its id. */
  inForceOf(kind: SubjectKind, ids: readonly string[]): ReadonlyMap<string, readonly Statement[]> {
    return bySubject(this.#inForceOf.all(kind, JSON.stringify(ids)));
  }

  /** All that was ever said of these cameras, oldest first: a later word of another time leaves the earlier one in force. */
  saidOfCameras(ids: readonly string[]): ReadonlyMap<string, readonly Statement[]> {
    return bySubject(this.#saidOfCameras.all(JSON.stringify(ids)));
  }
}

function bySubject(rows: readonly (Row & { subjectId: string })[]): ReadonlyMap<string, readonly Statement[]> {
  const found = new Map<string, Statement[]>();
  for (const { subjectId, ...row } of rows) {
    const statements = found.get(subjectId) ?? [];
    statements.push(read(row));
    found.set(subjectId, statements);
  }
  return found;
}

const read = (row: Row): Statement => ({
  ...row,
  value: row.value === null ? null : (JSON.parse(row.value) as unknown),
});

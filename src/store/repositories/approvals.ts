/** Who approved what, in which office, when: appended; a withdrawal is a word of its own. */
import type { Instant } from '../../domain/time.js';
import type { ApprovalPurpose } from '../../policy/facts/facts.js';
import type { Db } from '../database.js';

export const APPROVAL_SUBJECTS = ['clip', 'activity', 'case', 'hold', 'proposal'] as const;
export type ApprovalSubjectKind = (typeof APPROVAL_SUBJECTS)[number];

export interface NewApproval {
  readonly id: string;
  readonly purpose: ApprovalPurpose;
  readonly subject: { readonly kind: ApprovalSubjectKind; readonly id: string };
  /** An office of the rulebook. */
  readonly role: string;
  /** Who approved. */
  readonly person: string;
  readonly at: Instant;
  /** Number of the signed form. */
  readonly reference: string | null;
  readonly recordedBy: string;
  readonly recordedAt: Instant;
  /** Number of the custody entry that says the same. */
  readonly entry: number;
}

export interface ApprovalOnRecord extends NewApproval {
  readonly withdrawn: { readonly by: string; readonly at: Instant; readonly why: string } | null;
}

interface Row extends Omit<NewApproval, 'subject'> {
  readonly kind: ApprovalSubjectKind;
  readonly subjectId: string;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: Instant | null;
  readonly why: string | null;
}

const SELECT = `SELECT a.id, a.purpose, a.subject_kind AS kind, a.subject_id AS subjectId, a.role, a.person, a.at, a.reference,
  a.recorded_by AS recordedBy, a.recorded_at AS recordedAt, a.entry, w.by AS withdrawnBy, w.at AS withdrawnAt, w.why
  FROM approvals a LEFT JOIN approval_withdrawals w ON w.approval_id = a.id`;

export class Approvals {
  readonly #add;
  readonly #withdraw;
  readonly #get;
  readonly #of;
  readonly #newest;

  constructor(db: Db) {
    this.#add = db.prepare(
      `INSERT INTO approvals (id, purpose, subject_kind, subject_id, role, person, at, reference, recorded_by, recorded_at, entry)
       VALUES (@id, @purpose, @kind, @subjectId, @role, @person, @at, @reference, @recordedBy, @recordedAt, @entry)`,
    );
    this.#withdraw = db.prepare(
      'INSERT INTO approval_withdrawals (approval_id, why, by, at, entry) VALUES (?, ?, ?, ?, ?)',
    );
    this.#get = db.prepare<[string], Row>(`${SELECT} WHERE a.id = ?`);
    this.#of = db.prepare<[string, string], Row>(
      `${SELECT} WHERE a.subject_kind = ? AND a.subject_id IN (SELECT value FROM json_each(?)) ORDER BY a.at, a.id`,
    );
    this.#newest = db.prepare<[number], Row>(`${SELECT} ORDER BY a.id DESC LIMIT ?`);
  }

  add({ subject, ...approval }: NewApproval): void {
    this.#add.run({ ...approval, kind: subject.kind, subjectId: subject.id });
  }

  withdraw(id: string, why: string, by: string, at: Instant, entry: number): void {
    this.#withdraw.run(id, why, by, at, entry);
  }

  get(id: string): ApprovalOnRecord | undefined {
    const row = this.#get.get(id);
    return row && read(row);
  }

  /** Of many subjects of one kind, the earliest first. */
  of(kind: ApprovalSubjectKind, ids: readonly string[]): ApprovalOnRecord[] {
    return this.#of.all(kind, JSON.stringify(ids)).map(read);
  }

  newest(limit: number): ApprovalOnRecord[] {
    return this.#newest.all(limit).map(read);
  }
}

const read = ({ kind, subjectId, withdrawnBy, withdrawnAt, why, ...row }: Row): ApprovalOnRecord => ({
  ...row,
  subject: { kind, id: subjectId },
  withdrawn: withdrawnBy === null || withdrawnAt === null ? null : { by: withdrawnBy, at: withdrawnAt, why: why ?? '' },
});

/** Who approved what, in which office, when: appended; a withdrawal is a word of its own. */
import type { Instant } from '../../domain/time.js';
import type { ApprovalPurpose } from '../../policy/facts/facts.js';
import type { Db } from '../database.js';
import { sightCondition, type Sight } from './clip-sight.js';
import { GROUP_KINDS, groupCondition, groupParameters } from './group-sight.js';
import type { ListPage } from './list-page.js';

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
  readonly #db;
  readonly #add;
  readonly #withdraw;
  readonly #get;
  readonly #of;

  constructor(db: Db) {
    this.#db = db;
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

  /** Newest first: those whose subject is seen. */
  newest({ sight, after, limit }: ListPage): ApprovalOnRecord[] {
    const where = [...(after === null ? [] : ['a.id < @after']), ...(sight === null ? [] : [subjectSeen(sight)])];
    const condition = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
    return this.#db
      .prepare<unknown[], Row>(`${SELECT} ${condition} ORDER BY a.id DESC LIMIT @limit`)
      .all({ after, limit, ...(sight === null ? {} : groupParameters(sight)) })
      .map(read);
  }
}

const subjectSeen = (sight: Sight): string => `CASE a.subject_kind
  WHEN 'clip' THEN EXISTS (SELECT 1 FROM clips c WHERE c.id = a.subject_id AND ${sightCondition(sight)})
  ${GROUP_KINDS.map((kind) => `WHEN '${kind}' THEN ${groupCondition(kind, 'a.subject_id', sight)}`).join('\n  ')} END`;

const read = ({ kind, subjectId, withdrawnBy, withdrawnAt, why, ...row }: Row): ApprovalOnRecord => ({
  ...row,
  subject: { kind, id: subjectId },
  withdrawn: withdrawnBy === null || withdrawnAt === null ? null : { by: withdrawnBy, at: withdrawnAt, why: why ?? '' },
});

/** Cases (案件): what is said of them, version by version, and the clips joined to them. */
import type { Instant } from '../../domain/time.js';
import type { CasePeriod } from '../../policy/facts/facts.js';
import type { CaseKind } from '../../policy/retention/rules.js';
import type { Db } from '../database.js';
import { groupCondition, groupParameters } from './group-sight.js';
import type { ListPage } from './list-page.js';
import { Memberships, type Entered, type Membership } from './memberships.js';

export interface CaseVersion {
  readonly id: string;
  readonly version: number;
  readonly kind: CaseKind | null;
  readonly number: string | null;
  readonly party: string | null;
  readonly stage: string | null;
  readonly closedAt: Instant | null;
  /** How long the case file is kept. */
  readonly retention: CasePeriod | null;
  readonly why: string | null;
  readonly by: string;
  readonly at: Instant;
}

export interface CaseMembership extends Membership {
  readonly caseId: string;
  /** When it was put with the case file. */
  readonly filedAt: Instant | null;
  /** 序号 and 记录事项 in the record list of the case. */
  readonly ordinal: number | null;
  readonly recordItem: string | null;
}

export type NewCaseMembership = Pick<
  CaseMembership,
  'caseId' | 'clipId' | 'joinedAt' | 'joinedBy' | 'filedAt' | 'ordinal' | 'recordItem' | 'why'
> &
  Entered;

export type CaseRow = Omit<CaseVersion, 'retention'> & { readonly retention: string | null };

export const CASE_COLUMNS =
  'case_id AS id, version, kind, number, party, stage, closed_at AS closedAt, retention, why, "by", at';

export class Cases extends Memberships<CaseMembership> {
  readonly #db;
  readonly #add;
  readonly #versions;
  readonly #latest;
  readonly #byNumber;
  readonly #join;

  constructor(db: Db) {
    super(db, {
      name: 'case_clips',
      owner: 'case_id',
      columns: 'case_id AS caseId, filed_at AS filedAt, ordinal, record_item AS recordItem',
      order: 'ordinal IS NULL, ordinal, id',
    });
    this.#db = db;
    this.#add = db.prepare<[CaseRow & Entered]>(
      `INSERT INTO case_versions (case_id, version, kind, number, party, stage, closed_at, retention, why, "by", at, entry)
       VALUES (@id, @version, @kind, @number, @party, @stage, @closedAt, @retention, @why, @by, @at, @entry)`,
    );
    this.#versions = db.prepare<[string], CaseRow>(
      `SELECT ${CASE_COLUMNS} FROM case_versions WHERE case_id = ? ORDER BY version`,
    );
    this.#latest = db.prepare<[string], CaseRow>(
      `SELECT ${CASE_COLUMNS} FROM case_versions WHERE case_id = ? ORDER BY version DESC LIMIT 1`,
    );
    this.#byNumber = db.prepare<[string], CaseRow>(
      `SELECT ${CASE_COLUMNS} FROM case_versions v WHERE number = ?
       AND version = (SELECT max(version) FROM case_versions WHERE case_id = v.case_id) ORDER BY case_id`,
    );
    this.#join = db.prepare<[NewCaseMembership]>(
      `INSERT INTO case_clips (case_id, clip_id, joined_at, joined_by, filed_at, ordinal, record_item, why, entry)
       VALUES (@caseId, @clipId, @joinedAt, @joinedBy, @filedAt, @ordinal, @recordItem, @why, @entry)`,
    );
  }

  add(version: CaseVersion & Entered): void {
    const { retention } = version;
    this.#add.run({ ...version, retention: retention === null ? null : JSON.stringify(retention) });
  }

  /** Oldest first. */
  versions(id: string): CaseVersion[] {
    return this.#versions.all(id).map(readCase);
  }

  latest(id: string): CaseVersion | undefined {
    const row = this.#latest.get(id);
    return row && readCase(row);
  }

  /** Cases whose number this is now. */
  numbered(number: string): CaseVersion[] {
    return this.#byNumber.all(number).map(readCase);
  }

  /** The latest version of each, newest case first. @param number only those whose number this is now */
  list({ sight, after, limit }: ListPage, number: string | null = null): CaseVersion[] {
    const seen = sight === null ? '' : `AND ${groupCondition('case', 'v.case_id', sight)}`;
    return this.#db
      .prepare<unknown[], CaseRow>(
        `SELECT ${CASE_COLUMNS} FROM case_versions v
         WHERE version = (SELECT max(version) FROM case_versions WHERE case_id = v.case_id)
         ${number === null ? '' : 'AND number = @number'} ${after === null ? '' : 'AND case_id < @after'} ${seen}
         ORDER BY case_id DESC LIMIT @limit`,
      )
      .all({ number, after, limit, ...(sight === null ? {} : groupParameters(sight)) })
      .map(readCase);
  }

  join(membership: NewCaseMembership): void {
    this.#join.run(membership);
  }
}

export const readCase = (row: CaseRow): CaseVersion => ({
  ...row,
  retention: row.retention === null ? null : (JSON.parse(row.retention) as CasePeriod),
});

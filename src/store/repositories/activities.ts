/** Enforcement activities (执法活动): what is said of them, version by version, and the clips in them. */
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';
import { groupCondition, groupParameters } from './group-sight.js';
import type { ListPage } from './list-page.js';
import { Memberships, type Entered, type Membership } from './memberships.js';

export interface ActivityVersion {
  readonly id: string;
  readonly version: number;
  /** A word of the rulebook: what must be recorded. */
  readonly kind: string | null;
  readonly title: string | null;
  readonly unit: string | null;
  readonly place: string | null;
  readonly why: string | null;
  readonly by: string;
  readonly at: Instant;
}

export interface ActivityMembership extends Membership {
  readonly activityId: string;
}

const COLUMNS = 'activity_id AS id, version, kind, title, unit, place, why, "by", at';

export class Activities extends Memberships<ActivityMembership> {
  readonly #db;
  readonly #add;
  readonly #versions;
  readonly #latest;
  readonly #join;

  constructor(db: Db) {
    super(db, { name: 'activity_members', owner: 'activity_id', columns: 'activity_id AS activityId', order: 'id' });
    this.#db = db;
    this.#add = db.prepare<[ActivityVersion & Entered]>(
      `INSERT INTO activity_versions (activity_id, version, kind, title, unit, place, why, "by", at, entry)
       VALUES (@id, @version, @kind, @title, @unit, @place, @why, @by, @at, @entry)`,
    );
    this.#versions = db.prepare<[string], ActivityVersion>(
      `SELECT ${COLUMNS} FROM activity_versions WHERE activity_id = ? ORDER BY version`,
    );
    this.#latest = db.prepare<[string], ActivityVersion>(
      `SELECT ${COLUMNS} FROM activity_versions WHERE activity_id = ? ORDER BY version DESC LIMIT 1`,
    );
    this.#join = db.prepare<[string, string, Instant, string, string | null, number]>(
      'INSERT INTO activity_members (activity_id, clip_id, joined_at, joined_by, why, entry) VALUES (?, ?, ?, ?, ?, ?)',
    );
  }

  add(version: ActivityVersion & Entered): void {
    this.#add.run(version);
  }

  /** Oldest first. */
  versions(id: string): ActivityVersion[] {
    return this.#versions.all(id);
  }

  latest(id: string): ActivityVersion | undefined {
    return this.#latest.get(id);
  }

  /** The latest version of each, newest activity first. */
  list({ sight, after, limit }: ListPage): ActivityVersion[] {
    const seen = sight === null ? '' : `AND ${groupCondition('activity', 'v.activity_id', sight)}`;
    return this.#db
      .prepare<unknown[], ActivityVersion>(
        `SELECT ${COLUMNS} FROM activity_versions v
         WHERE version = (SELECT max(version) FROM activity_versions WHERE activity_id = v.activity_id)
         ${after === null ? '' : 'AND activity_id < @after'} ${seen} ORDER BY activity_id DESC LIMIT @limit`,
      )
      .all({ after, limit, ...(sight === null ? {} : groupParameters(sight)) });
  }

  join(id: string, clipId: string, at: Instant, by: string, why: string | null, entry: number): void {
    this.#join.run(id, clipId, at, by, why, entry);
  }
}

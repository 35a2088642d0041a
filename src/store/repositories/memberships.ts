/** Which clips belong to something since when, and until when: a membership is ended, never removed. */
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

export interface Membership {
  readonly id: number;
  readonly clipId: string;
  readonly joinedAt: Instant;
  readonly joinedBy: string;
  readonly why: string | null;
  readonly leftAt: Instant | null;
  readonly leftBy: string | null;
  readonly leftWhy: string | null;
}

/**
 * A custody entry says the same as each row that is written: its number is given with it.
 */
export interface Entered {
  readonly entry: number;
}

export interface MembershipTable {
  readonly name: 'activity_members' | 'case_clips';
  /** Column of what clips belong to. */
  readonly owner: 'activity_id' | 'case_id';
  /** Columns beside those of every membership, with their names. */
  readonly columns: string;
  /** In which order those are told that are in it now. */
  readonly order: string;
}

/** Reads and ends memberships; how they begin is each table's own. @typeParam M a row, as `columns` names it */
export class Memberships<M extends Membership> {
  readonly #of;
  readonly #ever;
  readonly #now;
  readonly #clips;
  readonly #all;
  readonly #end;

  constructor(db: Db, { name, owner, columns, order }: MembershipTable) {
    const select = `SELECT ${columns}, id, clip_id AS clipId, joined_at AS joinedAt, joined_by AS joinedBy, why, left_at AS leftAt,
      left_by AS leftBy, left_why AS leftWhy FROM ${name}`;
    this.#of = db.prepare<[string], M>(`${select} WHERE clip_id = ? AND left_at IS NULL`);
    this.#ever = db.prepare<[string], M>(`${select} WHERE clip_id = ? ORDER BY id`);
    this.#now = db.prepare<[string], M>(`${select} WHERE ${owner} = ? AND left_at IS NULL ORDER BY ${order}`);
    this.#clips = db
      .prepare<[string], string>(`SELECT clip_id FROM ${name} WHERE ${owner} = ? AND left_at IS NULL ORDER BY id`)
      .pluck();
    this.#all = db.prepare<[string], M>(`${select} WHERE ${owner} = ? ORDER BY id`);
    this.#end = db.prepare<[Instant, string, string | null, number, string]>(
      `UPDATE ${name} SET left_at = ?, left_by = ?, left_why = ?, left_entry = ? WHERE clip_id = ? AND left_at IS NULL`,
    );
  }

  /** What a clip belongs to now. */
  of(clipId: string): M | undefined {
    return this.#of.get(clipId);
  }

  /** What a clip ever belonged to, the first one first. */
  ever(clipId: string): M[] {
    return this.#ever.all(clipId);
  }

  membersNow(id: string): M[] {
    return this.#now.all(id);
  }

  /** In the order in which they joined. */
  clipsNow(id: string): string[] {
    return this.#clips.all(id);
  }

  /** With those that left. */
  members(id: string): M[] {
    return this.#all.all(id);
  }

  /** Ends the membership a clip has now. */
  leave(clipId: string, at: Instant, by: string, why: string | null, entry: number): void {
    this.#end.run(at, by, why, entry, clipId);
  }
}

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

export const MEMBERSHIP_COLUMNS = `id, clip_id AS clipId, joined_at AS joinedAt, joined_by AS joinedBy, why, left_at AS leftAt,
  left_by AS leftBy, left_why AS leftWhy`;

/**
 * A custody entry says the same as each row that is written: its number is given with it.
 */
export interface Entered {
  readonly entry: number;
}

/** Ends the membership a clip has now in a table of memberships. */
export function leaving(db: Db, table: 'activity_members' | 'case_clips') {
  const end = db.prepare<[Instant, string, string | null, number, string]>(
    `UPDATE ${table} SET left_at = ?, left_by = ?, left_why = ?, left_entry = ? WHERE clip_id = ? AND left_at IS NULL`,
  );
  return (clipId: string, at: Instant, by: string, why: string | null, entry: number): void => {
    end.run(at, by, why, entry, clipId);
  };
}

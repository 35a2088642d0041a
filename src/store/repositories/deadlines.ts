/**
 * Deadlines of stored clips, as the rules gave them when facts or rules last changed. The state at a moment follows from
 * `due` and that moment, so that nothing has to be written when time passes.
 */
import type { Instant } from '../../domain/time.js';
import type { DeadlineName } from '../../policy/deadlines/rules.js';
import type { DeadlineState } from '../../policy/deadlines/settle.js';
import type { Moment } from '../../policy/facts/vocabulary.js';
import type { Db } from '../database.js';

export interface DeadlineOnRecord {
  readonly rule: DeadlineName;
  readonly due: Instant | null;
  readonly doneAt: Instant | null;
  readonly provisional: boolean;
  readonly blocked: boolean;
  /** The state, where time does not change it. */
  readonly settled: Exclude<DeadlineState, 'running' | 'dueSoon'> | null;
  readonly estimated: boolean;
  readonly moment: Moment | null;
  readonly momentAt: Instant | null;
}

export interface DeadlineOwner {
  readonly clipId: string;
  readonly cameraId: string;
  readonly officer: string | null;
  readonly activityId: string | null;
}

export class Deadlines {
  readonly #clear;
  readonly #add;
  readonly #of;
  readonly #officers;
  readonly #owners;

  constructor(db: Db) {
    this.#clear = db.prepare('DELETE FROM deadlines WHERE clip_id = ?');
    this.#add = db.prepare(`
      INSERT INTO deadlines (clip_id, rule, due, done_at, provisional, blocked, settled, estimated, moment, moment_at, camera_id, officer, activity_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#of = db.prepare<[string], Omit<DeadlineOnRecord, 'provisional' | 'blocked' | 'estimated'> & Flags>(
      `SELECT rule, due, done_at AS doneAt, provisional, blocked, settled, estimated, moment, moment_at AS momentAt
       FROM deadlines WHERE clip_id = ? ORDER BY rule`,
    );
    this.#officers = db.prepare<[string], { readonly id: string; readonly officer: string }>(
      'SELECT id, officer_no AS officer FROM clips WHERE officer_no IS NOT NULL AND id IN (SELECT value FROM json_each(?))',
    );
    this.#owners = db.prepare<[string], { readonly id: string; readonly officer: string }>(
      'SELECT DISTINCT clip_id AS id, officer FROM deadlines WHERE officer IS NOT NULL AND clip_id IN (SELECT value FROM json_each(?))',
    );
  }

  /** Whose clips these are, as their deadlines have it. */
  ownersOf(clipIds: readonly string[]): ReadonlyMap<string, string> {
    return new Map(this.#owners.all(JSON.stringify(clipIds)).map(({ id, officer }) => [id, officer]));
  }

  /** In place of what was there for the clip. */
  replace({ clipId, cameraId, officer, activityId }: DeadlineOwner, deadlines: readonly DeadlineOnRecord[]): void {
    this.#clear.run(clipId);
    for (const d of deadlines)
      this.#add.run(
        clipId,
        d.rule,
        d.due,
        d.doneAt,
        Number(d.provisional),
        Number(d.blocked),
        d.settled,
        Number(d.estimated),
        d.moment,
        d.momentAt,
        cameraId,
        officer,
        activityId,
      );
  }

  of(clipId: string): DeadlineOnRecord[] {
    return this.#of.all(clipId).map(({ provisional, blocked, estimated, ...rest }) => ({
      ...rest,
      provisional: provisional !== 0,
      blocked: blocked !== 0,
      estimated: estimated !== 0,
    }));
  }

  /** Whose clips these are by the cameras' own account. */
  officersOf(clipIds: readonly string[]): ReadonlyMap<string, string> {
    return new Map(this.#officers.all(JSON.stringify(clipIds)).map(({ id, officer }) => [id, officer]));
  }
}

interface Flags {
  readonly provisional: number;
  readonly blocked: number;
  readonly estimated: number;
}

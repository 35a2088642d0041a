/** Legal holds step by step, and the clips they reached: appended, never changed. */
import type { Instant } from '../../domain/time.js';
import type { LegalHold } from '../../policy/retention/hold.js';
import type { Db } from '../database.js';
import { groupCondition, groupParameters } from './group-sight.js';
import type { ListPage } from './list-page.js';

export const HOLD_SUBJECTS = ['clip', 'activity', 'case'] as const;
export type HoldSubjectKind = (typeof HOLD_SUBJECTS)[number];

export type HoldStepKind = 'asked' | 'refused' | 'released';

export interface HoldStep {
  readonly step: HoldStepKind;
  readonly reason: string | null;
  readonly by: string;
  readonly at: Instant;
}

export interface HoldOnRecord extends LegalHold {
  readonly subject: { readonly kind: HoldSubjectKind; readonly id: string };
  readonly reference: string | null;
  /** Everything that was asked and answered, oldest first. */
  readonly steps: readonly HoldStep[];
}

export interface HoldFilter extends ListPage {
  readonly clip: string | null;
  /** Only those that are not released. */
  readonly active: boolean;
}

interface Row {
  readonly id: string;
  readonly kind: HoldSubjectKind;
  readonly subjectId: string;
  readonly reason: string;
  readonly reference: string | null;
  readonly by: string;
  readonly at: Instant;
  readonly steps: string;
}

const STEPS = `(SELECT json_group_array(json_object('step', step, 'reason', reason, 'by', by, 'at', at) ORDER BY id)
  FROM hold_steps s WHERE s.hold_id = h.id)`;
const SELECT = `SELECT h.id, h.subject_kind AS kind, h.subject_id AS subjectId, h.reason, h.reference, h.placed_by AS "by", h.placed_at AS at, ${STEPS} AS steps FROM holds h`;
const ACTIVE = "NOT EXISTS (SELECT 1 FROM hold_steps r WHERE r.hold_id = h.id AND r.step = 'released')";

export class Holds {
  readonly #db: Db;
  readonly #place;
  readonly #step;
  readonly #reach;
  readonly #get;
  readonly #ofClips;
  readonly #activeOn;
  readonly #clips;

  constructor(db: Db) {
    this.#db = db;
    this.#place = db.prepare(
      `INSERT INTO holds (id, subject_kind, subject_id, reason, reference, placed_by, placed_at)
       VALUES (@id, @kind, @subjectId, @reason, @reference, @by, @at)`,
    );
    this.#step = db.prepare('INSERT INTO hold_steps (hold_id, step, reason, by, at) VALUES (?, ?, ?, ?, ?)');
    this.#reach = db.prepare('INSERT OR IGNORE INTO hold_clips (hold_id, clip_id, since) VALUES (?, ?, ?)');
    this.#get = db.prepare<[string], Row>(`${SELECT} WHERE h.id = ?`);
    this.#ofClips = db.prepare<[string], Row & { clipId: string }>(
      `${SELECT.replace(' FROM holds h', ', c.clip_id AS clipId FROM hold_clips c JOIN holds h ON h.id = c.hold_id')}
       WHERE c.clip_id IN (SELECT value FROM json_each(?)) ORDER BY h.id`,
    );
    this.#activeOn = db.prepare<[string, string], { id: string; subjectId: string }>(
      `SELECT h.id, h.subject_id AS subjectId FROM holds h WHERE h.subject_kind = ? AND ${ACTIVE}
         AND h.subject_id IN (SELECT value FROM json_each(?)) ORDER BY h.id`,
    );
    this.#clips = db
      .prepare<[string], string>('SELECT clip_id FROM hold_clips WHERE hold_id = ? ORDER BY clip_id')
      .pluck();
  }

  place(hold: HoldOnRecord): void {
    const { id, subject, reason, reference, by, at } = hold;
    this.#place.run({ id, kind: subject.kind, subjectId: subject.id, reason, reference, by, at });
  }

  step(holdId: string, { step, reason, by, at }: HoldStep): void {
    this.#step.run(holdId, step, reason, by, at);
  }

  /** @returns whether it had not reached this clip before */
  reach(holdId: string, clipId: string, since: Instant): boolean {
    return this.#reach.run(holdId, clipId, since).changes > 0;
  }

  get(id: string): HoldOnRecord | undefined {
    const row = this.#get.get(id);
    return row && read(row);
  }

  /** All that ever reached each of the clips, the released ones too. */
  ofClips(clipIds: readonly string[]): ReadonlyMap<string, readonly HoldOnRecord[]> {
    const found = new Map<string, HoldOnRecord[]>();
    for (const { clipId, ...row } of this.#ofClips.all(JSON.stringify(clipIds))) {
      const own = found.get(clipId) ?? [];
      own.push(read(row));
      found.set(clipId, own);
    }
    return found;
  }

  /** Subject → holds on it that are not released. */
  activeOn(kind: HoldSubjectKind, ids: readonly string[]): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    for (const { id, subjectId } of this.#activeOn.all(kind, JSON.stringify(ids)))
      found.set(subjectId, [...(found.get(subjectId) ?? []), id]);
    return found;
  }

  clips(holdId: string): string[] {
    return this.#clips.all(holdId);
  }

  /** Newest first. */
  list({ clip, active, ...page }: HoldFilter): HoldOnRecord[] {
    const { sight, after, limit } = page;
    const where = [
      ...(active ? [ACTIVE] : []),
      ...(clip === null ? [] : ['h.id IN (SELECT hold_id FROM hold_clips WHERE clip_id = @clip)']),
      ...(after === null ? [] : ['h.id < @after']),
      ...(sight === null ? [] : [groupCondition('hold', 'h.id', sight)]),
    ];
    const condition = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
    return this.#db
      .prepare<unknown[], Row>(`${SELECT} ${condition} ORDER BY h.id DESC LIMIT @limit`)
      .all({ clip, after, limit, ...(sight === null ? {} : groupParameters(sight)) })
      .map(read);
  }
}

function read({ id, kind, subjectId, reason, reference, by, at, steps: text }: Row): HoldOnRecord {
  const steps = JSON.parse(text) as HoldStep[];
  const last = steps.at(-1);
  const released = steps.find((s) => s.step === 'released');
  const asked = released === undefined ? last : steps.at(-2);
  return {
    id,
    subject: { kind, id: subjectId },
    reason,
    reference,
    by,
    at,
    releaseAsked: asked?.step === 'asked' ? { by: asked.by, at: asked.at, reason: asked.reason ?? '' } : null,
    released: released === undefined ? null : { by: released.by, at: released.at },
    steps,
  };
}

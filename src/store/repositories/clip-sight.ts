/** Whose footage somebody sees, as a condition on clips: the same for one clip, for a list and for a search. */
import type { Reach } from '../../domain/person.js';
import type { Instant } from '../../domain/time.js';
import type { SecrecyMark } from '../../policy/facts/vocabulary.js';
import type { Db } from '../database.js';

/** A number or a name that was somebody's of the unit for a time. */
export interface Recorder {
  readonly called: string;
  readonly from: Instant;
  /** Null: still. */
  readonly until: Instant | null;
}

export interface Sight {
  /** The person's signature, as custody entries have it. */
  readonly by: string;
  readonly reach: Reach;
  /** Numbers and names of the person. */
  readonly own: readonly string[];
  /** With the reach of a unit: who was in it or below it, and when. */
  readonly recorders: readonly Recorder[];
  /** Names of those units, as cameras are set to them. */
  readonly units: readonly string[];
  /** With the reach of a unit: what anybody on record was ever called. The footage of whoever is not goes by the camera. */
  readonly known: readonly string[];
  readonly cleared: readonly SecrecyMark[];
}

const AT = 'ifnull(c.start_at, c.stored_at)';
const OWN = 'SELECT value FROM json_each(@sightOwn)';

/**
 * Recorded by the person, or in one activity with what the person recorded. Of many clips: found by their indexes and not
 * clip by clip, as one officer's are few among a million.
 */
const MINE_OF_MANY = `c.id IN (
  SELECT id FROM clips WHERE officer_no IN (${OWN})
  UNION SELECT clip_id FROM deadlines WHERE officer IN (${OWN})
  UNION SELECT m.clip_id FROM clips k JOIN activity_members o ON o.clip_id = k.id AND o.left_at IS NULL
    JOIN activity_members m ON m.activity_id = o.activity_id AND m.left_at IS NULL WHERE k.officer_no IN (${OWN}))`;

/** The same of a few: asked of each, as one officer's are many beside one. */
const MINE_OF_FEW = `(c.officer_no IN (${OWN})
  OR EXISTS (SELECT 1 FROM deadlines d WHERE d.clip_id = c.id AND d.officer IN (${OWN}))
  OR EXISTS (SELECT 1 FROM activity_members m JOIN activity_members o ON o.activity_id = m.activity_id AND o.left_at IS NULL
    JOIN clips k ON k.id = o.clip_id WHERE m.clip_id = c.id AND m.left_at IS NULL AND k.officer_no IN (${OWN})))`;

const CALLED = (column: string): string => `EXISTS (SELECT 1 FROM json_each(@sightRecorders) r
  WHERE r.value ->> 'called' = ${column} AND r.value ->> 'from' <= ${AT} AND (r.value ->> 'until' IS NULL OR ${AT} < r.value ->> 'until'))`;

const KNOWN = 'SELECT value FROM json_each(@sightKnown)';

/**
 * Recorded by somebody who was in the unit then. Of somebody who is not on record: with a camera that said, when it was
 * docked, that it is the unit's. What a camera says later moves nothing.
 */
const OF_UNIT = `(${CALLED('c.officer_no')}
  OR EXISTS (SELECT 1 FROM deadlines d WHERE d.clip_id = c.id AND d.officer IS NOT NULL AND ${CALLED('d.officer')})
  OR ((c.officer_no IS NULL OR c.officer_no NOT IN (${KNOWN}))
    AND EXISTS (SELECT 1 FROM visits v WHERE v.id = c.visit_id AND v.identity ->> '$.unitName' IN (SELECT value FROM json_each(@sightUnits)))
    AND NOT EXISTS (SELECT 1 FROM deadlines d WHERE d.clip_id = c.id AND d.officer IN (${KNOWN}))))`;

/** By the latest word on it. @param id an expression: which clip */
const notSecret = (
  id: string,
): string => `NOT EXISTS (SELECT 1 FROM label_versions l INDEXED BY label_versions_secret, json_each(l.secrecy) s
  WHERE l.clip_id = ${id} AND l.secrecy <> '[]'
  AND l.version = (SELECT max(version) FROM label_versions n WHERE n.clip_id = ${id})
  AND s.value NOT IN (SELECT value FROM json_each(@sightCleared)))`;

/** A condition on `c`, a row of `clips`, with the parameters of `sightParameters`. */
export function sightCondition({ reach }: Pick<Sight, 'reach'>, of: 'many' | 'few' = 'many'): string {
  const mine = of === 'many' ? MINE_OF_MANY : MINE_OF_FEW;
  const within = reach === 'all' ? '1' : reach === 'own' ? mine : `(${OF_UNIT} OR ${mine})`;
  // What somebody recorded himself is no secret to him.
  return `(${within} AND (${notSecret('c.id')} OR c.officer_no IN (${OWN})))`;
}

/** The same of a row that names a clip. @param id an expression: which clip */
export function sightOfRow(id: string, { reach }: Pick<Sight, 'reach'>): string {
  const recorded = `EXISTS (SELECT 1 FROM clips c WHERE c.id = ${id} AND`;
  if (reach !== 'all') return `${recorded} ${sightCondition({ reach }, 'few')})`;
  return `(${notSecret(id)} OR ${recorded} c.officer_no IN (${OWN})))`;
}

export const sightParameters = ({
  own,
  recorders,
  units,
  known,
  cleared,
}: Sight): Readonly<Record<string, string>> => ({
  sightOwn: JSON.stringify(own),
  sightRecorders: JSON.stringify(recorders),
  sightUnits: JSON.stringify(units),
  sightKnown: JSON.stringify(known),
  sightCleared: JSON.stringify(cleared),
});

/** Of these clips those that are seen; by id. */
export const seenClips = (db: Db, sight: Sight, ids: Iterable<string>): ReadonlySet<string> =>
  clipsWhere(db, sight, ids, sightCondition(sight, 'few'));

/** Of these those that are clips, and not seen; by id. */
export const unseenClips = (db: Db, sight: Sight, ids: Iterable<string>): ReadonlySet<string> =>
  // Of a clip whose camera names nobody the condition is neither true nor false.
  clipsWhere(db, sight, ids, `${sightCondition(sight, 'few')} IS NOT TRUE`);

function clipsWhere(db: Db, sight: Sight, ids: Iterable<string>, condition: string): ReadonlySet<string> {
  const found = db
    .prepare<unknown[], string>(
      `SELECT c.id FROM clips c WHERE c.id IN (SELECT value FROM json_each(@ids)) AND ${condition}`,
    )
    .pluck()
    .all({ ids: JSON.stringify([...ids]), ...sightParameters(sight) });
  return new Set(found);
}

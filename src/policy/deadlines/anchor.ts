/**
 * The moment a limit starts from. One that nobody knows is never invented: an earlier known one stands in for it (the
 * limit then ends too early at worst, never too late), and the result says so.
 */
import type { Instant } from '../../domain/time.js';
import type { Facts, KnownMoment, Told, Within } from '../facts/facts.js';
import type { Moment } from '../facts/vocabulary.js';

export interface Anchor extends Told {
  readonly moment: Moment;
  readonly at: Instant;
  /** The moment of the rule that this one stands in for; null if it is the rule's own. */
  readonly inPlaceOf: Moment | null;
  readonly estimated: boolean;
  /** Where `at` is only a bound of when it was. */
  readonly within: Within | null;
}

/**
 * What can stand in, best first: moments that cannot be later than the unknown one, and only when none is known a later
 * one (then the true limit may have ended earlier).
 */
const STAND_INS: Readonly<Record<Moment, readonly Moment[]>> = {
  recordingStart: [],
  recordingEnd: ['recordingStart', 'activityStart', 'activityEnd', 'workDayEnd', 'returnToUnit'],
  activityStart: ['recordingStart', 'recordingEnd', 'activityEnd', 'workDayEnd'],
  activityEnd: ['recordingEnd', 'recordingStart', 'activityStart', 'workDayEnd', 'returnToUnit'],
  workDayEnd: ['recordingEnd', 'activityEnd', 'recordingStart', 'activityStart', 'returnToUnit'],
  returnToUnit: ['recordingEnd', 'activityEnd', 'recordingStart', 'activityStart', 'workDayEnd'],
  uploadedAt: ['recordingEnd', 'activityEnd', 'recordingStart', 'activityStart'],
  deliveredAt: [],
  // A case is closed when somebody says so; nothing about a recording hints at it.
  caseClosed: [],
};

/** The earliest of a rule's moments, or what stands in for the first of them; undefined if nothing is known. */
export function findAnchor(anchors: readonly Moment[], { moments }: Facts): Anchor | undefined {
  const first = anchors[0];
  // A known moment of the rule is better than a later stand-in, and an earlier stand-in is safer than a known later one.
  let best = first === undefined || moments[first] !== undefined ? undefined : standInFor(first, moments);
  for (const moment of anchors) {
    const told = moments[moment];
    if (told === undefined || (best !== undefined && earlier(best, told.at))) continue;
    best = anchorOf(moment, told, null);
  }
  return best;
}

/** Of two at the same moment the rule's own counts, and of two of its own the first. */
const earlier = ({ at, inPlaceOf }: Anchor, than: Instant): boolean => (inPlaceOf === null ? at <= than : at < than);

function standInFor(missing: Moment, moments: Facts['moments']): Anchor | undefined {
  for (const moment of STAND_INS[missing]) {
    const told = moments[moment];
    if (told !== undefined) return anchorOf(moment, told, missing);
  }
  return undefined;
}

/** Whether the limit may have started earlier than any moment that is known. */
export const startsAtLatest = (anchor: Anchor | null): boolean => anchor?.within?.notBefore === null;

const anchorOf = (
  moment: Moment,
  { at, source, confidence, within }: KnownMoment,
  inPlaceOf: Moment | null,
): Anchor => ({
  at,
  source,
  confidence,
  moment,
  inPlaceOf,
  estimated: inPlaceOf !== null || confidence !== 'certain',
  within: within ?? null,
});

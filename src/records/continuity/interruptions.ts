/** Where recording stopped inside activities, and what is still wanted to explain it. */
import { continuity, type Activity, type Interruption } from '../../policy/continuity/gaps.js';
import { explained, type Explanation, type ExplanationVerdict } from '../../policy/continuity/explain.js';
import type { QuestionContext } from '../act.js';
import { saidBy } from '../clips/said.js';

export interface FoundInterruption {
  readonly activity: string;
  readonly interruption: Interruption;
  readonly verdict: ExplanationVerdict;
}

export interface ActivityContinuity {
  readonly activity: string;
  readonly segments: Activity['segments'];
  readonly found: readonly FoundInterruption[];
  /** Clips whose time is not known: with them nobody can say that the recording is complete. */
  readonly unplaced: readonly string[];
}

/** @param more explanations that are about to be given */
export function continuityOf(
  { store, rules }: QuestionContext,
  activityIds: readonly string[],
  more: readonly Explanation[] = [],
): ActivityContinuity[] {
  const demands = rules.rulebook.continuity;
  const segments = store.segments.of(activityIds);
  const statements = store.statements.inForceOf('activity', activityIds);
  const explanations = store.explanations.of(activityIds);
  return activityIds.map((activity) => {
    const { moments = {} } = saidBy(statements.get(activity));
    const own = segments.get(activity) ?? [];
    const given = [...(explanations.get(activity) ?? []), ...more];
    const { interruptions, unplaced } = continuity(
      { segments: own, start: moments.activityStart?.at ?? null, end: moments.activityEnd?.at ?? null },
      demands.segmentGapMs.value,
    );
    const found = interruptions.map((interruption) => ({
      activity,
      interruption,
      verdict: explained(demands, interruption, own, given),
    }));
    return { activity, segments: own, found, unplaced };
  });
}

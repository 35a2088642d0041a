/** What an interruption still wants: explanations of the kinds the rulebook asks for, tracked until given. */
import { msBetween, type Instant } from '../../domain/time.js';
import { basisOf, type Basis } from '../rulebook/cited.js';
import type { Interruption, Segment } from './gaps.js';
import type { ContinuityRules, ExplanationKind } from './rules.js';

export interface Explanation {
  /** `Interruption.id`. */
  readonly interruption: string;
  readonly kind: ExplanationKind;
  readonly by: string;
  readonly at: Instant;
  /** One of the rulebook's causes, or words of one's own. */
  readonly cause: string;
  /** Number of the log entry, of the report in the app, of the written statement; whom it was reported to. Null for a voice. */
  readonly reference: string | null;
  /** Where it is heard: only for `voice`. */
  readonly heard: { readonly clip: string; readonly offsetMs: number } | null;
}

export type ExplanationFault =
  /** A voice that names no clip, or a clip of another activity or device. */
  | 'clipUnknown'
  /** Spoken on a clip from before the interruption. */
  | 'clipBefore'
  | 'offsetOutside'
  | 'referenceMissing'
  /** Given before recording stopped. */
  | 'tooEarly';

export interface ExplanationVerdict {
  readonly interruption: string;
  readonly explained: boolean;
  /** What is still wanted: each is met by any of its kinds. */
  readonly wanted: readonly (readonly ExplanationKind[])[];
  readonly accepted: readonly Explanation[];
  readonly rejected: readonly { readonly explanation: Explanation; readonly fault: ExplanationFault }[];
  readonly basis: Basis;
}

/** @param segments of the activity the interruption is in */
export function explained(
  rules: ContinuityRules,
  interruption: Interruption,
  segments: readonly Segment[],
  explanations: readonly Explanation[],
): ExplanationVerdict {
  const demands = interruption.before === null ? rules.notResumed : rules.resumed;
  const own = explanations.filter((e) => e.interruption === interruption.id);
  const judged = own.map((explanation) => ({ explanation, fault: faultOf(explanation, interruption, segments) }));
  const accepted = judged.filter((j) => j.fault === null).map((j) => j.explanation);
  const wanted = demands.value.filter((kinds) => !accepted.some((e) => kinds.includes(e.kind)));
  return {
    interruption: interruption.id,
    explained: wanted.length === 0,
    wanted,
    accepted,
    rejected: judged.flatMap(({ explanation, fault }) => (fault === null ? [] : [{ explanation, fault }])),
    basis: basisOf(demands),
  };
}

function faultOf(e: Explanation, interruption: Interruption, segments: readonly Segment[]): ExplanationFault | null {
  if (e.kind === 'voice') return voiceFault(e, interruption, segments);
  if (e.reference === null || e.reference.trim() === '') return 'referenceMissing';
  return e.at < interruption.from ? 'tooEarly' : null;
}

/** Spoken on the recording that resumes, or on a later one of the same device. */
function voiceFault(
  { heard }: Explanation,
  { device, to }: Interruption,
  segments: readonly Segment[],
): ExplanationFault | null {
  const segment = segments.find((s) => s.clip === heard?.clip && (device === null || s.device === device));
  if (heard === null || segment === undefined || segment.start === null || segment.end === null) return 'clipUnknown';
  if (segment.start < to) return 'clipBefore';
  return heard.offsetMs >= 0 && heard.offsetMs <= msBetween(segment.start, segment.end) ? null : 'offsetOutside';
}

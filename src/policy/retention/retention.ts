/**
 * How long a clip is kept, with every reason that keeps it. The longest wins. What is not known keeps it too: footage
 * that nobody has labelled, classified or dated never expires. Nothing here disposes of anything.
 */
import { addDays, type CivilDay } from '../../domain/time.js';
import type { Flag } from '../facts/vocabulary.js';
import { basisOf, type Basis, type Citation } from '../rulebook/cited.js';
import { holds, type LegalHold } from './hold.js';
import { monthsOf, NEVER, untilAfter, type KeepUntil } from './period.js';
import type { CaseKind, Period, RetentionClass, RetentionRule, RetentionRules } from './rules.js';

export interface CaseFile {
  /** Null where nobody has said: then every rule about cases holds. */
  readonly kind: CaseKind | null;
  /** The day the case was closed; null while it is open. */
  readonly closedOn: CivilDay | null;
  /** How long the file is kept; null while nobody has said. */
  readonly period: { readonly years: number } | { readonly months: number } | 'permanent' | null;
}

export interface RetentionFacts {
  /** The day of the recording, corrected, in the station's zone; null where it is not known. */
  readonly recordedOn: CivilDay | null;
  /** False where the camera's clock was lost or too far off to rest a date on. */
  readonly timeReliable: boolean;
  readonly labelled: boolean;
  readonly classified: boolean;
  /** Those that hold. */
  readonly flags: readonly Flag[];
  readonly case: CaseFile | null;
  readonly holds: readonly LegalHold[];
  /** What earlier verdicts rested on: a rule that once kept the clip keeps it, whatever is corrected later. */
  readonly kept: readonly string[];
}

/** Why a clip is kept: a rule of the rulebook, a hold, or something that is not known. */
export type ReasonKind =
  | 'base'
  | 'rule'
  /** A rule that no longer fits the facts but once did. */
  | 'kept'
  | 'hold'
  | 'unlabelled'
  | 'unclassified'
  | 'timeUnknown'
  | 'timeUnreliable'
  | 'caseOpen'
  | 'casePeriodUnknown'
  | 'noCase';

export interface RetentionReason {
  readonly kind: ReasonKind;
  /** The rule's id, or the hold's; null for the others. */
  readonly id: string | null;
  readonly class: RetentionClass | null;
  /** The last day this reason keeps the clip. */
  readonly until: KeepUntil;
  readonly period: Period | null;
  /** The flags that called the rule up. */
  readonly because: readonly Flag[];
  /** Null where the reason is ours: what is unknown is kept. */
  readonly basis: Basis | null;
}

export interface RetentionVerdict {
  /** Of the reason that keeps longest; `undecided` where that is something not known, or a hold. */
  readonly class: RetentionClass | 'undecided';
  readonly until: KeepUntil;
  /** The first day on which disposal may be proposed. */
  readonly earliestDisposal: KeepUntil;
  /** All of them, the longest first. */
  readonly reasons: readonly RetentionReason[];
}

export function retention(rules: RetentionRules, facts: RetentionFacts): RetentionVerdict {
  const reasons = [
    ...ruleReasons(rules, facts),
    ...unknowns(rules, facts),
    ...facts.holds.filter(holds).map(holdReason),
  ];
  const sorted = reasons.sort((a, b) => (a.until === b.until ? rank(a) - rank(b) : a.until > b.until ? -1 : 1));
  const until = sorted[0]?.until ?? NEVER;
  // Where several keep it equally long, a rule says more about the footage than an unknown does.
  const decided = sorted.find((r) => r.until === until && r.class !== null);
  return {
    class: decided?.class ?? 'undecided',
    until,
    earliestDisposal: until === NEVER ? NEVER : addDays(until, 1),
    reasons: sorted,
  };
}

/** What to hand over as `kept` the next time, so that retention never shrinks by a correction. */
export const keptBy = (verdict: RetentionVerdict): string[] =>
  [
    ...new Set(
      verdict.reasons
        .filter((r) => r.kind === 'rule' || r.kind === 'kept')
        .flatMap((r) => (r.id === null ? [] : [r.id])),
    ),
  ].sort();

function ruleReasons(rules: RetentionRules, facts: RetentionFacts): RetentionReason[] {
  const base = rules.base === null ? [] : [asked('base', null, 'ordinary', rules.base, [], facts)];
  return [
    ...base,
    ...rules.rules.flatMap((rule) => {
      const because = rule.when.anyOf.filter((flag) => facts.flags.includes(flag));
      const kind = fits(rule, because, facts) ? 'rule' : facts.kept.includes(rule.id) ? 'kept' : null;
      return kind === null ? [] : [asked(kind, rule.id, rule.class, rule.keep, because, facts)];
    }),
  ];
}

function fits({ when }: RetentionRule, because: readonly Flag[], facts: RetentionFacts): boolean {
  if (when.noneOf.some((flag) => facts.flags.includes(flag))) return false;
  if (because.length > 0) return true;
  if (facts.case === null || when.caseKinds.length === 0) return false;
  return facts.case.kind === null || when.caseKinds.includes(facts.case.kind);
}

function asked(
  kind: ReasonKind,
  id: string | null,
  ofClass: RetentionClass,
  keep: Citation & { readonly value: Period },
  because: readonly Flag[],
  facts: RetentionFacts,
): RetentionReason {
  return { kind, id, class: ofClass, until: end(keep.value, facts), period: keep.value, because, basis: basisOf(keep) };
}

function end(period: Period, facts: RetentionFacts): KeepUntil {
  const months = monthsOf(period);
  if (months !== null) return facts.recordedOn === null ? NEVER : untilAfter(facts.recordedOn, months);
  if (!('keep' in period) || period.keep !== 'asCaseFile') return NEVER;
  const file = facts.case;
  if (file === null || file.closedOn === null || file.period === null || file.period === 'permanent') return NEVER;
  const fileMonths = monthsOf(file.period);
  return fileMonths === null ? NEVER : untilAfter(file.closedOn, fileMonths);
}

function unknowns(rules: RetentionRules, facts: RetentionFacts): RetentionReason[] {
  const fromRules = ruleReasons(rules, facts);
  const asCaseFile = fromRules.some((r) => r.period !== null && 'keep' in r.period && r.period.keep === 'asCaseFile');
  const kinds: (readonly [boolean, ReasonKind])[] = [
    [!facts.labelled, 'unlabelled'],
    [!facts.classified || fromRules.length === 0, 'unclassified'],
    [facts.recordedOn === null, 'timeUnknown'],
    [facts.recordedOn !== null && !facts.timeReliable, 'timeUnreliable'],
    [asCaseFile && facts.case === null, 'noCase'],
    [asCaseFile && facts.case?.closedOn === null, 'caseOpen'],
    [asCaseFile && facts.case?.period === null, 'casePeriodUnknown'],
  ];
  return kinds.filter(([is]) => is).map(([, kind]) => never(kind, null));
}

const holdReason = (hold: LegalHold): RetentionReason => never('hold', hold.id);

const never = (kind: ReasonKind, id: string | null): RetentionReason => ({
  kind,
  id,
  class: null,
  until: NEVER,
  period: null,
  because: [],
  basis: null,
});

/** What is not known first: it is what somebody can do something about. Then holds, then rules. */
const rank = ({ kind }: RetentionReason): number =>
  kind === 'hold' ? 1 : kind === 'rule' ? 2 : kind === 'kept' ? 3 : kind === 'base' ? 4 : 0;

/**
 * How long a clip is kept, with every reason that keeps it. The longest wins. What is not known keeps it too: footage
 * that nobody has labelled, classified or dated never expires. Nothing here disposes of anything.
 */
import { addDays, type CivilDay } from '../../domain/time.js';
import type { Flag } from '../facts/vocabulary.js';
import { basisOf, type Basis, type Citation } from '../rulebook/cited.js';
import { holds, type LegalHold } from './hold.js';
import type { KeptReason } from './kept.js';
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
  /** The category it is labelled with; null where there is none. */
  readonly category: string | null;
  readonly case: CaseFile | null;
  readonly holds: readonly LegalHold[];
  /** What earlier verdicts rested on: what once kept the clip keeps it, whatever is corrected or set in force later. */
  readonly kept: readonly KeptReason[];
}

/** Why a clip is kept: a rule of the rulebook, a hold, or something that is not known. */
export const REASON_KINDS = [
  'base',
  'rule',
  /** A rule or an ordinary period that once kept it: the facts have changed since, or the rulebook in force. */
  'kept',
  'hold',
  'unlabelled',
  'unclassified',
  'timeUnknown',
  'timeUnreliable',
  'caseOpen',
  'casePeriodUnknown',
  'noCase',
] as const;
export type ReasonKind = (typeof REASON_KINDS)[number];

export interface RetentionReason {
  readonly kind: ReasonKind;
  /** The rule's id, or the hold's; null for the others, and for an ordinary period that was kept. */
  readonly id: string | null;
  readonly class: RetentionClass | null;
  /** The last day this reason keeps the clip. */
  readonly until: KeepUntil;
  readonly period: Period | null;
  /** Whether `until` rests on what is known; a hold never settles anything. */
  readonly settled: boolean;
  /** The flags, or the category, that called the rule up. */
  readonly because: readonly string[];
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
  const current = ruleReasons(rules, facts);
  const byRules = [...current, ...keptReasons(facts, current)];
  const reasons = [
    ...byRules,
    ...unknowns(facts, byRules, current.length > 0),
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

function ruleReasons(rules: RetentionRules, facts: RetentionFacts): RetentionReason[] {
  const base = rules.base === null ? [] : [asked('base', null, 'ordinary', rules.base, [], facts)];
  return [
    ...base,
    ...rules.rules.flatMap((rule) => {
      const because = calledUpBy(rule, facts);
      return because === null ? [] : [asked('rule', rule.id, rule.class, rule.keep, because, facts)];
    }),
  ];
}

/** What once kept it, where nothing that fits now under the same name keeps it as long. */
function keptReasons(facts: RetentionFacts, current: readonly RetentionReason[]): RetentionReason[] {
  return facts.kept.flatMap(({ id, class: ofClass, period, until: before, basis }) => {
    const now = end(period, facts);
    const until = before === null || now > before ? now : before;
    if (current.some((r) => r.id === id && r.until >= until)) return [];
    const isSettled = settled(period, facts) || until !== now;
    return [{ kind: 'kept', id, class: ofClass, until, period, settled: isSettled, because: [], basis }];
  });
}

/** @returns null where the rule does not speak of it */
function calledUpBy({ when }: RetentionRule, facts: RetentionFacts): readonly string[] | null {
  if (when.noneOf.some((flag) => facts.flags.includes(flag))) return null;
  const flags = when.anyOf.filter((flag) => facts.flags.includes(flag));
  const { category } = facts;
  const words = category !== null && when.categories?.includes(category) === true ? [...flags, category] : flags;
  if (words.length > 0) return words;
  if (facts.case === null || when.caseKinds.length === 0) return null;
  return facts.case.kind === null || when.caseKinds.includes(facts.case.kind) ? [] : null;
}

function asked(
  kind: ReasonKind,
  id: string | null,
  ofClass: RetentionClass,
  keep: Citation & { readonly value: Period },
  because: readonly string[],
  facts: RetentionFacts,
): RetentionReason {
  const period = keep.value;
  const [until, isSettled] = [end(period, facts), settled(period, facts)];
  return { kind, id, class: ofClass, until, period, settled: isSettled, because, basis: basisOf(keep) };
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

function settled(period: Period, { recordedOn, timeReliable, case: file }: RetentionFacts): boolean {
  if (monthsOf(period) !== null) return recordedOn !== null && timeReliable;
  if (!('keep' in period) || period.keep !== 'asCaseFile') return true;
  return file !== null && file.closedOn !== null && file.period !== null;
}

/** @param spokenOf whether the rulebook in force says anything of such footage */
function unknowns(facts: RetentionFacts, byRules: readonly RetentionReason[], spokenOf: boolean): RetentionReason[] {
  const asCaseFile = byRules.some((r) => r.period !== null && 'keep' in r.period && r.period.keep === 'asCaseFile');
  const kinds: (readonly [boolean, ReasonKind])[] = [
    [!facts.labelled, 'unlabelled'],
    [!facts.classified || !spokenOf, 'unclassified'],
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
  settled: false,
  because: [],
  basis: null,
});

/** What is not known first: it is what somebody can do something about. Then holds, then rules. */
const rank = ({ kind }: RetentionReason): number =>
  kind === 'hold' ? 1 : kind === 'rule' ? 2 : kind === 'kept' ? 3 : kind === 'base' ? 4 : 0;

/** Exceptions to a limit: open on a reason, sometimes with consent, shut where the text shuts them. */
import type { Instant } from '../../domain/time.js';
import { flagHolds, type Facts } from '../facts/facts.js';
import type { Flag, Moment, Reason } from '../facts/vocabulary.js';
import { basisOf, type Basis } from '../rulebook/cited.js';
import { findAnchor, type Anchor } from './anchor.js';
import { limitEnd, type CalendarContext, type LimitEnd } from './limit.js';
import type { ExceptionRule } from './rules.js';

export interface ExceptionVerdict {
  readonly name: string;
  /** Applied: the due time is this exception's. */
  readonly applied: boolean;
  readonly basis: Basis;
  /** The reason that opens it, if one was given. */
  readonly reason: Reason | null;
  /** Reasons of which one would open it, where none was given. */
  readonly needsReason: readonly Reason[];
  /** Role whose consent is missing, or came after the ordinary limit had ended. */
  readonly needsApproval: string | null;
  readonly approvalTooLate: boolean;
  /** What shuts it, and holds. */
  readonly barredBy: readonly Flag[];
  /** What would shut it, and nobody has said whether it holds. */
  readonly notRuledOut: readonly Flag[];
  /** Where the limit starts, and its end if the exception applies or would; null if nothing is known to start from. */
  readonly anchor: Anchor | null;
  readonly needsMoment: Moment | null;
  readonly end: LimitEnd | null;
}

/** @param ordinary the end of the ordinary limit: consent after it heals nothing */
export function judgeException(
  name: string,
  rule: ExceptionRule,
  facts: Facts,
  ordinary: Instant | null,
  calendar: CalendarContext,
): ExceptionVerdict {
  const reason = rule.reasons.value.find((r) => facts.reasons.some((f) => f.reason === r)) ?? null;
  const role = rule.approval.value;
  const consents = facts.approvals.filter((a) => a.purpose === 'lateUpload' && a.role === role);
  const inTime = consents.some((a) => ordinary === null || a.at <= ordinary);
  const barredBy = rule.barredBy.value.filter((f) => flagHolds(facts, f) === true);
  const anchor = findAnchor(rule.anchors.value, facts) ?? null;
  return {
    name,
    applied: reason !== null && (role === null || inTime) && barredBy.length === 0 && anchor !== null,
    basis: basisOf(rule.limit),
    reason,
    needsReason: reason === null ? rule.reasons.value : [],
    needsApproval: role === null || inTime ? null : role,
    approvalTooLate: !inTime && consents.length > 0,
    barredBy,
    notRuledOut: rule.barredBy.value.filter((f) => flagHolds(facts, f) === null),
    anchor,
    needsMoment: anchor === null ? (rule.anchors.value[0] ?? null) : anchor.inPlaceOf,
    end: anchor === null ? null : limitEnd(rule.limit.value, anchor.at, calendar),
  };
}

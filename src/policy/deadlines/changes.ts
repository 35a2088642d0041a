/** What would move a due time or settle a state: told with every verdict, so that nobody has to know the rulebook by heart. */
import type { Instant } from '../../domain/time.js';
import type { Moment } from '../facts/vocabulary.js';
import type { ExceptionVerdict } from './exceptions.js';
import type { LabelDone } from './label-done.js';
import type { LabelRules } from './label-rules.js';
import type { DeadlineRule } from './rules.js';
import type { Change, DeadlineVerdict } from './verdict.js';

/** @param ordinary due time of the ordinary limit */
export function changesOf(
  verdict: Omit<DeadlineVerdict, 'wouldChange'>,
  rule: DeadlineRule,
  ordinary: Instant | null,
  done: LabelDone,
  label: LabelRules,
): readonly Change[] {
  if (verdict.state === 'met') return [];
  const changes: Change[] = [];
  const { anchor } = verdict;
  const wanted: Moment | null = anchor === null ? (rule.anchors.value[0] ?? null) : anchor.inPlaceOf;
  if (wanted !== null) changes.push({ kind: 'momentKnown', moment: wanted });
  else if (anchor?.estimated === true) changes.push({ kind: 'momentCertain', moment: anchor.moment });
  // What is done is done: a late one stays late unless the due time itself moves.
  if (verdict.doneAt === null) {
    if (done.missing.length > 0) changes.push({ kind: 'labelFields', fields: done.missing });
    if (verdict.rule === 'label' && label.satisfiedBy.value.includes('association'))
      changes.push({ kind: 'association' });
    if (verdict.blockedBy !== null) changes.push({ kind: 'cameraBack', reason: verdict.blockedBy.reason });
  }
  if (verdict.provisional) changes.push({ kind: 'calendar' });
  for (const exception of verdict.exceptions) changes.push(...changesBy(exception, ordinary));
  return changes;
}

function* changesBy(exception: ExceptionVerdict, ordinary: Instant | null): Generator<Change> {
  const { name, applied, end, barredBy, notRuledOut, needsReason, needsApproval } = exception;
  if (applied) {
    if (notRuledOut.length > 0) yield { kind: 'wouldBar', exception: name, flags: notRuledOut, due: ordinary };
    return;
  }
  if (barredBy.length > 0) {
    yield { kind: 'barred', exception: name, flags: barredBy };
    return;
  }
  if (exception.approvalTooLate && needsApproval !== null)
    yield { kind: 'approvalTooLate', exception: name, role: needsApproval };
  else if (needsReason.length > 0 || needsApproval !== null || exception.needsMoment !== null)
    yield {
      kind: 'exception',
      exception: name,
      reasons: needsReason,
      approval: needsApproval,
      moment: exception.needsMoment,
      due: end === null || (ordinary !== null && end.due <= ordinary) ? null : end.due,
    };
}

/** All deadlines of a recording under a rulebook: `(facts, rules, now) -> verdicts with reasons`. */
import type { Instant } from '../../domain/time.js';
import type { Facts } from '../facts/facts.js';
import type { Reason } from '../facts/vocabulary.js';
import { basisOf, isDefault } from '../rulebook/cited.js';
import { findAnchor, startsAtLatest } from './anchor.js';
import { changesOf } from './changes.js';
import { judgeException, type ExceptionVerdict } from './exceptions.js';
import { labelDone, type LabelDone } from './label-done.js';
import type { LabelRules } from './label-rules.js';
import { limitEnd, type CalendarContext } from './limit.js';
import type { DeadlineName, DeadlineRule, DeadlineRules } from './rules.js';
import { overdueAt, stateAt, type Due } from './settle.js';
import type { DeadlineVerdict } from './verdict.js';

export interface DeadlineSections {
  readonly deadlines: DeadlineRules;
  readonly label: LabelRules;
}

/** The deadlines that apply to this source under this rulebook, in the order of a clip's life. */
export function evaluateDeadlines(
  { deadlines, label }: DeadlineSections,
  facts: Facts,
  now: Instant,
  calendar: CalendarContext,
): readonly DeadlineVerdict[] {
  const at = (name: DeadlineName): Instant | null =>
    facts.moments[name === 'phoneDelivery' ? 'deliveredAt' : 'uploadedAt']?.at ?? null;
  const verdicts: DeadlineVerdict[] = [];
  const add = (name: DeadlineName, rule: DeadlineRule | undefined, done: LabelDone, blocks: boolean): void => {
    if (rule === undefined || !applies(rule, facts)) return;
    verdicts.push(
      judge({ name, rule, facts, now, calendar, done, blocks, warnHours: deadlines.warnHours.value, label }),
    );
  };
  const plain = (doneAt: Instant | null): LabelDone => ({ doneAt, missing: [] });
  add('upload', deadlines.upload, plain(at('upload')), true);
  add('phoneUpload', deadlines.phoneUpload, plain(at('phoneUpload')), true);
  add('phoneDelivery', deadlines.phoneDelivery, plain(at('phoneDelivery')), true);
  add('label', labelRule(deadlines), labelDone(label, facts.labels), true);
  if (facts.case !== null || isCaseWork(deadlines, facts))
    add('caseFiling', deadlines.caseFiling, plain(facts.case?.filedAt ?? null), false);
  return verdicts;
}

/** Nobody joined it to a case, and its label says that it belongs in one. What the text does not name is not asked for. */
const isCaseWork = ({ caseFiling }: DeadlineRules, { labels }: Facts): boolean => {
  const category = labels.at(-1)?.fields.category;
  return category !== undefined && caseFiling?.caseWork?.value.includes(category) === true;
};

function labelRule({ label, upload }: DeadlineRules): DeadlineRule | undefined {
  if ('value' in label) return undefined;
  if ('sameAs' in label) return upload;
  return label;
}

const applies = (rule: DeadlineRule, { sourceKind }: Facts): boolean =>
  rule.sources.value.includes(sourceKind) || rule.otherSources?.value.includes(sourceKind) === true;

interface Asked {
  readonly name: DeadlineName;
  readonly rule: DeadlineRule;
  readonly facts: Facts;
  readonly now: Instant;
  readonly calendar: CalendarContext;
  readonly done: LabelDone;
  /** Whether a lost or faulty camera keeps the duty from being done. */
  readonly blocks: boolean;
  readonly warnHours: number;
  readonly label: LabelRules;
}

function judge({ name, rule, facts, now, calendar, done, blocks, warnHours, label }: Asked): DeadlineVerdict {
  const ordinaryAnchor = findAnchor(rule.anchors.value, facts);
  const ordinary = ordinaryAnchor && limitEnd(rule.limit.value, ordinaryAnchor.at, calendar);
  const exceptions = exceptionsOf(rule, facts, ordinary?.due ?? null, calendar);
  const best = latest(exceptions, ordinary?.due ?? null);
  const anchor = best === undefined ? (ordinaryAnchor ?? null) : best.anchor;
  const end = best?.end ?? ordinary;
  const blockedBy = blocks && facts.moments.uploadedAt === undefined ? blocking(facts) : null;
  const { doneAt } = done;
  const [due, provisional, blocked] = [end?.due ?? null, end?.provisional ?? false, blockedBy !== null];
  const atLatest = startsAtLatest(anchor);
  const at: Due = { due, provisional, atLatest, doneAt, blocked, warnHours };
  // Written out: copied together from parts it took most of the time of a hundred thousand.
  const verdict: Omit<DeadlineVerdict, 'wouldChange'> & { wouldChange: DeadlineVerdict['wouldChange'] } = {
    rule: name,
    due,
    provisional,
    atLatest,
    doneAt,
    blocked,
    warnHours,
    state: stateAt(at, now),
    overdue: overdueAt(at, now),
    limit: (best === undefined ? undefined : rule.exceptions[best.name]?.limit.value) ?? rule.limit.value,
    anchor,
    estimated: anchor?.estimated ?? true,
    basis: best?.basis ?? basisOf(rule.limit),
    byDefault: isDefault(rule.limit) || !rule.sources.value.includes(facts.sourceKind),
    exceptions:
      exceptions.length === 0
        ? exceptions
        : exceptions.map((e) => (e.applied && e !== best ? { ...e, applied: false } : e)),
    blockedBy,
    wouldChange: [],
  };
  const changes = changesOf(verdict, rule, ordinary?.due ?? null, done, label);
  verdict.wouldChange = name === 'caseFiling' && facts.case === null ? [{ kind: 'caseKnown' }, ...changes] : changes;
  return verdict;
}

const NONE: readonly ExceptionVerdict[] = [];

function exceptionsOf(
  rule: DeadlineRule,
  facts: Facts,
  ordinary: Instant | null,
  calendar: CalendarContext,
): readonly ExceptionVerdict[] {
  const rules = Object.entries(rule.exceptions);
  if (rules.length === 0) return NONE;
  return rules.map(([key, exception]) => judgeException(key, exception, facts, ordinary, calendar));
}

/** An exception gives more time or none: where it would end earlier, the ordinary limit stays. */
function latest(exceptions: readonly ExceptionVerdict[], ordinary: Instant | null): ExceptionVerdict | undefined {
  let best: ExceptionVerdict | undefined;
  for (const e of exceptions) {
    const due = e.applied ? e.end?.due : undefined;
    if (due !== undefined && due > (best?.end?.due ?? ordinary ?? '')) best = e;
  }
  return best;
}

const BLOCKING: readonly Reason[] = ['cameraLost', 'cameraFaulty'];

function blocking(facts: Facts): { reason: Reason; reference: string | null } | null {
  const found = facts.reasons.find((r) => BLOCKING.includes(r.reason));
  return found === undefined ? null : { reason: found.reason, reference: found.reference };
}

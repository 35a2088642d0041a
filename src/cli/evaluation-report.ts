/** What `bwc rules eval` prints. Pure. */
import { addDays, withOffset, type Instant } from '../domain/time.js';
import { deadlineRow, type DeadlineRow } from '../policy/deadlines/row.js';
import type { Change } from '../policy/deadlines/verdict.js';
import type { Evaluation } from '../policy/evaluate.js';
import type { GateFromFacts } from '../policy/gate/from-facts.js';
import type { NameCheck } from '../policy/names/check.js';
import type { Basis } from '../policy/rulebook/cited.js';
import type { RetentionReason } from '../policy/retention/retention.js';
import { ERROR_TEXTS } from '../i18n/errors/index.js';
import { lackingText, notRecordedText } from './details-report.js';
import { list, valueText, word, type Words } from './rule-values.js';

/** The documented JSON: times with their offset in `zone`, every verdict with its article. */
export function evaluationJson(result: Evaluation, now: Instant, zone: string) {
  return {
    rulebook: result.rulebook,
    now: withOffset(now, zone),
    zone,
    deadlines: result.deadlines.map((verdict) => deadlineRow(verdict, zone)),
    label: { ...result.label, doneAt: result.label.doneAt && withOffset(result.label.doneAt, zone) },
    notRecorded: result.notRecorded,
    name: result.name,
    retention: {
      ...result.retention,
      reasons: result.retention.reasons.map(({ basis, ...r }) => ({ ...r, ...article(basis) })),
    },
    gate: {
      ...result.gate,
      missing: result.gate.missing.map(({ basis, ...bar }) => ({ ...bar, ...article(basis) })),
    },
    approvals: result.approvals.map(({ basis, registerBasis, ...ladder }) => ({
      ...ladder,
      ...article(basis),
      registerArticle: registerBasis.article,
    })),
  };
}

/** `2026-03-02 24:00` rather than the midnight after: the last day is what people have to keep. */
export function dueText(due: string): string {
  const [day = '', time = ''] = due.split('T');
  return time.startsWith('00:00:00') ? `${addDays(day, -1)} 24:00` : `${day} ${time.slice(0, 8)}`;
}

const article = (basis: RetentionReason['basis']) => basis ?? { article: null, phrase: null, of: null };

const basisText = ({ t }: Words, { of, article: at, phrase }: Basis): string =>
  at === null ? t('rules.default') : `${of === null ? '' : `${of} `}${at}「${phrase ?? ''}」`;

export function* describeEvaluation(words: Words, result: Evaluation, zone: string): Generator<string> {
  const { t } = words;
  const { rulebook } = result;
  yield `${rulebook.id}  ${rulebook.title}${rulebook.inForce ? '' : `  ${t('rules.eval.notInForce')}`}`;
  for (const { key, from, confirm } of rulebook.inherits) yield t('rules.inherited', { key, from, confirm });
  for (const verdict of result.deadlines) yield* describeDeadline(words, deadlineRow(verdict, zone));
  for (const one of result.label.lacking) yield lackingText(words, one);
  if (result.notRecorded !== null) yield notRecordedText(words, result.notRecorded);
  for (const form of ['storage', 'caseItem'] as const) {
    const check = result.name[form];
    if (check !== null) yield* describeName(words, check);
  }
  yield* describeRetention(words, result);
  yield* describeGate(words, result.gate);
  if (result.approvals.length > 1) return;
  for (const ladder of result.approvals)
    yield t('rules.eval.ladder', {
      asker: word(words, ladder.asker),
      steps: ladder.refused ? t('rules.refuse') : ladder.steps.map((step) => step.title).join(' → '),
      source: basisText(words, ladder.basis),
    });
}

function* describeDeadline(words: Words, row: DeadlineRow): Generator<string> {
  const { t } = words;
  const due =
    row.due === null ? t('rules.dueUnknown') : `${dueText(row.due)}${row.estimated ? t('rules.estimated') : ''}`;
  yield t('rules.deadline', { rule: word(words, row.rule), state: word(words, row.state), due });
  const source = basisText(words, row);
  if (row.basis !== null) {
    const { moment, at, inPlaceOf } = row.basis;
    yield `  ${t('rules.basis', { source, limit: valueText(words, row.limit), moment: word(words, moment), at })}`;
    if (inPlaceOf !== null)
      yield `  ${t('rules.standIn', { missing: word(words, inPlaceOf), moment: word(words, moment) })}`;
  }
  for (const change of row.wouldChange) yield `  · ${changeText(words, change)}`;
}

function changeText(words: Words, change: Change): string {
  const { t } = words;
  const exception = 'exception' in change ? word(words, change.exception) : '';
  switch (change.kind) {
    case 'momentKnown':
    case 'momentCertain':
      return t(`rules.change.${change.kind}`, { moment: word(words, change.moment) });
    case 'exception': {
      const needs = [
        ...(change.reasons.length === 0 ? [] : [t('rules.needs.reason', { reasons: list(words, change.reasons) })]),
        ...(change.approval === null ? [] : [t('rules.needs.approval', { role: word(words, change.approval) })]),
        ...(change.moment === null ? [] : [t('rules.needs.moment', { moment: word(words, change.moment) })]),
      ];
      return t('rules.change.exception', {
        exception,
        needs: needs.join(' + '),
        due: change.due === null ? t('rules.dueUnknown') : dueText(change.due),
      });
    }
    case 'barred':
      return t('rules.change.barred', { exception, flags: list(words, change.flags) });
    case 'approvalTooLate':
      return t('rules.change.approvalTooLate', { exception, role: word(words, change.role) });
    case 'wouldBar':
      return t('rules.change.wouldBar', {
        exception,
        flags: list(words, change.flags),
        due: change.due === null ? t('rules.dueUnknown') : dueText(change.due),
      });
    case 'labelFields':
      return t('rules.change.labelFields', { fields: list(words, change.fields) });
    case 'cameraBack':
      return t('rules.change.cameraBack', { reason: word(words, change.reason) });
    case 'calendar':
    case 'association':
    case 'caseKnown':
      return t(`rules.change.${change.kind}`);
  }
}

function* describeName(words: Words, check: NameCheck): Generator<string> {
  yield words.t('rules.eval.name', { name: check.name ?? check.preview });
  for (const { code, title, suggestion } of check.problems)
    yield `  ✘ ${title ?? ''} ${ERROR_TEXTS[code].what[words.language]} (${code})${suggestion === null ? '' : ` → ${suggestion}`}`;
}

function* describeRetention(words: Words, { retention }: Evaluation): Generator<string> {
  const { t } = words;
  const until = (day: string): string => (day === 'never' ? t('rules.eval.never') : day);
  yield t('rules.eval.retention', { kind: word(words, retention.class), day: until(retention.earliestDisposal) });
  for (const reason of retention.reasons) {
    const what = [word(words, reason.id ?? reason.kind), reason.period === null ? '' : valueText(words, reason.period)];
    const source = basisText(words, article(reason.basis));
    yield `  · ${what.filter((x) => x !== '').join(' ')}（${until(reason.until)}）——${source}`;
  }
}

function* describeGate(words: Words, { may, missing, unknown }: GateFromFacts): Generator<string> {
  yield words.t(may === null ? 'rules.eval.gate.unknown' : 'rules.eval.gate.shut');
  for (const bar of missing) {
    const fields = 'missing' in bar && bar.missing.length > 0 ? `（${list(words, bar.missing)}）` : '';
    yield `  · ${word(words, bar.what)}${fields}——${basisText(words, article(bar.basis))}`;
  }
  for (const what of unknown) yield `  ? ${words.t(`rules.eval.unknown.${what}`)}`;
}

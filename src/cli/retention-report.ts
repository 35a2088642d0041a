/** Retention, the gate and bars of disposal for people. Pure. */
import { DISPOSAL_BAR_TEXTS, GATE_BAR_TEXTS, RETENTION_REASONS } from '../i18n/disposal-words.js';
import { ERROR_TEXTS } from '../i18n/errors/index.js';
import { forPeople } from '../domain/time.js';
import type { QuestionOutput } from '../records/index.js';
import { printable } from './format.js';
import { list, valueText, word, type Words } from './rule-values.js';

type Retention = QuestionOutput<'retention.clip'>;
type Gate = QuestionOutput<'gate.clip'>;

const sourceText = (
  { t }: Words,
  {
    article,
    phrase,
    of,
  }: { readonly article: string | null; readonly phrase: string | null; readonly of: string | null },
): string => (article === null ? t('rules.default') : `${of === null ? '' : `${of} `}${article}「${phrase ?? ''}」`);

const findingText = ({ t }: Words, { kind, subject, detail }: Gate['findings'][number]): string =>
  t('verify.open', { kind, subject: printable(subject), detail: printable(detail) });

export const untilText = ({ t }: Words, day: string): string => (day === 'never' ? t('retention.never') : day);

export function* describeRetention(words: Words, r: Retention, zone: string): Generator<string> {
  const { t, language } = words;
  yield t('retention.kind', { clip: r.clip, kind: word(words, r.class), until: untilText(words, r.until) });
  yield t('retention.earliest', { day: untilText(words, r.earliestDisposal) });
  if (r.settledUntil !== null) yield t('retention.settled', { day: untilText(words, r.settledUntil) });
  for (const reason of r.reasons) {
    const what = [
      RETENTION_REASONS[reason.kind][language],
      ...(reason.id === null ? [] : [word(words, reason.id)]),
      ...(reason.period === null ? [] : [valueText(words, reason.period)]),
      ...(reason.because.length === 0 ? [] : [t('retention.because', { words: list(words, reason.because) })]),
    ].join(' ');
    const source = reason.class === null ? t('retention.ours') : sourceText(words, reason);
    yield t('retention.reason', { what: printable(what), until: untilText(words, reason.until), source });
  }
  for (const hold of r.holds.filter((h) => h.released === null))
    yield t('retention.held', {
      hold: hold.id,
      reason: printable(hold.reason),
      by: printable(hold.by),
      at: forPeople(hold.at, zone),
    });
  for (const finding of r.findings) yield findingText(words, finding);
  if (r.openProposal !== null) yield t('retention.proposed', { proposal: r.openProposal });
  if (r.disposed !== null)
    yield t('retention.disposed', { proposal: r.disposed.proposalId, at: forPeople(r.disposed.approvedAt, zone) });
}

export function* describeGate(words: Words, gate: Gate): Generator<string> {
  const { t, language } = words;
  if (gate.may) {
    yield t('gate.may');
    return;
  }
  yield t('gate.mayNot');
  for (const bar of gate.missing) {
    const source = bar.basis === null ? '' : `——${sourceText(words, bar)}`;
    const fields = bar.what === 'label' && bar.missing.length > 0 ? `：${list(words, bar.missing)}` : '';
    yield `  ✘ ${GATE_BAR_TEXTS[bar.what][language]}${fields}${source}`;
    if (bar.what === 'altered') for (const finding of gate.findings) yield findingText(words, finding);
    if (bar.what !== 'name') continue;
    for (const { code, title, suggestion } of bar.problems)
      yield printable(
        `    ${title ?? ''} ${ERROR_TEXTS[code].what[language]} (${code})${suggestion === null ? '' : ` → ${suggestion}`}`,
      );
  }
}

export const barsText = ({ language }: Words, bars: readonly string[]): string =>
  bars
    .map((bar) =>
      bar in DISPOSAL_BAR_TEXTS ? DISPOSAL_BAR_TEXTS[bar as keyof typeof DISPOSAL_BAR_TEXTS][language] : bar,
    )
    .join(language === 'zh' ? '；' : '; ');

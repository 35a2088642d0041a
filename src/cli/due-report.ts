/** What `bwc due` prints. Pure. */
import { fromInstant, offsetTime, type EpochMs } from '../domain/time.js';
import type { MessageKey } from '../i18n/messages.js';
import type { DueGroup } from '../records/deadlines/grouped.js';
import type { DueRow } from '../records/deadlines/due-row.js';
import type { DueAnswer } from '../records/deadlines/next.js';
import { dueText } from './evaluation-report.js';
import { table } from './format.js';
import { word, type Words } from './rule-values.js';

const COLUMNS = [
  'column.state',
  'column.due',
  'column.left',
  'column.rule',
  'column.footage',
  'column.camera',
  'column.officer',
  'column.article',
] as const satisfies readonly MessageKey[];

export function dueTable(words: Words, { rows, now }: DueAnswer): string {
  const { t } = words;
  return table(
    COLUMNS.map((c) => t(c)),
    rows.map((row) => [
      word(words, row.state),
      row.due === null ? t('rules.dueUnknown') : dueText(row.due) + (row.estimated ? t('rules.estimated') : ''),
      leftText(words, row, now),
      word(words, row.rule),
      row.clip ?? row.path ?? t('due.out'),
      row.camera ?? '',
      row.officer ?? t('unknown'),
      articleText(words, row),
    ]),
  );
}

/** What a due time rests on where that is not known: between which moments it lies, or that no case is; each once. */
export function notesText(words: Words, { rows }: DueAnswer): readonly string[] {
  const lines = rows.flatMap((row) => {
    const what = row.clip ?? row.path ?? row.camera ?? '';
    if (row.wouldChange.some((c) => c.kind === 'caseKnown')) return [words.t('due.caseUnknown', { what })];
    if (row.basis?.notAfter == null) return [];
    const { moment, notBefore, notAfter } = row.basis;
    const told = { what, moment: word(words, moment), to: dueText(notAfter) };
    return [
      notBefore === null
        ? words.t('due.notAfter', told)
        : words.t('due.between', { ...told, from: dueText(notBefore) }),
    ];
  });
  return [...new Set(lines)];
}

function articleText(words: Words, { article, of, blockedBy }: DueRow): string {
  const source = article === null ? words.t('rules.default') : `${of === null ? '' : `${of} `}${article}`;
  return blockedBy === null
    ? source
    : `${source}（${word(words, blockedBy.reason)}${blockedBy.reference === null ? '' : ` ${blockedBy.reference}`}）`;
}

const instantOf = (text: string): EpochMs | null => {
  const read = offsetTime(text);
  return typeof read === 'string' ? null : fromInstant(read.instant);
};

/** How long is left, or how long it is over. */
function leftText(words: Words, { due }: DueRow, now: string): string {
  const { t } = words;
  const [end, at] = [due === null ? null : instantOf(due), instantOf(now)];
  if (end === null || at === null) return '';
  return end < at
    ? t('due.over', { time: spanText(words, at - end) })
    : t('due.left', { time: spanText(words, end - at) });
}

const UNITS = { zh: [' 天', ' 小时', ' 分'], en: [' d', ' h', ' min'] } as const;

/** `3 d 4 h`, `4 h 5 min`, `5 min`: as precise as people want it. */
export function spanText({ language }: Words, ms: number): string {
  const [d, h, min] = UNITS[language];
  const minutes = Math.floor(ms / 60_000);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  if (days > 0) return `${String(days)}${d} ${String(hours)}${h}`;
  return hours > 0 ? `${String(hours)}${h} ${String(rest)}${min}` : `${String(rest)}${min}`;
}

export function tallyText({ t }: Words, { tally }: DueAnswer): string {
  const { late = 0, dueSoon = 0, running = 0, blocked = 0, provisional = 0, met = 0, doneLate = 0 } = tally;
  const open = t('due.tally', { late, dueSoon, running, blocked, provisional });
  // What is done is not counted for one officer or one camera.
  return met + doneLate === 0 ? open : `${open} · ${t('due.done', { met, doneLate })}`;
}

export function groupTable({ t }: Words, by: MessageKey, groups: readonly DueGroup[]): string {
  const counts = ['late', 'dueSoon', 'running', 'blocked', 'provisional'] as const;
  return table(
    [t(by), ...counts.map((c) => t(`column.${c}`)), t('column.next')],
    groups.map((group) => [
      group.key ?? t('unknown'),
      ...counts.map((c) => String(group[c])),
      group.next === null ? '' : dueText(group.next),
    ]),
  );
}

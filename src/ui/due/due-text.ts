/** Times of deadlines as people read them. Pure. */
import { fromInstant, offsetTime } from '../../domain/time.js';
import type { DueRow } from '../../web/api-types.js';
import type { Text } from '../i18n/translate.js';
import { span } from '../lib/format.js';

export type DeadlineStanding = Pick<DueRow, 'state' | 'due' | 'doneAt'>;

/** Met, but too late. */
export const doneLate = ({ state, doneAt }: DeadlineStanding): boolean => state === 'late' && doneAt !== null;

/** `2026-03-01T08:09:10+08:00` as people write it. */
export const written = (time: string): string => time.slice(0, 16).replace('T', ' ');

/** Null where it is no time with an offset. */
const msOf = (time: string): number | null => {
  const read = offsetTime(time);
  return typeof read === 'string' ? null : fromInstant(read.instant);
};

/** How much time is left, or how late it is; empty where nothing is due. */
function leftText(t: Text, due: string | null, now: string): string {
  const [end, at] = [due === null ? null : msOf(due), msOf(now)];
  if (end === null || at === null) return '';
  return end < at ? t('due.over', { span: span(t, at - end) }) : t('due.still', { span: span(t, end - at) });
}

/** When it was done, and how late; while it is not, how much time is left. */
export function standing(t: Text, row: DeadlineStanding, now: string): string {
  const { due, doneAt } = row;
  if (doneAt === null) return leftText(t, due, now);
  const [end, done] = [due === null ? null : msOf(due), msOf(doneAt)];
  const at = written(doneAt);
  return doneLate(row) && end !== null && done !== null
    ? t('due.doneLateBy', { at, span: span(t, done - end) })
    : t('clip.done', { at });
}

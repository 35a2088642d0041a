/** Times of deadlines as people read them. Pure. */
import { fromInstant, offsetTime } from '../../domain/time.js';
import type { Text } from '../i18n/translate.js';
import { span } from '../lib/format.js';

/** `2026-03-01T08:09:10+08:00` as people write it. */
export const written = (time: string): string => time.slice(0, 16).replace('T', ' ');

/** Null where it is no time with an offset. */
export const msOf = (time: string): number | null => {
  const read = offsetTime(time);
  return typeof read === 'string' ? null : fromInstant(read.instant);
};

/** How much time is left, or how late it is; empty where nothing is due. */
export function leftText(t: Text, due: string | null, now: string): string {
  const [end, at] = [due === null ? null : msOf(due), msOf(now)];
  if (end === null || at === null) return '';
  return end < at ? t('due.over', { span: span(t, at - end) }) : t('due.still', { span: span(t, end - at) });
}

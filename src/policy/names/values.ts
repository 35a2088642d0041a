/** How a part's value is written in a name, and read back. A part of text stands as it is. */
import { civilTime, isCivilDay } from '../../domain/time.js';
import type { NamePart, NamePartRule } from './rules.js';

/** What the parts hold: a day as `2026-03-02`, a time as `2026-03-02T16:05`, an ordinal as `3`. */
export type NameValues = Readonly<Partial<Record<NamePart, string>>>;

/** The text that stands in the name, or undefined for what is no such value. */
export function written(kind: NamePartRule['kind'], value: string): string | undefined {
  switch (kind) {
    case 'text':
      return value;
    case 'date':
      return isCivilDay(value) ? value.replaceAll('-', '') : undefined;
    case 'dateTime':
      return isMinute(value) ? value.replaceAll(/[-T:]/g, '') : undefined;
    case 'ordinal':
      return /^[1-9]\d{0,8}$/.test(value) ? value : undefined;
  }
}

/** The value a text in a name stands for; the text itself where it is none, so that a check can say so. */
export function read(kind: NamePartRule['kind'], text: string): string {
  const [, year, month, day, hour, minute] = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2}))?$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return text;
  if (kind === 'date' && hour === undefined) return `${year}-${month}-${day}`;
  if (kind === 'dateTime' && hour !== undefined && minute !== undefined) {
    return `${year}-${month}-${day}T${hour}:${minute}`;
  }
  return text;
}

function isMinute(value: string): boolean {
  const m = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/.exec(value);
  if (m === null) return false;
  const [year, month, day, hour, minute] = m.slice(1).map(Number);
  return civilTime(year ?? 0, month ?? 0, day ?? 0, hour, minute) !== undefined;
}

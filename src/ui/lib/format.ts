/** Sizes, spans and times as people read them. Pure. */
import { forPeople } from '../../domain/time.js';
import type { Text } from '../i18n/translate.js';

const UNITS = ['KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `1.5 GiB`: binary, three digits. */
export function size(t: Text, bytes: number): string {
  if (bytes < 1024) return t('unit.bytes', { n: bytes });
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value < 10 ? value.toFixed(1) : String(Math.round(value))} ${UNITS[unit] ?? ''}`;
}

/** `3 d 4 h`, `4 h 5 min`, `5 min`: as precise as people want it. */
export function span(t: Text, ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  const [d, h, m] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  if (d > 0) return t('span.days', { d, h });
  return h > 0 ? t('span.hours', { h, m }) : t('span.minutes', { m });
}

/** `1 min 5 s`, `5 s`: of what is awaited. */
export function shortSpan(t: Text, ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (seconds >= 3600) return span(t, ms);
  const [m, s] = [Math.floor(seconds / 60), seconds % 60];
  return m > 0 ? t('span.minutesSeconds', { m, s }) : t('span.seconds', { s });
}

/** Where the station stands: every date of the page is shown by its clock. */
export const ZONE = 'Asia/Shanghai';

/** `2026-03-01 08:09`. */
export const minuteOf = (instant: string): string => forPeople(instant, ZONE).slice(0, 16);
/** `08:09:10`. */
export const timeOf = (instant: string): string => forPeople(instant, ZONE).slice(11);
/** `2026-03-01 08:09:10`. */
export const secondOf = (instant: string): string => forPeople(instant, ZONE).slice(0, 19);

/** The name of who acted; entries name people with the id they are on record under (`王芳 <u_01…>`). */
export const whoOf = (signature: string): string => /^(.+) <[^<>]+>$/.exec(signature)?.[1] ?? signature;

/** PTP date strings (ISO 15740 5.3.5.1): `YYYYMMDDThhmmss[.s][Z|±hhmm]`. Read as digits; nothing is converted. */
import { civilTime, type CivilTime } from '../../../domain/time.js';
import { MtpFormatError } from './format-error.js';

/** Most devices write none, and mean their local time or UTC: only the profile knows. */
export type PtpZone = 'none' | 'utc' | { readonly offsetMinutes: number };

interface PtpTime {
  readonly civil: CivilTime;
  /** Tenths of a second, 0..9, or null where none were written. */
  readonly tenths: number | null;
  readonly zone: PtpZone;
}

export type PtpDateTime =
  /** What the device wrote stays the evidence, whatever could be made of it. */
  | ({ readonly raw: string } & PtpTime)
  /** No date at all, or an impossible one (`20480000T000000`). */
  | { readonly raw: string; readonly civil: null; readonly tenths: null; readonly zone: 'none' };

// A finer fraction than the standard's one digit is cut to it; `raw` keeps it.
const SHAPE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(?:\.(\d)\d*)?(Z|[+-]\d{4})?$/;
const MAX_OFFSET_MINUTES = 24 * 60 - 1;

function parseZone(text: string | undefined): PtpZone | undefined {
  if (text === undefined) return 'none';
  if (text === 'Z') return 'utc';
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(3))];
  if (hours > 23 || minutes > 59) return undefined;
  const offset = hours * 60 + minutes;
  return { offsetMinutes: text.startsWith('-') && offset !== 0 ? -offset : offset };
}

export function parsePtpDateTime(raw: string): PtpDateTime {
  const unreadable = { raw, civil: null, tenths: null, zone: 'none' } as const;
  const match = SHAPE.exec(raw);
  if (!match) return unreadable;
  const [year = 0, month = 0, day = 0, hour, minute, second] = match.slice(1, 7).map(Number);
  const civil = civilTime(year, month, day, hour, minute, second);
  const zone = parseZone(match[8]);
  if (civil === undefined || zone === undefined) return unreadable;
  return { raw, civil, tenths: match[7] === undefined ? null : Number(match[7]), zone };
}

function formatZone(zone: PtpZone): string {
  if (zone === 'none') return '';
  if (zone === 'utc') return 'Z';
  const size = Math.abs(zone.offsetMinutes);
  if (!Number.isInteger(size) || size > MAX_OFFSET_MINUTES) {
    throw new MtpFormatError('a zone offset is out of range', { offsetMinutes: zone.offsetMinutes });
  }
  const digits = String(Math.floor(size / 60) * 100 + (size % 60)).padStart(4, '0');
  return `${zone.offsetMinutes < 0 ? '-' : '+'}${digits}`;
}

/**
 * For setting a camera's clock.
 * @throws MtpFormatError for a time that would not read back as the same one
 */
export function formatPtpDateTime({ civil, tenths, zone }: PtpTime): string {
  const text = civil.replaceAll(/[-:]/g, '') + (tenths === null ? '' : `.${String(tenths)}`) + formatZone(zone);
  const back = parsePtpDateTime(text);
  if (back.civil !== civil || back.tenths !== tenths) throw new MtpFormatError('not a date and time', { civil });
  return text;
}

/**
 * NMEA 0183 sentences as cameras log them beside a recording: RMC and GGA, one of each a second (Dahua MPT230, Novatek).
 * Pure. Nothing is believed without its checksum, and no value that is not there is made up.
 */
import { civilTime, civilToInstant, type Instant } from '../../domain/time.js';
import type { TrackPoint } from '../../domain/track.js';

type Position = Pick<TrackPoint, 'latitude' | 'longitude'>;

export type Sentence =
  /** `date`: day, month, year. */
  | {
      readonly type: 'RMC';
      readonly time: string;
      readonly date: string | null;
      readonly position: Position | null;
      readonly speedKmh: number | null;
      readonly courseDeg: number | null;
    }
  | {
      readonly type: 'GGA';
      readonly time: string;
      readonly position: Position | null;
      readonly altitudeM: number | null;
      readonly satellites: number | null;
    };

/** The standard's limit is 82; some receivers give more digits. */
const MAX_SENTENCE = 120;
const KMH_PER_KNOT = 1.852;

/** Undefined for what is no sentence, is damaged, or is of another type that matters not here. */
export function parseSentence(line: string): Sentence | 'other' | undefined {
  const text = line.trim();
  const m = /^\$([A-Z]{2})([A-Z]{3}),([^*$]*)\*([0-9A-F]{2})$/i.exec(text);
  if (text.length > MAX_SENTENCE || m === null) return undefined;
  if (checksum(text.slice(1, text.lastIndexOf('*'))) !== parseInt(m[4] ?? '', 16)) return undefined;
  const fields = (m[3] ?? '').split(',');
  const type = m[2]?.toUpperCase();
  return type === 'RMC' ? rmc(fields) : type === 'GGA' ? gga(fields) : 'other';
}

function rmc([time = '', status = '', lat = '', ns = '', lon = '', ew = '', knots, course, date]: string[]):
  | Sentence
  | undefined {
  if (!isTime(time)) return undefined;
  const speed = number(knots, 0, 2000);
  return {
    type: 'RMC',
    time,
    date: date !== undefined && /^\d{6}$/.test(date) ? date : null,
    position: status === 'A' ? position(lat, ns, lon, ew) : null,
    speedKmh: speed === null ? null : Math.round(speed * KMH_PER_KNOT * 100) / 100,
    courseDeg: number(course, 0, 360),
  };
}

function gga([time = '', lat = '', ns = '', lon = '', ew = '', quality, satellites, , altitude, unit]: string[]):
  | Sentence
  | undefined {
  if (!isTime(time)) return undefined;
  const fix = number(quality, 1, 5) !== null;
  return {
    type: 'GGA',
    time,
    position: fix ? position(lat, ns, lon, ew) : null,
    altitudeM: fix && unit === 'M' ? number(altitude, -1000, 20_000) : null,
    satellites: number(satellites, 0, 99),
  };
}

export const checksum = (body: string): number => {
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum ^= body.charCodeAt(i);
  return sum;
};

/** `hhmmss.ss`, UTC. */
const isTime = (text: string): boolean => /^(?:[01]\d|2[0-3])[0-5]\d[0-5]\d(?:\.\d{1,6})?$/.test(text);

/** Degrees and minutes in one number, `3113.8240`; both zero is what receivers write who know nothing. */
function position(lat: string, ns: string, lon: string, ew: string): Position | null {
  const latitude = degrees(lat, 2, 90, ns, 'N', 'S');
  const longitude = degrees(lon, 3, 180, ew, 'E', 'W');
  if (latitude === null || longitude === null || (latitude === 0 && longitude === 0)) return null;
  return { latitude, longitude };
}

function degrees(text: string, digits: number, most: number, side: string, plus: string, minus: string): number | null {
  const m = new RegExp(`^(\\d{${String(digits)}})([0-5]\\d(?:\\.\\d{1,8})?)$`).exec(text);
  if (m === null || (side !== plus && side !== minus)) return null;
  const value = Math.round((Number(m[1]) + Number(m[2]) / 60) * 1e7) / 1e7;
  if (value > most) return null;
  return side === minus && value !== 0 ? -value : value;
}

function number(text: string | undefined, least: number, most: number): number | null {
  if (text === undefined || !/^-?\d{1,9}(?:\.\d{1,9})?$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}

/** The century: the satellites' own count of weeks began in 1980. */
const CENTURY = 2000;

/** Null where the digits name no real moment. */
export function momentOf(date: string, time: string): Instant | null {
  const [day, month, year] = [date.slice(0, 2), date.slice(2, 4), date.slice(4, 6)].map(Number);
  const [hour, minute, second] = [time.slice(0, 2), time.slice(2, 4), time.slice(4, 6)].map(Number);
  const civil = civilTime(CENTURY + (year ?? 0), month ?? 0, day ?? 0, hour, minute, second);
  const whole = civil === undefined ? undefined : civilToInstant(civil, 'UTC');
  if (whole === undefined) return null;
  return whole.replace('.000Z', `.${time.slice(7, 10).padEnd(3, '0')}Z`);
}

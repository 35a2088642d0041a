/** EXIF of a JPEG. The only file that imports exif-parser; runs only inside the sandbox. */
import exifParser from 'exif-parser';
import type { ExifFacts } from './media-facts.js';
import { oneLine } from './outcomes.js';

/** EXIF stands near the front; a segment is at most 64 KiB, and a few others may come before it. */
export const EXIF_HEAD_BYTES = 512 * 1024;

/** The EXIF facts, or null where the photo has no EXIF. @throws Error when it has some, but damaged. */
export function readExif(jpegHead: Buffer): ExifFacts | null {
  const segment = exifSegment(jpegHead);
  if (segment === undefined) return null;
  // The parser walks to the picture data and trips over unusual segments on its way: give it the one that matters.
  const jpeg = Buffer.concat([Buffer.from('ffd8', 'hex'), segment, Buffer.from('ffda', 'hex')]);
  const { tags } = exifParser.create(jpeg).enableSimpleValues(false).enableImageSize(false).parse();
  return {
    dateTimeOriginalAsWritten: text(tags['DateTimeOriginal']),
    make: text(tags['Make']),
    model: text(tags['Model']),
    orientation: firstNumber(tags['Orientation']),
    gps: position(tags),
  };
}

/** The APP1 segment that begins with `Exif`, marker and length included. */
function exifSegment(jpeg: Buffer): Buffer | undefined {
  for (let at = 2; at + 4 <= jpeg.length && jpeg[at] === 0xff;) {
    const marker = jpeg[at + 1] ?? 0;
    if (marker === 0xda || marker === 0xd9) return undefined;
    const end = at + 2 + jpeg.readUInt16BE(at + 2);
    if (marker === 0xe1 && jpeg.toString('latin1', at + 4, at + 10) === 'Exif\0\0') return jpeg.subarray(at, end);
    at = end;
  }
  return undefined;
}

function position(tags: Readonly<Record<string, unknown>>): ExifFacts['gps'] {
  const latitude = degrees(tags['GPSLatitude'], tags['GPSLatitudeRef'], 'N', 'S', 90);
  const longitude = degrees(tags['GPSLongitude'], tags['GPSLongitudeRef'], 'E', 'W', 180);
  if (latitude === null || longitude === null) return null;
  const altitude = ratios(tags['GPSAltitude'])?.[0] ?? null;
  const below = firstNumber(tags['GPSAltitudeRef']) === 1;
  return { latitude, longitude, altitudeM: altitude !== null && below ? -altitude : altitude };
}

/** Degrees, minutes, seconds and a hemisphere (EXIF 2.3 4.6.6). A hemisphere that is not stated is not guessed. */
function degrees(value: unknown, ref: unknown, plus: string, minus: string, most: number): number | null {
  const [d, m, s] = ratios(value) ?? [];
  if (d === undefined || m === undefined || s === undefined || (ref !== plus && ref !== minus)) return null;
  const angle = d + m / 60 + s / 3600;
  if (angle > most) return null;
  return ref === plus ? angle : -angle;
}

/** Fractions as `[numerator, denominator]`; undefined where one of them is no number. */
function ratios(value: unknown): number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const numbers = value.map((pair: unknown) =>
    Array.isArray(pair) && typeof pair[0] === 'number' && typeof pair[1] === 'number' ? pair[0] / pair[1] : Number.NaN,
  );
  return numbers.every(Number.isFinite) ? numbers : undefined;
}

const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? oneLine(value, 300) : null;

function firstNumber(value: unknown): number | null {
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  return typeof first === 'number' ? first : null;
}

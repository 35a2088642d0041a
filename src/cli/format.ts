/** Sizes, durations and tables for people. Pure. */
import { cleanValue, decodeText } from '../device/text/decode.js';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

export function bytesText(bytes: number): string {
  let n = bytes;
  let unit = 0;
  while (n >= 1024 && unit < UNITS.length - 1) {
    n /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? String(n) : n.toFixed(1)} ${UNITS[unit] ?? ''}`;
}

/** `1:02:03`, `2:03`, `0:07`. */
export function durationText(ms: number): string {
  const s = Math.round(ms / 1000);
  const [h, min, sec] = [Math.floor(s / 3600), Math.floor((s % 3600) / 60), s % 60];
  const two = (n: number): string => String(n).padStart(2, '0');
  return h > 0 ? `${String(h)}:${two(min)}:${two(sec)}` : `${String(min)}:${two(sec)}`;
}

/** Hostile names must not steer a terminal: control and direction characters are shown as escapes. */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);

/** Columns a terminal gives a text: East Asian wide and full-width characters take two (UAX #11), marks none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const c of text) {
    if (/\p{Mn}|\p{Me}/u.test(c)) continue;
    width += WIDE.test(c) ? 2 : 1;
  }
  return width;
}

/**
 * A path on a camera for people: names in GBK decoded and marked as such. The exact bytes are in the JSON.
 * @param raw the path's bytes, base64, where `text` is not exact
 */
export function readablePath(text: string, raw: string | null): string {
  const exact = raw === null ? Buffer.from(text, 'utf8') : Buffer.from(raw, 'base64');
  const decoded = decodeText(exact);
  return decoded === text || cleanValue(decoded) !== decoded ? text : `${decoded} (GBK)`;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - displayWidth(text)));

export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows].map((row) => row.map(printable));
  const widths = header.map((_, i) => Math.max(...all.map((row) => displayWidth(row[i] ?? ''))));
  return all
    .map((row) =>
      row
        .map((cell, i) => (i === row.length - 1 ? cell : pad(cell, widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** `1h`, `30m`, `90s`, `1h30m` → milliseconds; undefined when it is no duration. */
export function parseDuration(text: string): number | undefined {
  const m = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  if (m === null || text === '') return undefined;
  const ms = (Number(m[1] ?? 0) * 3600 + Number(m[2] ?? 0) * 60 + Number(m[3] ?? 0)) * 1000;
  return ms > 0 ? ms : undefined;
}

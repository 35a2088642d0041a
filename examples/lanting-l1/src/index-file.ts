/** `LANTING/INDEX.TXT`: what the camera knows of its clips. GBK; it appends a line whenever something changes. */
import { civilTime, cleanOfficerNo, cleanValue, type ListedFile, sourcePathToBytes } from 'bwc-station/device';

export interface IndexLine {
  readonly officerNo: string | null;
  readonly officerName: string | null;
  /** Digits as the camera wrote them, `2026-03-01T08:09:10`: no zone, nothing corrected. */
  readonly start: string | null;
  readonly locked: boolean | null;
}

const gbk = new TextDecoder('gbk');

/**
 * `PACK0001/0001-巡查.MP4;350213;陈志强;20260301080910;L`, by name. The last line of a clip counts; one that cannot be
 * understood says nothing. Never throws.
 */
export function parseIndex(bytes: Uint8Array): ReadonlyMap<string, IndexLine> {
  const lines = new Map<string, IndexLine>();
  // `;` is never part of a GBK character. `|` and `\` may be the second byte of one.
  for (const line of gbk.decode(bytes).split(/\r?\n/)) {
    const [name, officerNo, officerName, start, mark, ...more] = line.split(';');
    if (name === undefined || cleanValue(name) === null || mark === undefined || more.length > 0) continue;
    lines.set(name, {
      officerNo: cleanOfficerNo(officerNo),
      officerName: cleanValue(officerName),
      start: civil(start ?? ''),
      locked: mark === 'L' ? true : mark === '-' ? false : null,
    });
  }
  return lines;
}

/**
 * The line of a file. Where the kernel knows a card's character set (FAT) it hands out names in UTF-8; elsewhere their
 * bytes are the camera's own, and GBK may by chance be valid UTF-8 (`巡` reads as `Ѳ`): both readings are looked for.
 */
export function lineOf(index: ReadonlyMap<string, IndexLine>, path: ListedFile['path']): IndexLine | undefined {
  return index.get(path.text) ?? index.get(gbk.decode(sourcePathToBytes(path)));
}

/** Null where the digits are no date: 30 February is damage, not a day in March. */
function civil(digits: string): string | null {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits) ?? [];
  const [year, month, day, hour, minute, second] = parts.map(Number);
  if (year === undefined || month === undefined || day === undefined) return null;
  return civilTime(year, month, day, hour, minute, second) ?? null;
}

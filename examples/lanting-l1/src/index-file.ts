/** `LANTING/INDEX.TXT`: what the camera knows of its clips. GBK; it appends a line whenever something changes. */
import type { ListedFile } from 'bwc-station/device';

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
    if (name === undefined || clean(name) === null || mark === undefined || more.length > 0) continue;
    lines.set(name, {
      officerNo: /^0+$/.test(officerNo ?? '') ? null : clean(officerNo),
      officerName: clean(officerName),
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
export function lineOf(
  index: ReadonlyMap<string, IndexLine>,
  { text, raw }: ListedFile['path'],
): IndexLine | undefined {
  return index.get(text) ?? index.get(gbk.decode(Buffer.from(raw ?? text, raw === undefined ? 'utf8' : 'base64')));
}

/** Null where it is empty or damaged: a damaged number is an unknown number. */
function clean(value: string | undefined): string | null {
  const text = value?.trim() ?? '';
  return text === '' || /[\p{Cc}\uFFFD]/u.test(text) ? null : text;
}

function civil(digits: string): string | null {
  const text = digits.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6');
  const time = new Date(`${text}Z`);
  // 30 February would come back as a day in March.
  return Number.isNaN(time.getTime()) || !time.toISOString().startsWith(`${text}.`) ? null : text;
}

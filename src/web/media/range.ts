/** Byte ranges (RFC 9110 14): one at a time. Pure. */

/** First and last byte, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * `whole`: no range was asked for, or none that means anything, or several at once, which a server may answer with
 * everything. `none`: nothing of the file lies in it.
 */
export type Asked = 'whole' | 'none' | ByteRange;

/** Positions beyond this are beyond every file: digits of any number are no reason to lose precision. */
const DIGITS = /^\d{1,15}$/;

export function askedRange(header: string | undefined, bytes: number): Asked {
  const m = /^bytes=(\d*)-(\d*)$/i.exec(header?.replaceAll(/[ \t]/g, '') ?? '');
  const [, from = '', to = ''] = m ?? [];
  if (from === '' && to === '') return 'whole';
  const end = Math.max(0, bytes - 1);
  if (from === '') {
    const length = DIGITS.test(to) ? Number(to) : bytes;
    if (length === 0 || bytes === 0) return 'none';
    return { first: Math.max(0, bytes - length), last: end };
  }
  if (!DIGITS.test(from)) return 'none';
  const first = Number(from);
  const last = to === '' ? end : DIGITS.test(to) ? Number(to) : end;
  if (to !== '' && DIGITS.test(to) && last < first) return 'whole';
  return first >= bytes ? 'none' : { first, last: Math.min(last, end) };
}

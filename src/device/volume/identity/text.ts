/**
 * Text as cameras write it: UTF-8 where it is valid UTF-8 (with or without BOM), otherwise GBK. What neither explains
 * decodes to U+FFFD, and `cleanValue` drops every value that holds one: a damaged number is an unknown number.
 */
const utf8 = new TextDecoder('utf-8', { fatal: true });
const gbk = new TextDecoder('gbk');

/** Never throws. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return gbk.decode(bytes);
  }
}

/** The value without surrounding blanks and trailing NULs (C buffers); null where empty or damaged. */
export function cleanValue(value: string | undefined): string | null {
  const text = value?.replace(/\0+$/, '').trim() ?? '';
  return text === '' || /[\p{Cc}\uFFFD]/u.test(text) ? null : text;
}

/** `000000` (any number of zeros) is how cameras write "no officer set". */
export function cleanOfficerNo(value: string | undefined): string | null {
  const text = cleanValue(value);
  return text === null || /^0+$/.test(text) ? null : text;
}

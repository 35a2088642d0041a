/**
 * Text as cameras write it: UTF-8 (with or without BOM) or GBK. What neither explains decodes to U+FFFD or, in Node's
 * GBK, to a private character; `cleanValue` drops every value that holds one: a damaged number is an unknown number.
 */
const utf8 = new TextDecoder('utf-8', { fatal: true });
const gbk = new TextDecoder('gbk');

/** Never throws. */
export function decodeText(bytes: Uint8Array): string {
  try {
    const text = utf8.decode(bytes);
    return couldBeGbk(text) ? gbkIfChinese(bytes, text) : text;
  } catch {
    return gbk.decode(bytes);
  }
}

/**
 * Two bytes of GBK can by chance be one valid UTF-8 character below U+0800 (`录` reads as `¼`), whole short names even.
 * Chinese in UTF-8 never looks so: its characters are all above.
 */
const couldBeGbk = (text: string): boolean => /[\u0080-\u07FF]/.test(text) && !/[\u0800-\uFFFF]/.test(text);

/** GBK where it makes nothing but Chinese words; `Müller` in UTF-8 would put Chinese between Latin letters. */
function gbkIfChinese(bytes: Uint8Array, text: string): string {
  const chinese = gbk.decode(bytes);
  const odd = /[^\x00-\x7F\p{Script=Han}]|[a-z]\p{Script=Han}|\p{Script=Han}[a-z]/iu;
  return odd.test(chinese) ? text : chinese;
}

/** The value without surrounding blanks and trailing NULs (C buffers); null where empty or damaged. */
export function cleanValue(value: string | undefined): string | null {
  const text = value?.replace(/\0+$/, '').trim() ?? '';
  return text === '' || /[\p{Cc}\p{Co}\uFFFD]/u.test(text) ? null : text;
}

/** `000000` (any number of zeros) is how cameras write "no officer set". */
export function cleanOfficerNo(value: string | undefined): string | null {
  const text = cleanValue(value);
  return text === null || /^0+$/.test(text) ? null : text;
}

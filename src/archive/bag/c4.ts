/** C4 identifier (SMPTE ST 2114): what ASC MHL calls a file by. `c4` and the SHA-512 in base 58, 90 characters in all. */
const DIGITS = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const LENGTH = 88;

/** @param sha512 64 bytes */
export function c4(sha512: Buffer): string {
  let value = BigInt(`0x${sha512.toString('hex')}`);
  let text = '';
  while (value > 0n) {
    text = (DIGITS[Number(value % 58n)] ?? '') + text;
    value /= 58n;
  }
  return `c4${text.padStart(LENGTH, '1')}`;
}

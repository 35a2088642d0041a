/**
 * How objects are named in an archive. Keys are plain ASCII and safe as file names everywhere; people's words (names,
 * places, 中文) go into records and metadata, never into a key.
 *
 *     originals/sha256/ab/cd/<sha256>     content-addressed: the same key always means the same bytes
 *     records/…/v3.json, checkpoints/…    write-once documents
 */

declare const checked: unique symbol;
/** A checked key; made only by the functions of this file. */
export type ObjectKey = string & { readonly [checked]: true };

const SHA256 = /^[0-9a-f]{64}$/;
/** No leading dot: `.`, `..` and everything the targets keep for themselves (`.bwc/…`) cannot be named. */
const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/;
const MAX_KEY_BYTES = 512;

export const isSha256 = (text: string): boolean => SHA256.test(text);

/** @throws RangeError for what is no SHA-256 in lower-case hexadecimal */
export function originalKey(sha256: string): ObjectKey {
  if (!isSha256(sha256)) throw new RangeError('not a SHA-256 in lower-case hexadecimal');
  return `originals/sha256/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}` as ObjectKey;
}

/** @throws RangeError for a segment that is no plain name (letters, digits, `.`, `_`, `-`), or for a content-addressed key */
export function documentKey(...segments: readonly string[]): ObjectKey {
  const key = parseKey(segments.join('/'));
  if (key === null || digestOfKey(key) !== null) throw new RangeError('not the key of a document');
  return key;
}

/** The key a text is, or null. A name below `originals/` is a key only if it is the place of that very digest. */
export function parseKey(text: string): ObjectKey | null {
  const segments = text.split('/');
  if (text.length > MAX_KEY_BYTES || segments.length < 2 || !segments.every((s) => SEGMENT.test(s))) return null;
  if (segments[0] !== 'originals') return text as ObjectKey;
  const sha256 = segments[4] ?? '';
  return isSha256(sha256) && originalKey(sha256) === text ? originalKey(sha256) : null;
}

/** The SHA-256 a content-addressed key promises; null for a document. */
export const digestOfKey = (key: ObjectKey): string | null =>
  key.startsWith('originals/') ? key.slice(key.lastIndexOf('/') + 1) : null;

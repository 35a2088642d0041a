/** One entry of the custody log: what is hashed, chained and signed is exactly these bytes. */
import { canonicalJson } from '../../domain/canonical-json.js';
export const FIRST_PREV = '0'.repeat(64);
export const encodeEntry = (entry) => Buffer.from(canonicalJson({ v: 1, ...entry }), 'utf8');
/** @returns undefined when the bytes are not an entry. */
export function decodeEntry(bytes) {
  try {
    const value = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return isEntry(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
function isEntry(value) {
  if (typeof value !== 'object' || value === null) return false;
  const e = value;
  return (
    Number.isSafeInteger(e.seq) &&
    typeof e.at === 'string' &&
    typeof e.kind === 'string' &&
    typeof e.prev === 'string' &&
    isTextOrNull(e.visitId) &&
    isTextOrNull(e.clipId) &&
    typeof e.body === 'object' &&
    e.body !== null
  );
}
const isTextOrNull = (value) => value === null || typeof value === 'string';

import { decodeText } from '../../text/decode.js';

/** The text or whole number at a path of keys in a JSON file; undefined where it is not there. Never throws. */
export function jsonValueAt(bytes: Uint8Array, keys: readonly string[]): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(decodeText(bytes));
  } catch {
    return undefined;
  }
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined;
}

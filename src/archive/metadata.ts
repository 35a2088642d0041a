/** Metadata as one line of ASCII: names, places and whatever a hostile camera wrote travel in an HTTP header unharmed. */
import { MAX_METADATA_BYTES, type Metadata } from './target.js';

const NAME = /^[a-z][a-z0-9-]{0,31}$/;

/**
 * Base64url of the JSON. JSON escapes what no UTF-8 text can hold (half a surrogate pair), so that any text comes back.
 * @throws RangeError where it is too large or a name is none
 */
export function encodeMetadata(metadata: Metadata): string {
  const json = metadataJson(metadata);
  return json === '{}' ? '' : Buffer.from(json, 'utf8').toString('base64url');
}

/** @throws RangeError where it is too large or a name is none */
export function metadataJson(metadata: Metadata): string {
  const wrong = Object.keys(metadata).find((name) => !NAME.test(name));
  if (wrong !== undefined) throw new RangeError(`not a name for metadata: ${JSON.stringify(wrong)}`);
  const json = JSON.stringify(metadata);
  const bytes = Buffer.byteLength(json);
  if (bytes > MAX_METADATA_BYTES) throw new RangeError(`metadata has ${String(bytes)} bytes`);
  return json;
}

/** What `encodeMetadata` made; empty for anything else, because what somebody else wrote means nothing here. */
export function decodeMetadata(text: string): Metadata {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return {};
  }
  return isMetadata(value) ? value : {};
}

export const isMetadata = (value: unknown): value is Metadata =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.entries(value).every(([name, text]) => NAME.test(name) && typeof text === 'string');

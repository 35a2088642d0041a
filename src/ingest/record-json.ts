/** Values as the custody log and the rows of the store keep them. */
import type { Json } from '../domain/canonical-json.js';

/** A plain value as JSON: what has no JSON form (undefined) is left out, as `JSON.stringify` does. */
export const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

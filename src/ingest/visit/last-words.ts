import { inspect } from 'node:util';
import type { Secret } from '../../device/vendor-host/secret.js';

/** What a process says that ends of an error nobody caught: a vendor's code may throw what it was given. */
export const lastWords = (error: unknown, secrets: Iterable<Secret>): string =>
  [...secrets].reduce((text, secret) => secret.redact(text), `${inspect(error)}\n`);

import { BwcError } from '../domain/errors.js';
/** Everything the store throws on purpose: the data directory, the database, the originals, the custody log. */
export class StoreError extends BwcError {
  name = 'StoreError';
}

import { BwcError } from '../domain/errors.js';
/** Everything that can stop one clip, or one visit, on its way to the disk. */
export class IngestError extends BwcError {
  name = 'IngestError';
}

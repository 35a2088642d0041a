/** What is known of a file after a driver was asked to erase it. Pure. */
import type { ErrorCode } from '../../domain/errors.js';

/** Nothing was erased, for certain: what fails otherwise may have come after. */
const NOT_ERASED: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['bwc.device.erase_refused', 'bwc.device.changed']);

/** @param code of the error it failed with */
export const eraseOutcomeOf = (code: ErrorCode): 'refused' | 'unconfirmed' =>
  NOT_ERASED.has(code) ? 'refused' : 'unconfirmed';

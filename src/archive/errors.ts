import { BwcError, hasCode, type ErrorCode } from '../domain/errors.js';

/**
 * Everything an archive target throws on purpose. `details` may hold `key`, `status`, `reason` (the engine's own code or
 * an errno), `retryAfterMs`, `expected` and `found`; never a credential, a signature or a signed address.
 */
export class ArchiveError extends BwcError {
  override readonly name = 'ArchiveError';
}

/** What to do about a failure: put this object aside for good, try again, or wait until somebody made room. */
export type FailureKind = 'never' | 'later' | 'full';

/** Whom it concerns: this object alone, or everything that is to go to this target. */
export type FailureScope = 'object' | 'target';

export interface Failure {
  readonly kind: FailureKind;
  readonly scope: FailureScope;
  /** The engine asked to be left alone for so long; null where it said nothing. */
  readonly retryAfterMs: number | null;
}

const NEVER: readonly ErrorCode[] = [
  'bwc.archive.refused',
  'bwc.archive.conflict',
  'bwc.archive.source',
  'bwc.archive.missing',
];

/** Later, but no reason to leave the target alone: the next object may go through. */
const ONE_OBJECT: readonly ErrorCode[] = ['bwc.archive.content', 'bwc.archive.cancelled', 'bwc.archive.altered'];

/**
 * What is not known here is a fault of this program or this machine: nothing is put aside for good because of it.
 * Credentials, clock, marker and lock failures are `later` as well: a person mends them and every object goes through.
 */
export function failureOf(error: unknown): Failure {
  if (hasCode(error, ...NEVER)) return { kind: 'never', scope: 'object', retryAfterMs: null };
  if (hasCode(error, ...ONE_OBJECT)) return { kind: 'later', scope: 'object', retryAfterMs: null };
  const wait = error instanceof ArchiveError ? error.details['retryAfterMs'] : undefined;
  return {
    kind: hasCode(error, 'bwc.archive.full') ? 'full' : 'later',
    scope: 'target',
    retryAfterMs: typeof wait === 'number' ? wait : null,
  };
}

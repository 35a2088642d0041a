import { isBwcError, isRetryable, messageOf } from '../../domain/errors.js';
import type { Failure } from './protocol.js';

/** An error as it crosses the process boundary. What nobody foresaw is `bwc.internal`, with its stack in the message. */
export function toFailure(error: unknown): Failure {
  if (isBwcError(error)) {
    return { code: error.code, message: error.message, details: error.details, retryable: isRetryable(error) };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
  return { code: 'bwc.internal', message, details: {}, retryable: false };
}

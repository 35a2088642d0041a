import { BwcError, type ErrorCode, type ErrorDetails } from '../domain/errors.js';

/** What this folder throws: rulebooks and facts that cannot be taken as they are. */
export class PolicyError extends BwcError {
  constructor(
    code: Extract<ErrorCode, `bwc.rules.${string}` | `bwc.facts.${string}`>,
    message: string,
    details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(code, message, details, options);
    this.name = 'PolicyError';
  }
}

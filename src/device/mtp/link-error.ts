/** What can go wrong below the level of objects, told apart by what must be done about it. */
import type { TransferStatus } from '../usb/pipe.js';
import { operationName } from './codec/operations.js';
import { ResponseCode, responseName } from './codec/responses.js';

/**
 * Device and station no longer agree on where they are: a transfer failed, or what came makes no sense. Nothing more
 * can be asked before the link was recovered. `MtpFormatError` below this level becomes one of these too.
 */
export class LinkBroken extends Error {
  constructor(
    readonly why: Exclude<TransferStatus, 'ok' | 'gone'> | 'protocol',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'LinkBroken';
  }
}

/** The device was unplugged. */
export class LinkGone extends Error {
  constructor(options?: ErrorOptions) {
    super('the device is gone', options);
    this.name = 'LinkGone';
  }
}

/** The device answered, and said no. The link is fine. */
export class Refused extends Error {
  constructor(
    readonly operation: number,
    readonly code: number,
  ) {
    super(`${operationName(operation)} was answered with ${responseName(code)}`);
    this.name = 'Refused';
  }
}

export const isRefusal = (error: unknown, ...codes: (keyof typeof ResponseCode)[]): error is Refused =>
  error instanceof Refused && (codes.length === 0 || codes.some((name) => ResponseCode[name] === error.code));

import type { ErrorDetails } from '../../../domain/errors.js';
import { DeviceError } from '../../errors.js';

/** Bytes that are not what PTP/MTP says they are, or a value that its format cannot carry. The only error of the codec. */
export class MtpFormatError extends DeviceError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('bwc.device.protocol', message, details);
    this.name = 'MtpFormatError';
  }
}

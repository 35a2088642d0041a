import { BwcError } from '../domain/errors.js';
/** Everything a driver throws on purpose. */
export class DeviceError extends BwcError {
  constructor(code, message, details = {}, options) {
    super(code, message, details, options);
    this.name = 'DeviceError';
  }
}

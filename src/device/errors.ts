import { BwcError, type ErrorDetails } from '../domain/errors.js';

export type DeviceErrorCode =
  | 'bwc.device.refused'
  | 'bwc.device.ambiguous'
  | 'bwc.device.profile_invalid'
  | 'bwc.device.gone'
  | 'bwc.device.changed'
  | 'bwc.device.read_error'
  | 'bwc.device.busy'
  | 'bwc.device.unconfirmed'
  | 'bwc.device.timeout'
  | 'bwc.device.unsupported'
  | 'bwc.device.listing_failed'
  | 'bwc.device.protocol'
  | 'bwc.device.erase_refused'
  | 'bwc.device.erase_unconfirmed'
  | 'bwc.device.connect_failed'
  | 'bwc.device.credential_missing'
  | 'bwc.device.password_refused'
  | 'bwc.device.clock_refused'
  | 'bwc.device.switch_refused'
  | 'bwc.device.value_unencodable'
  | 'bwc.device.other_camera';

/** Everything a driver throws on purpose. */
export class DeviceError extends BwcError {
  constructor(code: DeviceErrorCode, message: string, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(code, message, details, options);
    this.name = 'DeviceError';
  }
}

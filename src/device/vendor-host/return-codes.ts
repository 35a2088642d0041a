/** The eight return codes of GA/T 947.4 (`RESULT_FLAG` in vendors' headers), to answers. */
import { DeviceError, type DeviceErrorCode } from '../errors.js';
import { type HostAnswer, ok, type Refusal, refused } from './host-answer.js';
import type { HostCallName } from './host-interface.js';

export const RETURN_CODE = {
  CONNECT_SUCCESS: 1,
  CONNECT_FAILED: 2,
  CHECK_PWD_SUCCESS: 3,
  CHECK_PWD_FAILED: 4,
  SET_SYSTEMTIME_SUCCESS: 5,
  SET_SYSTEMTIME_FAILED: 6,
  MSDC_SUCCESS: 7,
  MSDC_FAILED: 8,
} as const;

const WITH_PASSWORD = [RETURN_CODE.CONNECT_SUCCESS, RETURN_CODE.CHECK_PWD_SUCCESS];

/**
 * What means success in which call. Makers differ: some answer 1 to every call that went well, some 3 where only the
 * password was of interest. A clock is not taken as set because a password was right; a switch shows by itself.
 */
const SUCCESS: Readonly<Record<HostCallName, readonly number[]>> = {
  Init_Device: [RETURN_CODE.CONNECT_SUCCESS],
  GetIDCode: [RETURN_CODE.CONNECT_SUCCESS],
  GetZFYInfo: WITH_PASSWORD,
  WriteZFYInfo: WITH_PASSWORD,
  SyncDevTime: [RETURN_CODE.CONNECT_SUCCESS, RETURN_CODE.SET_SYSTEMTIME_SUCCESS],
  SetMSDC: [...WITH_PASSWORD, RETURN_CODE.MSDC_SUCCESS],
  ReadDeviceResolution: WITH_PASSWORD,
  ReadDeviceBatteryDumpEnergy: WITH_PASSWORD,
  'read clock': WITH_PASSWORD,
  'disk space': WITH_PASSWORD,
};

/**
 * `value` is asked for only where the call went well.
 * @throws DeviceError `bwc.device.protocol` for a code that says nothing in this call.
 */
export function answerOf<T>(call: HostCallName, code: number, value: () => T): HostAnswer<T> {
  if (SUCCESS[call].includes(code)) return ok(value());
  const refusal = refusalOf(call, code);
  if (refusal !== undefined) return refused(refusal);
  throw new DeviceError('bwc.device.protocol', `${call} answered ${String(code)}`, { call, returnCode: code });
}

function refusalOf(call: HostCallName, code: number): Refusal | undefined {
  if (code === RETURN_CODE.CONNECT_FAILED) return 'connect_failed';
  if (code === RETURN_CODE.CHECK_PWD_FAILED) return 'password_refused';
  if (code === RETURN_CODE.SET_SYSTEMTIME_FAILED && call === 'SyncDevTime') return 'clock_refused';
  if (code === RETURN_CODE.MSDC_FAILED && call === 'SetMSDC') return 'switch_refused';
  return undefined;
}

const REFUSED: Readonly<Record<Refusal, readonly [DeviceErrorCode, string]>> = {
  connect_failed: ['bwc.device.connect_failed', 'the camera does not answer its host interface'],
  password_refused: ['bwc.device.password_refused', 'the camera refuses the password of this model'],
  clock_refused: ['bwc.device.clock_refused', 'the camera refuses to have its clock set'],
  switch_refused: ['bwc.device.switch_refused', 'the camera refuses to become a disk'],
};

/** The refusal as an error, with `call` and `refusal` in its details. */
export function refusalError(call: HostCallName, refusal: Refusal): DeviceError {
  const [code, message] = REFUSED[refusal];
  return new DeviceError(code, `${call}: ${message}`, { call, refusal });
}

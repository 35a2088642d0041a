/** The code of maker and model that `Init_Device` and `GetIDCode` answer: 5 characters, in a buffer of 5 or 6 bytes. */
import { DeviceError } from '../errors.js';

/** @throws DeviceError `bwc.device.protocol` where the buffer holds no code. */
export function parseRecognitionCode(buffer: Uint8Array): string {
  const end = buffer.indexOf(0);
  return checkRecognitionCode(new TextDecoder('latin1').decode(end < 0 ? buffer : buffer.subarray(0, end)));
}

/**
 * Shorter codes than the standard's are let pass, as no two makers agree; anything that is not printable ASCII is not.
 * @throws DeviceError `bwc.device.protocol`
 */
export function checkRecognitionCode(text: string): string {
  const code = text.trim();
  if (/^[\x21-\x7E]{1,6}$/.test(code)) return code;
  throw new DeviceError('bwc.device.protocol', 'the camera answered no recognition code', { characters: text.length });
}

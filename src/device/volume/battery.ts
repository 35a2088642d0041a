import type { BatteryReading } from '../../domain/camera.js';
import { decodeText } from '../text/decode.js';

/** The last match of the profile's pattern; null where there is none or it is no percentage. Never throws. */
export function parseBattery(bytes: Uint8Array, pattern: string, source: string): BatteryReading | null {
  const last = [...decodeText(bytes).matchAll(new RegExp(pattern, 'giu'))].at(-1)?.groups?.['percent'];
  const percent = Number(last ?? Number.NaN);
  return percent >= 0 && percent <= 100 ? { percent, source } : null;
}

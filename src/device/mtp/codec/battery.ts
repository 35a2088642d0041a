import { DataType } from './data-values.js';
import type { DevicePropDesc } from './device-prop-desc.js';

/** No power and full power on the device's own scale, or null where it has none. */
function scaleOf({ form }: DevicePropDesc): { readonly empty: number; readonly full: number } | null {
  if (form.kind === 'range') {
    return typeof form.min === 'number' && typeof form.max === 'number' ? { empty: form.min, full: form.max } : null;
  }
  if (form.kind !== 'enum') return null;
  // The list holds thresholds (ISO 15740 13.3.1): its greatest is full, its least need not be empty.
  const full = form.values.reduce<number>(
    (most, value) => (typeof value === 'number' ? Math.max(most, value) : most),
    0,
  );
  return { empty: 0, full };
}

/**
 * BatteryLevel (0x5001) as 0..100, or null. The standard says u8; some devices declare u16. A form gives the scale;
 * without one a value cannot be read. The value 0 is unknown, not empty: the standard allows it for a device that runs on
 * power from the cable, and a camera with an empty battery does not answer.
 */
export function batteryPercent(desc: DevicePropDesc): number | null {
  const { dataType, current } = desc;
  if (dataType !== DataType.uint8 && dataType !== DataType.uint16) return null;
  const scale = scaleOf(desc);
  if (typeof current !== 'number' || current === 0 || scale === null) return null;
  const { empty, full } = scale;
  if (full <= empty || current < empty || current > full) return null;
  return Math.round(((current - empty) / (full - empty)) * 100);
}

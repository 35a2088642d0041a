import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batteryPercent } from '../../../../src/device/mtp/codec/battery.js';
import type { PropForm } from '../../../../src/device/mtp/codec/device-prop-desc.js';
import { propDesc } from './arbitraries.js';

const U8 = 0x0002;
const U16 = 0x0004;

const percent = (dataType: number, current: number, form: PropForm): number | null =>
  batteryPercent({ propCode: 0x5001, dataType, writable: false, factoryDefault: 0, current, form });
const range = (min: number, max: number): PropForm => ({ kind: 'range', min, max, step: 1 });
const oneOf = (...values: number[]): PropForm => ({ kind: 'enum', values });

describe('the battery level', () => {
  it.each([
    ['percent as they are', U8, 87, range(0, 100), 87],
    ['16 bits', U16, 100, range(0, 100), 100],
    ['a scale of its own', U16, 3050, range(3000, 3200), 25],
    ['255 steps', U8, 128, range(0, 255), 50],
    ['the lower end of a scale that does not begin at 0', U8, 20, range(20, 100), 0],
    ['bars', U8, 1, oneOf(1, 2, 3, 4), 25],
    ['thresholds in percent', U8, 60, oneOf(100, 20, 60), 60],
    ['between two thresholds', U8, 50, oneOf(20, 60, 100), 50],
  ])('%s', (_what, type, current, form, expected) => {
    expect(percent(type, current, form)).toBe(expected);
  });

  it.each([
    ['no form to give a scale', U8, 87, { kind: 'none' } as const],
    ['0 may be power from the cable', U8, 0, range(0, 100)],
    ['above the range', U8, 101, range(0, 100)],
    ['below the range', U8, 5, range(10, 100)],
    ['a range of nothing', U8, 0, range(0, 0)],
    ['a range the wrong way round', U8, 50, range(100, 0)],
    ['above every listed value', U8, 5, oneOf(1, 2, 3, 4)],
    ['an empty list', U8, 5, oneOf()],
    ['another data type', 0x0003, 50, range(0, 100)],
  ])('%s: unknown', (_what, type, current, form) => {
    expect(percent(type, current, form)).toBeNull();
  });

  it('is a whole number from 0 to 100 or unknown, whatever a device declares', () => {
    fc.assert(
      fc.property(propDesc, (desc) => {
        const result = batteryPercent(desc);
        expect(result === null || (Number.isInteger(result) && result >= 0 && result <= 100)).toBe(true);
      }),
    );
  });
});

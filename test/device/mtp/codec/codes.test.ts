import { describe, expect, it } from 'vitest';
import { DeviceProp, devicePropName } from '../../../../src/device/mtp/codec/device-props.js';
import { EventCode, eventName } from '../../../../src/device/mtp/codec/events.js';
import { formatName, ObjectFormat } from '../../../../src/device/mtp/codec/formats.js';
import { ObjectProp, objectPropName } from '../../../../src/device/mtp/codec/object-props.js';
import {
  MUTATING_OPERATIONS,
  mutatesDevice,
  OperationCode,
  operationName,
  READING_OPERATIONS,
} from '../../../../src/device/mtp/codec/operations.js';
import { ResponseCode, responseName } from '../../../../src/device/mtp/codec/responses.js';

const TABLES: readonly (readonly [string, Readonly<Record<string, number>>, (code: number) => string])[] = [
  ['operations', OperationCode, operationName],
  ['responses', ResponseCode, responseName],
  ['events', EventCode, eventName],
  ['formats', ObjectFormat, formatName],
  ['object properties', ObjectProp, objectPropName],
  ['device properties', DeviceProp, devicePropName],
];

describe('code tables', () => {
  it.each(TABLES)('%s: every code is of 16 bits and has one name', (_what, table, nameOf) => {
    for (const [name, code] of Object.entries(table)) {
      expect(code).toBeLessThanOrEqual(0xffff);
      expect(nameOf(code)).toBe(name);
    }
  });

  it('name what is known and show what is not', () => {
    expect(operationName(0x101b)).toBe('GetPartialObject');
    expect(operationName(0x9abc)).toBe('0x9abc');
    expect(responseName(0x201e)).toBe('SessionAlreadyOpen');
    expect(eventName(0x2)).toBe('0x0002');
    expect(formatName(0xb982)).toBe('MP4');
    expect(objectPropName(0xdc04)).toBe('ObjectSize');
    expect(devicePropName(0x5011)).toBe('DateTime');
  });
});

describe('what changes the device', () => {
  it('no operation is in both tables', () => {
    expect(Object.keys(READING_OPERATIONS).filter((name) => name in MUTATING_OPERATIONS)).toEqual([]);
    expect(Object.keys(OperationCode)).toHaveLength(
      Object.keys(READING_OPERATIONS).length + Object.keys(MUTATING_OPERATIONS).length,
    );
  });

  it.each([
    0x100b, 0x100c, 0x100d, 0x100e, 0x100f, 0x1010, 0x1011, 0x1012, 0x1013, 0x1016, 0x1017, 0x1019, 0x101a, 0x9804,
    0x9806, 0x9808, 0x9811, 0x95c2, 0x95c3, 0x95c4, 0x95c5,
  ])('%i does', (code) => {
    expect(mutatesDevice(code)).toBe(true);
  });

  it.each([
    0x1001, 0x1002, 0x1003, 0x1004, 0x1005, 0x1007, 0x1008, 0x1009, 0x1014, 0x1015, 0x101b, 0x9803, 0x9805, 0x95c1,
  ])('%i does not', (code) => {
    expect(mutatesDevice(code)).toBe(false);
  });

  it('of all 65,536 codes only those known to read are harmless', () => {
    const harmless = Array.from({ length: 0x10000 }, (_, code) => code).filter((code) => !mutatesDevice(code));
    expect(harmless).toEqual(Object.values(READING_OPERATIONS).sort((a, b) => a - b));
  });
});

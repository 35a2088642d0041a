/** Battery, clock, friendly name; object properties and their lists. */
import { describe, expect, it } from 'vitest';
import { batteryPercent } from '../../../../src/device/mtp/codec/battery.js';
import { DataType, encodeValue, parseValue } from '../../../../src/device/mtp/codec/data-values.js';
import { parseDeviceInfo } from '../../../../src/device/mtp/codec/device-info.js';
import { parseDevicePropDesc } from '../../../../src/device/mtp/codec/device-prop-desc.js';
import { DeviceProp } from '../../../../src/device/mtp/codec/device-props.js';
import { parseObjectPropsSupported } from '../../../../src/device/mtp/codec/id-lists.js';
import { parseObjectPropList } from '../../../../src/device/mtp/codec/object-prop-list.js';
import { ObjectProp } from '../../../../src/device/mtp/codec/object-props.js';
import { ResponseCode } from '../../../../src/device/mtp/codec/responses.js';
import type { Knobs, VirtualClockOptions } from '../../../../src/device/testing/mtp/index.js';
import { ALL, connected, Op, opened, type RawHost } from './support.js';

const NONE = Buffer.alloc(0);

async function clockText(raw: RawHost): Promise<string> {
  const { data } = await raw.ask(Op.GetDevicePropValue, DeviceProp.DateTime);
  return String(parseValue(data ?? NONE, DataType.string).value);
}

describe('battery', () => {
  const levels = [0, 25, 50, 75, 100];
  it.each([
    ['u8 of 100', { value: 55 }, 55],
    ['u16 of 1000', { type: 'u16', value: 250, form: { kind: 'range', min: 0, max: 1000, step: 1 } }, 25],
    ['u8 by steps', { value: 3, form: { kind: 'enum', values: [1, 2, 3, 4] } }, 75],
    ['u16 by steps', { type: 'u16', value: 50, form: { kind: 'enum', values: levels } }, 50],
  ] as const)('%s', async (_, battery, percent) => {
    const raw = await opened({ battery });
    const { data } = await raw.ask(Op.GetDevicePropDesc, DeviceProp.BatteryLevel);
    expect(batteryPercent(parseDevicePropDesc(data ?? NONE))).toBe(percent);
  });

  it('may be absent, and may end the session', async () => {
    const without = await opened({ battery: null });
    const answer = await without.ask(Op.GetDevicePropDesc, DeviceProp.BatteryLevel);
    expect(answer.code).toBe(ResponseCode.DevicePropNotSupported);
    const breaking = await opened({ battery: { value: 50, breaksSession: true } });
    expect((await breaking.ask(Op.GetDevicePropValue, DeviceProp.BatteryLevel)).data).toHaveLength(1);
    expect((await breaking.ask(Op.GetStorageIDs)).code).toBe(ResponseCode.SessionNotOpen);
  });
});

describe('clock', () => {
  const cases: [string, VirtualClockOptions, string][] = [
    ['right', {}, '20260301T090001'],
    ['wrong by an offset', { offsetMs: -3_600_500 }, '20260301T080001'],
    ['in even seconds', { resolution: 'two-seconds' }, '20260301T090000'],
    ['in tenths', { resolution: 'tenth' }, '20260301T090001.7'],
    ['with its zone', { zoneMinutes: -210, zoneWritten: 'offset' }, '20260228T213001-0330'],
    ['in UTC', { zoneWritten: 'utc' }, '20260301T010001Z'],
    ['fast by half', { driftPpm: 500_000 }, '20260301T090002'],
  ];
  it.each(cases)('%s', async (_, clock, text) => {
    const raw = await opened({ clock });
    await raw.camera.timing.sleep(1700);
    expect(await clockText(raw)).toBe(text);
  });

  it('can be set, which is recorded, and refuses what is no time', async () => {
    const raw = await opened({ clock: { offsetMs: 90_000 } });
    const set = async (text: string): Promise<number> => {
      await raw.command(Op.SetDevicePropValue, [DeviceProp.DateTime]);
      await raw.data(Op.SetDevicePropValue, encodeValue(DataType.string, text));
      return (await raw.answer()).code;
    };
    expect(await set('20260301T090000')).toBe(ResponseCode.OK);
    expect(await clockText(raw)).toBe('20260301T090000');
    expect(raw.camera.clock?.now()).toBe(raw.camera.clock?.trueTime());
    expect(await set('nonsense')).toBe(ResponseCode.InvalidDevicePropValue);
    expect(raw.camera.mutations).toEqual([Op.SetDevicePropValue, Op.SetDevicePropValue]);
  });

  it('friendly name, and what is not there', async () => {
    const raw = await opened({ friendlyName: '一号', clock: null });
    const { data } = await raw.ask(Op.GetDevicePropValue, DeviceProp.DeviceFriendlyName);
    expect(parseValue(data ?? NONE, DataType.string).value).toBe('一号');
    const { code } = await raw.ask(Op.GetDevicePropValue, DeviceProp.DateTime);
    expect(code).toBe(ResponseCode.DevicePropNotSupported);
    const info = parseDeviceInfo((await raw.ask(Op.GetDeviceInfo)).data ?? NONE);
    expect(info.devicePropertiesSupported).toEqual([DeviceProp.BatteryLevel, DeviceProp.DeviceFriendlyName]);
  });
});

describe('object properties', () => {
  it('are described as they are told', async () => {
    const raw = await opened();
    const { ids } = parseObjectPropsSupported((await raw.ask(Op.GetObjectPropsSupported, 0)).data ?? NONE);
    for (const code of ids) {
      const desc = (await raw.ask(Op.GetObjectPropDesc, code, 0)).data ?? NONE;
      const value = (await raw.ask(Op.GetObjectPropValue, 1, code)).data ?? NONE;
      expect(parseValue(value, desc.readUInt16LE(2)).trailingBytes).toBe(0);
    }
    expect((await raw.ask(Op.GetObjectPropDesc, 0xdc50, 0)).code).toBe(ResponseCode.ObjectPropNotSupported);
  });

  const entries = Array.from({ length: 6 }, (_, i) => ({ path: `D/${String(i)}`, size: 10 + i }));
  async function listed(propList: Knobs['propList'], ...params: number[]): Promise<[number, bigint | number][]> {
    const raw = await opened({ entries, knobs: { propList } });
    await raw.ask(Op.GetObjectHandles, ALL, 0, 1);
    const { data } = await raw.ask(Op.GetObjectPropList, ...params);
    return [...parseObjectPropList(data ?? Buffer.alloc(4))].map(({ handle, value }) => [handle, Number(value)]);
  }

  it.each([
    [
      'whole',
      [
        [2, 10],
        [3, 11],
        [4, 12],
        [5, 13],
        [6, 14],
        [7, 15],
      ],
    ],
    [
      'partial',
      [
        [2, 10],
        [3, 11],
        [5, 13],
        [6, 14],
      ],
    ],
    [
      'inconsistent',
      [
        [2, 11],
        [3, 11],
        [4, 12],
        [5, 13],
        [6, 14],
        [7, 15],
        [0xdead0000, 10],
      ],
    ],
    ['none', []],
  ] as const)('a list that is %s', async (propList, expected) => {
    expect(await listed(propList, 1, 0, ObjectProp.ObjectSize, 0, 1)).toEqual(expected);
  });

  it('lists one object, one folder or everything', async () => {
    expect(await listed('whole', 3, 0, ObjectProp.ObjectSize, 0, 0)).toEqual([[3, 11]]);
    expect(await listed('whole', 0, 0, ObjectProp.ObjectSize, 0, 1)).toEqual([[1, 0]]);
    expect(await listed('whole', ALL, 0, ObjectProp.ObjectSize, 0, ALL)).toHaveLength(7);
    expect(await listed('whole', 1, 0, ObjectProp.ObjectSize, 0, ALL)).toHaveLength(6);
  });
});

it('says of itself what it is told to', async () => {
  const raw = await connected({
    serialNumber: 'S1',
    knobs: { unsupported: [Op.GetPartialObject64], deviceInfo: { manufacturer: 'x'.repeat(254), model: '\ud800' } },
  });
  const info = parseDeviceInfo((await raw.ask(Op.GetDeviceInfo)).data ?? NONE);
  expect(info).toMatchObject({ manufacturer: 'x'.repeat(254), model: '\ud800', serialNumber: 'S1' });
  expect(info.operationsSupported).toContain(Op.GetPartialObject);
  expect(info.operationsSupported).not.toContain(Op.GetPartialObject64);
  expect(info.vendorExtensionDesc).not.toContain('android');
});

import { describe, expect, it } from 'vitest';
import type { HostCallName } from '../../../src/device/vendor-host/host-interface.js';
import { checkRecognitionCode, parseRecognitionCode } from '../../../src/device/vendor-host/recognition-code.js';
import { answerOf, refusalError, RETURN_CODE } from '../../../src/device/vendor-host/return-codes.js';

const CALLS: readonly HostCallName[] = [
  'Init_Device',
  'GetIDCode',
  'GetZFYInfo',
  'WriteZFYInfo',
  'SyncDevTime',
  'SetMSDC',
  'ReadDeviceResolution',
  'ReadDeviceBatteryDumpEnergy',
];

/** What each of the codes 1 to 8 comes to, `!` for an answer that makes no sense. */
function answers(call: HostCallName): string[] {
  return Object.values(RETURN_CODE).map((code) => {
    try {
      const answer = answerOf(call, code, () => 'value');
      return answer.is === 'refused' ? answer.refusal : answer.is;
    } catch (error) {
      expect(error).toMatchObject({ code: 'bwc.device.protocol', details: { call, returnCode: code } });
      return '!';
    }
  });
}

describe('return codes', () => {
  it.each(CALLS)('%s: each of the eight says one thing or is an error', (call) => {
    expect({ call, answers: answers(call) }).toMatchObject({ call, answers: EXPECTED[call] });
  });

  it.each([0, 9, -1, 1.5, Number.NaN])('%s is no return code', (code) => {
    expect(() => answerOf('SetMSDC', code, () => null)).toThrow(/answered/);
  });

  it('asks for the value only where there is one', () => {
    const refusal = answerOf('GetZFYInfo', RETURN_CODE.CHECK_PWD_FAILED, () => {
      throw new Error('there is no record');
    });
    expect(refusal).toEqual({ is: 'refused', refusal: 'password_refused' });
  });

  it('gives errors that say which call was refused', () => {
    expect(refusalError('SetMSDC', 'switch_refused')).toMatchObject({
      code: 'bwc.device.switch_refused',
      details: { call: 'SetMSDC', refusal: 'switch_refused' },
    });
    const codes = (['connect_failed', 'password_refused', 'clock_refused'] as const).map(
      (refusal) => refusalError('SyncDevTime', refusal).code,
    );
    expect(codes).toEqual(['bwc.device.connect_failed', 'bwc.device.password_refused', 'bwc.device.clock_refused']);
  });
});

const READ = ['ok', 'connect_failed', 'ok', 'password_refused', '!', '!', '!', '!'];
const OPEN = ['ok', 'connect_failed', '!', 'password_refused', '!', '!', '!', '!'];
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  Init_Device: OPEN,
  GetIDCode: OPEN,
  GetZFYInfo: READ,
  WriteZFYInfo: READ,
  // A password that was right does not prove that the clock was set.
  SyncDevTime: ['ok', 'connect_failed', '!', 'password_refused', 'ok', 'clock_refused', '!', '!'],
  SetMSDC: ['ok', 'connect_failed', 'ok', 'password_refused', '!', '!', 'ok', 'switch_refused'],
  ReadDeviceResolution: READ,
  ReadDeviceBatteryDumpEnergy: READ,
};

describe('recognition codes', () => {
  it('come in buffers of 5 or 6 bytes', () => {
    expect(parseRecognitionCode(Buffer.from('H22A1'))).toBe('H22A1');
    expect(parseRecognitionCode(Buffer.from('H22A1\0'))).toBe('H22A1');
    expect(parseRecognitionCode(Buffer.from('H22A1X'))).toBe('H22A1X');
    expect(parseRecognitionCode(Buffer.from('H22\0\xff\xff', 'latin1'))).toBe('H22');
  });

  it.each(['', '\0\0\0\0\0', '\xff\xff\xff\xff\xff', 'A B C', 'TOOLONG'])('%j is none', (text) => {
    expect(() => parseRecognitionCode(Buffer.from(text, 'latin1'))).toThrow(/no recognition code/);
    expect(() => checkRecognitionCode(text)).toThrow(/no recognition code/);
  });
});

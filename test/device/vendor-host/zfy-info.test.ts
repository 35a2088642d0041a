import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeviceError } from '../../../src/device/errors.js';
import { encodeGbk } from '../../../src/device/text/gbk.js';
import {
  encodeZfyInfo,
  identityOf,
  parseZfyInfo,
  type ZfyField,
  type ZfyInfo,
  zfyInfoBytes,
  type ZfyVariant,
} from '../../../src/device/vendor-host/zfy-info.js';

const VARIANTS: readonly ZfyVariant[] = ['terminated', 'unterminated'];
const LI: ZfyInfo = {
  serial: 'A1B2C37',
  officerNo: '012345',
  officerName: '李雷',
  unitNo: '310115000000',
  unitName: '浦东新区城管执法局第一中队',
};

/** Chinese and Latin text of at most so many bytes of GBK, without blanks around it. */
const text = (bytes: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...Array.from('ABZ09-·李雷城管执法局镕囍〇丂、（）é')), { minLength: 1, maxLength: bytes })
    .map((all) => all.join(''))
    .filter((t) => encodeGbk(t).length <= bytes);
const infos = fc.record<ZfyInfo>({
  serial: text(7),
  officerNo: fc.option(text(6).filter((t) => !/^0+$/.test(t))),
  officerName: fc.option(text(32)),
  unitNo: fc.option(text(12)),
  unitName: fc.option(text(32)),
});

describe.each(VARIANTS)('ZFY_INFO, %s', (variant) => {
  it('reads back what was written', () => {
    fc.assert(
      fc.property(infos, (info) => {
        const record = encodeZfyInfo(info, variant);
        expect(record).toHaveLength(zfyInfoBytes(variant));
        expect(parseZfyInfo(record)).toEqual(info);
      }),
    );
  });

  it('writes what was read, or says which field cannot be written', () => {
    const bytes = zfyInfoBytes(variant);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: bytes, maxLength: bytes }), (record) => {
        const info = parseZfyInfo(record);
        try {
          expect(parseZfyInfo(encodeZfyInfo(info, variant))).toEqual(info);
        } catch (error) {
          expect(problemOf(error)).toMatch(/^(serial required|\w+ (too_long|unencodable))$/);
        }
      }),
    );
  });

  it('never cuts a text: a character more than fits is an error', () => {
    const limits: readonly [ZfyField, number][] = [
      ['serial', 7],
      ['officerNo', 6],
      ['officerName', 32],
      ['unitNo', 12],
      ['unitName', 32],
    ];
    for (const [field, limit] of limits) {
      const fits = '中'.repeat(Math.floor(limit / 2)) + 'x'.repeat(limit % 2);
      expect(parseZfyInfo(encodeZfyInfo({ ...LI, [field]: fits }, variant))[field]).toBe(fits);
      expect(problem({ [field]: `${fits}x` }, variant)).toBe(`${field} too_long`);
      expect(problem({ [field]: `${fits}中` }, variant)).toBe(`${field} too_long`);
    }
  });

  it('refuses what would be read back as something else', () => {
    expect(problem({ officerNo: '000000' }, variant)).toBe('officerNo not_a_value');
    expect(problem({ officerName: '' }, variant)).toBe('officerName not_a_value');
    expect(problem({ officerName: ' 李' }, variant)).toBe('officerName not_a_value');
    expect(problem({ officerName: '李\0雷' }, variant)).toBe('officerName not_a_value');
    expect(problem({ officerName: '𠮷' }, variant)).toBe('officerName unencodable');
    expect(problem({ unitName: '\uE000' }, variant)).toBe('unitName not_a_value');
    expect(problem({ serial: null }, variant)).toBe('serial required');
  });
});

describe('a record', () => {
  it('has 94 or 89 bytes', () => {
    expect(VARIANTS.map(zfyInfoBytes)).toEqual([94, 89]);
  });

  it('has its fields at fixed places', () => {
    const record = Buffer.from(encodeZfyInfo(LI, 'terminated'));
    expect(record.toString('latin1', 0, 15)).toBe('A1B2C37\x00012345\0');
    // 李雷 in GBK.
    expect(record.toString('hex', 15, 20)).toBe('c0eec0d700');
    expect(record.toString('latin1', 48, 61)).toBe('310115000000\0');
    expect(Buffer.from(encodeZfyInfo(LI, 'unterminated')).toString('latin1', 0, 13)).toBe('A1B2C37012345');
  });

  it('of any other length is a typed error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        fc.pre(bytes.length !== 94 && bytes.length !== 89);
        expect(() => parseZfyInfo(bytes)).toThrow(expect.objectContaining({ code: 'bwc.device.protocol' }));
      }),
    );
  });

  it('says nothing where a field is empty, zeros for an officer, erased flash or half a character', () => {
    const record = Buffer.from(encodeZfyInfo(LI, 'terminated'));
    record.write('000000', 8, 'latin1');
    record.fill(0xff, 15, 48);
    record.fill(0, 48, 61);
    // 16 and a half characters, no terminator.
    record.fill(encodeGbk('城'.repeat(17)).subarray(0, 33), 61, 94);
    expect(parseZfyInfo(record)).toEqual({
      serial: 'A1B2C37',
      officerNo: null,
      officerName: null,
      unitNo: null,
      unitName: null,
    });
  });

  it('may hold rubbish behind the terminator', () => {
    const record = Buffer.from(encodeZfyInfo(LI, 'terminated'));
    record.fill('xyz', 20, 48);
    expect(parseZfyInfo(record)).toEqual(LI);
  });
});

describe('the identity', () => {
  it('is cleaned once more: not every vendor goes through the codec', () => {
    const info = { serial: 'S1\0\0', officerNo: '000000', officerName: ' ', unitNo: null, unitName: '中队' };
    expect(identityOf(info, 'H22A1')).toEqual({
      serial: 'S1',
      officerNo: null,
      officerName: null,
      unitNo: null,
      unitName: '中队',
      model: 'H22A1',
      firmware: null,
      source: 'GetZFYInfo',
    });
  });
});

describe('GBK', () => {
  it('reads back as the same text, for every character it has', () => {
    const decoder = new TextDecoder('gbk');
    let characters = 0;
    for (let code = 0x80; code <= 0xffff; code++) {
      const character = String.fromCharCode(code);
      let bytes: Uint8Array;
      try {
        bytes = encodeGbk(character);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        continue;
      }
      characters++;
      if (decoder.decode(bytes) !== character)
        throw new Error(`${code.toString(16)} is read back as another character`);
    }
    // GBK/1 to GBK/5 have 21,886 characters, of which the decoder gives some private-use places.
    expect(characters).toBeGreaterThan(21_700);
  });

  it('writes the everyday ones as GB 2312 has them', () => {
    expect(encodeGbk('啊a、').toString('hex')).toBe('b0a161a1a2');
  });
});

function problem(changes: Partial<ZfyInfo>, variant: ZfyVariant): string {
  try {
    encodeZfyInfo({ ...LI, ...changes }, variant);
  } catch (error) {
    return problemOf(error);
  }
  return 'none';
}

function problemOf(error: unknown): string {
  if (!(error instanceof DeviceError)) throw error;
  return `${String(error.details['field'])} ${String(error.details['problem'])}`;
}

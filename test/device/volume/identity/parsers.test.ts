import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeGbk } from '../../../../src/device/text/gbk.js';
import { parseBattery } from '../../../../src/device/volume/battery.js';
import { identityFromNames } from '../../../../src/device/volume/identity/from-names.js';
import { parseInfoDat } from '../../../../src/device/volume/identity/info-dat.js';
import { iniGroup, parseIni } from '../../../../src/device/volume/identity/ini.js';
import { jsonValueAt } from '../../../../src/device/volume/identity/json-key.js';
import { nameReader } from '../../../../src/device/volume/identity/name-facts.js';
import { cleanOfficerNo, cleanValue, decodeText } from '../../../../src/device/text/decode.js';

const INI =
  '; made by the camera\r\n[ZFY]\r\nDevNo = 7654321 \r\nUserName="张三"\r\ncorpname=城管一中队\r\nDevNo=again\r\n';

describe('text of identity files', () => {
  it.each([
    ['UTF-8', Buffer.from(INI)],
    ['UTF-8 with BOM', Buffer.from(`\uFEFF${INI}`)],
    ['GBK', encodeGbk(INI)],
    ['UTF-8 with bare line feeds', Buffer.from(INI.replaceAll('\r\n', '\n'))],
  ])('reads an INI file in %s', (_, bytes) => {
    const group = iniGroup(parseIni(bytes), ['zfy', 'ZHY']);
    expect(Object.fromEntries(group ?? [])).toEqual({ devno: '7654321', username: '张三', corpname: '城管一中队' });
  });

  it('reads a GBK byte literal, brackets and bars in trail bytes included', () => {
    // 沎 is 9B5B in GBK: its second byte is `[`. 張 is 8F88, 誠 D55C.
    const bytes = Buffer.concat([Buffer.from('[ZHY]\nUserName='), Buffer.from([0x9b, 0x5b, 0x8f, 0x88, 0xd5, 0x5c])]);
    expect(cleanValue(iniGroup(parseIni(bytes), ['ZFY', 'ZHY'])?.get('username'))).toHaveLength(3);
  });

  it('has no group where there is none, and no keys before the first group', () => {
    expect(iniGroup(parseIni(Buffer.from('DevNo=1\n[OTHER]\nDevNo=2')), ['ZFY'])).toBeUndefined();
  });

  it('drops values that are empty or damaged rather than guessing them', () => {
    expect(cleanValue(undefined)).toBeNull();
    expect(cleanValue('  \0\0')).toBeNull();
    expect(cleanValue(' 12\0\0')).toBe('12');
    expect(cleanValue('12\x0734')).toBeNull();
    expect(cleanValue(decodeText(Buffer.from([0x31, 0x32, 0xff, 0x33])))).toBeNull();
  });

  it.each(['000000', '0', '00000000', ' 000000\0', ''])('takes officer %j for nobody', (value) => {
    expect(cleanOfficerNo(value)).toBeNull();
  });

  it('keeps an officer number as written', () => {
    expect(cleanOfficerNo('000120')).toBe('000120');
  });

  it('splits the first line of Info.dat', () => {
    expect(parseInfoDat(Buffer.from('DEV1;JY;000123;x\r\nsecond;line'))).toEqual(['DEV1', 'JY', '000123', 'x']);
  });

  it('finds text and whole numbers in JSON, nothing else', () => {
    const at = (text: string, ...keys: string[]): string | undefined => jsonValueAt(Buffer.from(text), keys);
    expect(at('{"info":{"serial-number":"BC1"}}', 'info', 'serial-number')).toBe('BC1');
    expect(at('{"info":{"serial-number":42}}', 'info', 'serial-number')).toBe('42');
    expect(at('{"info":{"serial-number":[]}}', 'info', 'serial-number')).toBeUndefined();
    expect(at('{"info":null}', 'info', 'serial-number')).toBeUndefined();
    expect(at('{}', 'constructor', 'name')).toBeUndefined();
    expect(at('{"info":', 'info')).toBeUndefined();
  });

  it('reads the last battery line within 0..100', () => {
    const read = (text: string): unknown =>
      parseBattery(Buffer.from(text), 'Battery0=(?<percent>\\d{1,3})(?!\\d)', 'B');
    expect(read('Battery0=90\nBattery0=85\n')).toEqual({ percent: 85, source: 'B' });
    expect(read('Battery0=0')).toEqual({ percent: 0, source: 'B' });
    expect(read('Battery0=101')).toBeNull();
    expect(read('Battery0=1000')).toBeNull();
    expect(read('')).toBeNull();
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.string(), (bytes, key) => {
        parseIni(bytes);
        parseInfoDat(bytes).forEach((field) => cleanOfficerNo(field));
        jsonValueAt(bytes, [key]);
        parseBattery(bytes, 'B=(?<percent>\\d+)', 'B');
      }),
    );
  });

  it('gives back any Chinese text, whether written in GBK or in UTF-8', () => {
    // The GBK bytes of 录 and 执 are valid UTF-8 of something else.
    const word = fc.array(fc.constantFrom('录', '执', '法', '记', '仪'), { minLength: 1 }).map((c) => c.join(''));
    const text = fc.tuple(word, fc.constantFrom('', '=', '01', ' -_')).map((parts) => parts.join(''));
    fc.assert(fc.property(text, (t) => decodeText(encodeGbk(t)) === t && decodeText(Buffer.from(t, 'utf8')) === t));
  });

  it.each(['Müller', 'ÆØÅ Łódź', 'Zoë=1'])('does not make Chinese of %s in UTF-8', (text) => {
    expect(decodeText(Buffer.from(text))).toBe(text);
  });
});

describe('identity from names', () => {
  const read = nameReader([{ id: 'dsj', pattern: '^DSJ_(?<serial>[^_]+)_(?<officer>[^_]+)_' }]);
  const facts = (...names: string[]) => identityFromNames(names.flatMap((name) => read(name) ?? []));

  it('is what all names agree on', () => {
    expect(facts('DSJ_A1_000123_x', 'DSJ_A1_000123_y', 'other.mp4')).toEqual({ serial: 'A1', officerNo: '000123' });
  });

  it('is unknown as soon as one name disagrees', () => {
    expect(facts('DSJ_A1_000123_x', 'DSJ_B2_000124_y')).toEqual({ serial: null, officerNo: null });
  });

  it('is unknown where no name tells', () => {
    expect(facts('DSJ_A1_000000_x')).toEqual({ serial: 'A1', officerNo: null });
    expect(facts('other.mp4')).toEqual({ serial: null, officerNo: null });
  });
});

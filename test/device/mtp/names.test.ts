import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOf } from '../../../src/device/mtp/names.js';
import { sourcePathFromBytes } from '../../../src/domain/source-path.js';

const parts = (...names: string[]): string[] =>
  partsOf(names.map((name, i) => ({ handle: i + 1, name }))).map((part) => sourcePathFromBytes(part).text);

describe('names of objects as parts of a path', () => {
  it('keeps what can be kept, Chinese and a leading dash included', () => {
    expect(parts('执法 20260301.mp4', '-rf', '.hidden')).toEqual(['执法 20260301.mp4', '-rf', '.hidden']);
  });

  it('tells two objects of one name apart by their handles, and keeps their kind', () => {
    expect(parts('a.mp4', 'a.mp4', 'b.mp4')).toEqual([
      'a.mp4 [object 0x00000001].mp4',
      'a.mp4 [object 0x00000002].mp4',
      'b.mp4',
    ]);
  });

  it('lets nothing out of its folder', () => {
    expect(parts('..', '../../etc/passwd', '', 'a\0b')).toEqual([
      '.. [object 0x00000001]',
      '.._.._etc_passwd [object 0x00000002]',
      '[object 0x00000003]',
      'a_b [object 0x00000004]',
    ]);
  });

  it('loses nothing of half a surrogate pair', () => {
    const [high, low] = partsOf([
      { handle: 1, name: 'x\ud800' },
      { handle: 2, name: 'x\udc00' },
    ]);
    expect(high).toEqual(Buffer.from([0x78, 0xed, 0xa0, 0x80]));
    expect(low).toEqual(Buffer.from([0x78, 0xed, 0xb0, 0x80]));
  });

  it('never gives two objects of a folder the same part, whatever they are called', () => {
    const name = fc.oneof(
      fc.constantFrom('', '.', '..', 'a', 'a [object 0x00000001]', 'a [object 0x00000002]', 'a/b', 'a_b', '\ud800'),
      fc.string({ unit: 'binary', maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(name, { maxLength: 12 }), (names) => {
        const keys = partsOf(names.map((n, i) => ({ handle: i + 1, name: n }))).map((part) => part.toString('latin1'));
        expect(new Set(keys).size).toBe(keys.length);
        for (const key of keys) expect(key).not.toMatch(/^\.{0,2}$|\/|\0/);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible } from '../../src/print/visible.js';

const everything = (): boolean => true;

describe('what a page shows of a text', () => {
  it.each([
    ['张三（甲）', '张三（甲）'],
    ['一\r\n二', '一\n二'],
    ['合同\u202egpj.exe', '合同{U+202E}gpj.exe'],
    ['a\u200bb\u00a0c', 'a{U+200B}b{U+00A0}c'],
    ['e\u0301', 'e{U+0301}'],
    ['\u2f08', '{U+2F08}'],
    ['ئۇيغۇر', '{U+0626}{U+06C7}{U+064A}{U+063A}{U+06C7}{U+0631}'],
    ['\ud800', '{U+D800}'],
    ['{U+4E00}', '{U+007B}U+4E00}'],
  ])('%j', (text, shown) => {
    expect(visible(text, everything)).toBe(shown);
  });

  it('says the code point of what the font has no picture of', () => {
    expect(visible('王😀', (c) => c < 0x10000)).toBe('王{U+1F600}');
  });

  it('shows texts that differ differently', () => {
    const back = (shown: string): string =>
      shown.replaceAll(/\{U\+([0-9A-F]+)\}/g, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)));
    fc.assert(
      fc.property(fc.array(fc.nat(0x10ffff)), (codePoints) => {
        const text = String.fromCodePoint(...codePoints);
        expect(back(visible(text, (c) => c % 3 > 0))).toBe(text.replaceAll('\r\n', '\n'));
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparable, cut, keyTokens, searchKey, storable, textTokens } from '../../src/bureau/search/tokens.js';

/** FNV-1a of the UTF-8 of `t 张伟` and `k officer=王伟`, as signed 32 bits. */
const EXPECTED = { pair: 839_215_701, key: -708_311_352 } as const;

describe('texts as the catalogue finds them', () => {
  it('are compared without regard to width, capitals and what stands between', () => {
    expect(comparable('　ＡＢＣ（北）—食品 店！')).toBe('abc 北 食品 店');
    expect(comparable('厦城管罚〔2026〕1号')).toBe('厦城管罚 2026 1号');
    expect(comparable('!?')).toBe('');
  });

  it('are in the index by these numbers: others would find nothing of what is there already', () => {
    expect(textTokens('湖滨路77号 dsj0007')).toEqual([
      ...textTokens('湖滨'),
      ...textTokens('滨路'),
      ...textTokens('路77').slice(0, 1),
      ...textTokens('77号'),
      ...textTokens('dsj0007'),
    ]);
    expect(textTokens('张伟')).toEqual([EXPECTED.pair]);
    expect(keyTokens([searchKey('officer', ' 王伟')])).toEqual([EXPECTED.key]);
  });

  it('hold every token of whatever whole part of them is asked for', () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from('湖滨南路张伟7a1B （')), maxLength: 30 });
    fc.assert(
      fc.property(text, fc.nat(30), fc.nat(30), (whole, a, b) => {
        const units = comparable(whole).match(/[a-z0-9]+|[^a-z0-9]/gu) ?? [];
        const part = units.slice(Math.min(a, b), Math.max(a, b)).join('').trim();
        const held = new Set(textTokens(comparable(whole)));
        expect(textTokens(comparable(part)).filter((token) => !held.has(token))).toEqual([]);
      }),
    );
  });

  it('are whole characters, and nothing that PostgreSQL cannot hold', () => {
    expect(cut('a😀😀', 2)).toBe('a😀');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('\u0000', '\\', 'u0000', '"', '中'), maxLength: 12 }), (text) => {
        expect(JSON.parse(storable({ [text]: [text] }))).toEqual({
          [text.replaceAll('\u0000', '\uFFFD')]: [text.replaceAll('\u0000', '\uFFFD')],
        });
      }),
    );
  });
});

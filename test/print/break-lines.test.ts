import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakLines, widthOf } from '../../src/print/break-lines.js';

/** Letters half as wide as Chinese characters. */
const measure = (c: number): number => (c < 0x2000 ? 0.5 : 1);
const broken = (text: string, room: number): string[] => breakLines(text, room, measure);

describe('lines', () => {
  it('end where a word or a character ends', () => {
    expect(broken('the quick fox', 5)).toEqual(['the quick ', 'fox']);
    expect(broken('执法记录仪采集', 5)).toEqual(['执法记录仪', '采集']);
    expect(broken('查看 original 原件', 4)).toEqual(['查看 ', 'original ', '原件']);
  });

  it('do not begin with what closes, nor end with what opens', () => {
    expect(broken('执法记录。查', 4)).toEqual(['执法记', '录。查']);
    expect(broken('执法记（录', 4)).toEqual(['执法记', '（录']);
  });

  it('break a long token anywhere', () => {
    expect(broken(`a ${'f'.repeat(20)}`, 5)).toEqual(['a ', 'f'.repeat(10), 'f'.repeat(10)]);
  });

  it('keep line ends', () => {
    expect(broken('一\n\n二', 9)).toEqual(['一\n', '\n', '二']);
    expect(broken('', 9)).toEqual(['']);
  });

  it('lose nothing and fit, for any text and any width', () => {
    const piece = fc.oneof(
      fc.array(fc.nat(0x10ffff), { maxLength: 40 }).map((c) => String.fromCodePoint(...c)),
      fc.stringMatching(/^[a-f0-9]{0,70}$/),
      fc.constantFrom(' ', '   ', '。', '（', '\n', '执法', '‘’“”', 'word '),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.double({ min: 1, max: 30, noNaN: true }), (pieces, room) => {
        const text = pieces.join('');
        const lines = broken(text, room);
        expect(lines.join('')).toBe(text);
        for (const line of lines)
          expect(widthOf(line.replace(/\n$/, '').replace(/ $/, ''), measure)).toBeLessThanOrEqual(room);
      }),
    );
  });
});

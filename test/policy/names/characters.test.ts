import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOf, suspect } from '../../../src/policy/names/characters.js';

describe('the quick look at a text', () => {
  const any = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc
      .array(fc.constantFrom('好', ' ', '+', '/', '|', ']', '\u200e', '\ufe0f', '\u00a0', '🚗', '\ud83d', '\ude00'))
      .map((c) => c.join('')),
  );

  it('XM-13: passes over no character that is at fault', () => {
    fc.assert(
      fc.property(any, (text) => {
        if (Array.from(text).some((c) => faultOf(c) !== null)) expect(suspect(text)).toBe(true);
      }),
    );
  });

  it('finds each of them, and lets ordinary text be', () => {
    for (const c of '\\/:*?"<>|\n\u200b\u202e\ufe0f\u2028\u3000🚗🇨') expect([c, suspect(c)]).toEqual([c, true]);
    expect(suspect('思明中队 占道经营检查-2026 (No. 1)')).toBe(false);
  });
});

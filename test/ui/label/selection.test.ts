import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kept, moved, NOTHING, only, toggled, upTo, wholly } from '../../../src/ui/label/selection.js';

const ORDER = ['a', 'b', 'c', 'd', 'e'];
const ids = (s: { readonly chosen: ReadonlySet<string> }): string => [...s.chosen].join('');

describe('a selection', () => {
  it('goes on and back, and stays at the ends', () => {
    expect(moved(ORDER, NOTHING, 1, false)).toEqual(only('a'));
    expect(moved(ORDER, only('a'), -1, false)).toEqual(only('a'));
    expect(moved(ORDER, only('e'), 1, false)).toEqual(only('e'));
    expect(moved([], only('a'), 1, false)).toEqual(NOTHING);
  });

  it('grows and shrinks around its anchor', () => {
    let s = only('c');
    s = moved(ORDER, s, 1, true);
    expect(ids(s)).toBe('cd');
    s = moved(ORDER, s, -1, true);
    s = moved(ORDER, s, -1, true);
    expect(ids(s)).toBe('bc');
    expect(s.at).toBe('b');
  });

  it('is a range from the anchor, in either direction', () => {
    expect(ids(upTo(ORDER, only('d'), 'b'))).toBe('bcd');
    expect(ids(upTo(ORDER, only('gone'), 'b'))).toBe('b');
  });

  it('takes single clips in and out, but is never empty', () => {
    expect(ids(toggled(only('a'), 'c'))).toBe('ac');
    expect(ids(toggled(toggled(only('a'), 'c'), 'a'))).toBe('c');
    expect(toggled(only('a'), 'a')).toEqual(only('a'));
  });

  it('keeps what is still there when the list changes', () => {
    expect(ids(kept(['b', 'c'], wholly(['b', 'd', 'c'])))).toBe('bc');
    expect(kept(['x'], wholly(['b']))).toEqual(only('x'));
    expect(kept([], only('b'))).toEqual(NOTHING);
  });

  it('is always in the list, with the clip one is at among what is chosen', () => {
    const step = fc.oneof(
      fc.record({ by: fc.constantFrom(1 as const, -1 as const), extend: fc.boolean() }),
      fc.record({ to: fc.constantFrom(...ORDER), how: fc.constantFrom('range', 'toggle') }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let s = only('c');
        for (const one of steps) {
          if ('by' in one) s = moved(ORDER, s, one.by, one.extend);
          else s = one.how === 'range' ? upTo(ORDER, s, one.to) : toggled(s, one.to);
          expect(s.at !== null && s.chosen.has(s.at)).toBe(true);
          expect([...s.chosen].every((id) => ORDER.includes(id))).toBe(true);
        }
      }),
    );
  });
});

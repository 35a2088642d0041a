import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsLists, partsOption } from '../../src/cli/parts-option.js';

describe('an option with several parts', () => {
  it('is read with the signs of either keyboard', () => {
    expect(partsOption('goods', 'measure=seized; kind=音箱; quantity=2台;')).toEqual({
      measure: 'seized',
      kind: '音箱',
      quantity: '2台',
    });
    expect(partsOption('goods', 'kind＝音箱；features＝黑色=深')).toEqual({ kind: '音箱', features: '黑色=深' });
    expect(partsLists('goods', ['', 'kind=a'])).toEqual([{ kind: 'a' }]);
  });

  it.each(['音箱', 'kind=', '=2', 'kind=a;kind=b', 'kind=a; 2台'])('%s is refused', (text) => {
    expect(() => partsOption('goods', text)).toThrow('--goods');
  });

  it('gives back every part that was written', () => {
    const value = fc.string({ minLength: 1 }).filter((s) => !/[;；]/.test(s) && s.trim() === s && s !== '');
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-zA-Z]{1,8}$/), value, { noNullPrototype: true }), (parts) => {
        const text = Object.entries(parts)
          .map(([name, said]) => `${name}=${said}`)
          .join('; ');
        expect(partsOption('goods', text)).toEqual(parts);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { basisOf, cited, isDefault } from '../../../src/policy/rulebook/cited.js';

const hours = cited(z.strictObject({ hours: z.number() }));

describe('a value of a rulebook', () => {
  it('carries its article and phrase, or says that it is ours', () => {
    const text = hours.parse({ value: { hours: 24 }, article: '第十五条', phrase: '24小时内' });
    const ours = hours.parse({ value: { hours: 24 }, source: 'default', note: 'the text is silent' });
    expect([isDefault(text), isDefault(ours)]).toEqual([false, true]);
    expect(basisOf(text)).toEqual({ article: '第十五条', phrase: '24小时内', of: null });
    expect(basisOf(ours)).toEqual({ article: null, phrase: null, of: null });
  });

  it.each([
    { value: { hours: 24 } },
    { value: { hours: 24 }, article: '第十五条' },
    { value: { hours: 24 }, article: '第十五条', phrase: '' },
    { value: { hours: 24 }, article: '第十五条', phrase: '24小时内', source: 'default' },
    { value: { hours: 24 }, source: 'regulation' },
    { hours: 24 },
  ])('is refused otherwise: %j', (value) => {
    expect(hours.safeParse(value).success).toBe(false);
  });
});

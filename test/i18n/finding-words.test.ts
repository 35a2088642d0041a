import { expect, it } from 'vitest';
import { FINDING_WORDS, findingWord } from '../../src/i18n/finding-words.js';
import { FINDING_KINDS } from '../../src/store/verify/finding.js';

it('says of every kind of finding what it means, and leaves others as they stand', () => {
  expect(Object.keys(FINDING_WORDS)).toEqual([...FINDING_KINDS]);
  expect(findingWord('later.kind')).toEqual({ zh: 'later.kind', en: 'later.kind' });
});

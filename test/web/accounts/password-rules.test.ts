import { describe, expect, it } from 'vitest';
import { hasCode } from '../../../src/domain/errors.js';
import { COST, PasswordHasher } from '../../../src/web/accounts/password-hash.js';
import { LONGEST, requireGoodPassword } from '../../../src/web/accounts/password-rules.js';
import { failure } from '../../records/support.js';

const OWN = ['wangwei', '王伟', '350213', '思明中队'];
const fault = (password: string): unknown => {
  const error = failure(() => {
    requireGoodPassword(password, OWN);
  });
  if (error === undefined) return null;
  expect(hasCode(error, 'bwc.access.password')).toBe(true);
  expect(JSON.stringify(error)).not.toContain(password);
  return (error as { details: { why: unknown } }).details.why;
};

describe('a password', () => {
  it.each([
    ['short', 'elevenchars'],
    ['short', '一二三四五六七八九十一'],
    ['long', 'x y'.repeat(LONGEST)],
    ['repeated', 'aaaaaaaaaaaaaa'],
    ['repeated', 'abcabcabcabcab'],
    ['repeated', '123456789012'],
    ['repeated', 'lkjihgfedcba'],
    ['common', 'administrator'],
    ['common', '1QAZ2wsx3edc'],
    ['common', 'Password2026!!'],
    ['common', '2026#basketball'],
    ['own', 'wangwei12345'],
    ['own', '思明中队1234思明中队'],
  ])('that is %s is refused: %s', (why, password) => {
    expect(fault(password)).toBe(why);
  });

  it.each([
    '今天天气不错我们去巡街吧',
    'correct horse battery',
    'nur kleine buchstaben',
    'x7'.repeat(3) + ' ünïcödé ☂ 🚓',
    'y z w v u t s '.repeat(10),
  ])('of any characters is taken when it is long: %s', (password) => {
    expect(fault(password)).toBeNull();
  });
});

describe('what is kept', () => {
  it('is scrypt with N=2^17, r=8, p=1 and a salt of its own; a stranger takes as long and is nobody', async () => {
    const hasher = new PasswordHasher(COST);
    const stored = await hasher.hash('correct horse battery');
    expect(stored).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await hasher.matches('correct horse battery', stored)).toBe(true);
    expect(await hasher.matches('correct horse batterY', stored)).toBe(false);
    expect(await hasher.matches('correct horse battery', undefined)).toBe(false);
  });

  it('made with weaker settings still opens, and is made anew', async () => {
    const weak = new PasswordHasher({ ln: 4, r: 8, p: 1 });
    const stored = await weak.hash('correct horse battery');
    const hasher = new PasswordHasher({ ln: 5, r: 8, p: 1 });
    expect(hasher.isOutdated(stored)).toBe(true);
    expect(await hasher.matches('correct horse battery', stored)).toBe(true);
    expect(await hasher.matches('correct horse battery', 'not a hash')).toBe(false);
    expect(new Set([stored, await weak.hash('correct horse battery')]).size).toBe(2);
  });
});

import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../src/domain/errors.js';
import { ERROR_TEXTS } from '../../src/i18n/errors/index.js';
import { chooseLanguage } from '../../src/i18n/language.js';
import { MESSAGES, translator } from '../../src/i18n/messages.js';

describe('the error catalogue', () => {
  it('has a text for every code and no other', () => {
    expect(Object.keys(ERROR_TEXTS).sort()).toEqual([...ERROR_CODES].sort());
  });

  it.each(ERROR_CODES)('%s says what happened, what it means and what to do, in both languages', (code) => {
    const { what, evidence, action } = ERROR_TEXTS[code];
    for (const part of [what, evidence, action]) {
      expect(part.zh).toMatch(/\p{Script=Han}/u);
      expect(part.en).toMatch(/[a-z]/);
    }
  });
});

describe('messages', () => {
  it.each(Object.entries(MESSAGES))('%s has the same placeholders in both languages', (_key, { zh, en }) => {
    const names = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map((m) => m[0]).sort();
    expect(names(zh)).toEqual(names(en));
  });

  it('fills in values and leaves what it was not given', () => {
    expect(translator('en')('init.done', { dataDir: '/d' })).toBe('made the data directory /d');
    expect(translator('en')('init.done')).toContain('{dataDir}');
  });
});

describe('the language', () => {
  it('is what was asked for, then the environment, then Chinese', () => {
    expect(chooseLanguage('en', { LANG: 'zh_CN.UTF-8' })).toBe('en');
    expect(chooseLanguage(undefined, { BWC_LANG: 'en', LANG: 'zh_CN.UTF-8' })).toBe('en');
    expect(chooseLanguage(undefined, { LANG: 'en_GB.UTF-8' })).toBe('en');
    expect(chooseLanguage(undefined, { LANG: 'C.UTF-8' })).toBe('zh');
    expect(chooseLanguage(undefined, {})).toBe('zh');
  });
});

/** The page's texts: complete in both languages, and no text anywhere else. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_TEXTS } from '../../src/i18n/errors/index.js';
import { ALARM_KINDS } from '../../src/domain/custody.js';
import { EN } from '../../src/ui/i18n/en/index.js';
import { TEXTS, translate } from '../../src/ui/i18n/translate.js';
import { ZH } from '../../src/ui/i18n/zh/index.js';

const UI = resolve(import.meta.dirname, '../../src/ui');
const sources = readdirSync(UI, { recursive: true, encoding: 'utf8' })
  .filter((f) => /\.tsx?$/.test(f) && !f.startsWith('i18n/'))
  .map((f) => readFileSync(join(UI, f), 'utf8'));

const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

it('has the same texts in both languages', () => {
  expect(Object.keys(EN).sort()).toEqual(Object.keys(ZH).sort());
});

it.each(Object.keys(ZH) as (keyof typeof ZH)[])('%s is said in both languages, with the same placeholders', (key) => {
  expect(EN[key]).not.toBe('');
  expect(placeholders(TEXTS.en[key])).toEqual(placeholders(TEXTS.zh[key]));
  // The switch to a language is written in that language.
  if (key !== 'language.switch') expect(EN[key]).not.toMatch(/\p{Script=Han}/u);
});

it('calls the station the station: nobody at the screen knows what a daemon is', () => {
  const texts = [...Object.values(TEXTS).flatMap((t) => Object.values(t)), JSON.stringify(ERROR_TEXTS)];
  expect(texts.join('\n').replaceAll(/"bwc\.[a-z_.]+"/g, '')).not.toMatch(/daemon|守护进程/i);
});

it('uses every text it has', () => {
  const all = sources.join('\n');
  const built = [...all.matchAll(/`([a-zA-Z.]+\.)\$\{/g)].map(([, start]) => start ?? '');
  const unused = Object.keys(ZH).filter((key) => !all.includes(`'${key}'`) && !built.some((b) => key.startsWith(b)));
  expect(unused).toEqual([]);
});

it('has no words in the sources of the page', () => {
  const words = sources
    .map((s) => s.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''))
    .filter((s) => /\p{Script=Han}/u.test(s));
  expect(words).toEqual([]);
});

it('has a text for every kind of alarm', () => {
  expect(ALARM_KINDS.filter((kind) => !(`alarm.${kind}` in ZH))).toEqual([]);
});

describe('placeholders', () => {
  it('are filled in; what is not given stays', () => {
    expect(translate('zh')('dock.count', { done: 3, of: 5 })).toBe('3 / 5 段');
    expect(translate('en')('track.of', {})).toBe('{n} {n|point|points}, north is up');
  });

  it('choose the word that goes with one or with more', () => {
    expect(translate('en')('search.count', { n: 1 })).toBe('1 clip');
    expect(translate('en')('search.count', { n: 0 })).toBe('0 clips');
    expect(translate('en')('search.count', { n: '1,001' })).toBe('1,001 clips');
    expect(translate('en')('label.saved.lacking', { n: 1, fields: 'x' })).toBe('1 clip is saved and still lacks: x');
  });
});

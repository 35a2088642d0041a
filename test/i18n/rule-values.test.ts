import { expect, it } from 'vitest';
import type { Language } from '../../src/i18n/language.js';
import { MESSAGES } from '../../src/i18n/messages.js';
import { valueText, type ValueWords } from '../../src/i18n/rule-values.js';

const words = (language: Language): ValueWords => ({
  language,
  say: (word, n = '') => MESSAGES[`rules.${word}`][language].replace('{n}', n),
});

it.each([
  [{ years: 1 }, '1 年', '1 year'],
  [{ years: 2 }, '2 年', '2 years'],
  [{ months: 1 }, '1 个月', '1 month'],
  [{ workingDays: 1 }, '1 个工作日', '1 working day'],
  [{ days: 11 }, '11 日', '11 days'],
  [{ hours: 1 }, '1 小时', '1 h'],
] as const)('counts %j as %s and as %s', (value, zh, en) => {
  expect([valueText(words('zh'), value), valueText(words('en'), value)]).toEqual([zh, en]);
});

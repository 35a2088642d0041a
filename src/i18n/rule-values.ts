/** Values of rulebooks in words, for the terminal and for the page. Pure. */
import type { Language } from './language.js';
import { ruleWord } from './rule-words.js';

/** What a value is said with; `n` is a number. */
export type ValueWord = 'none' | 'yes' | 'no' | 'any' | 'refuse' | 'endOfDay' | (typeof COUNTS)[number];

export interface ValueWords {
  readonly language: Language;
  readonly say: (word: ValueWord, n?: string) => string;
}

const COUNTS = ['hours', 'days', 'workingDays', 'months', 'years'] as const;

const word = ({ language }: ValueWords, id: string): string => ruleWord(id)[language];

export function valueText(words: ValueWords, value: unknown): string {
  const { say } = words;
  if (value === null) return say('none');
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
  if (typeof value === 'string') return word(words, value);
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return listText(words, value);
  for (const count of COUNTS) {
    if (count in value) return counted(words, count, String((value as Readonly<Record<string, unknown>>)[count]));
  }
  if ('endOfDay' in value) return say('endOfDay');
  if ('keep' in value && typeof value.keep === 'string') return word(words, value.keep);
  if ('refuse' in value) return say('refuse');
  if ('steps' in value && Array.isArray(value.steps)) return value.steps.map(titleOf).join(' → ');
  return JSON.stringify(value);
}

/** One of a thing is no plural in English. */
const counted = ({ language, say }: ValueWords, count: ValueWord, n: string): string =>
  language === 'en' && n === '1' ? say(count, n).replace(/s$/, '') : say(count, n);

function listText(words: ValueWords, items: readonly unknown[]): string {
  if (items.length === 0) return words.say('none');
  const joined = words.language === 'zh' ? '、' : ', ';
  return items
    .map((item) => {
      if (Array.isArray(item))
        return item.length === 1 ? valueText(words, item[0]) : `${words.say('any')}(${listText(words, item)})`;
      return typeof item === 'object' && item !== null ? titleOf(item) : valueText(words, item);
    })
    .join(joined);
}

const titleOf = (item: unknown): string =>
  typeof item === 'object' && item !== null && 'title' in item ? String(item.title) : JSON.stringify(item);

/** `期限 导入 时限` for `deadlines.upload.limit`. */
export function keyText(language: Language, key: string): string {
  const whole = ruleWord(key)[language];
  return whole === key
    ? key
        .split('.')
        .map((part) => ruleWord(part)[language])
        .join(' ')
    : whole;
}

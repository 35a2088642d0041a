/** Values of rulebooks for people. Pure. */
import type { Language } from '../i18n/language.js';
import type { Translate } from '../i18n/messages.js';
import { ruleWord } from '../i18n/rule-words.js';
import type { Citation, Cited } from '../policy/rulebook/cited.js';

export interface Words {
  readonly t: Translate;
  readonly language: Language;
}

export const word = ({ language }: Words, id: string): string => ruleWord(id)[language];
export const list = (words: Words, ids: readonly string[]): string =>
  ids.map((id) => word(words, id)).join(words.language === 'zh' ? '、' : ', ');

const COUNTS = ['hours', 'days', 'workingDays', 'months', 'years'] as const;

export function valueText(words: Words, value: unknown): string {
  const { t } = words;
  if (value === null) return t('rules.none');
  if (typeof value === 'boolean') return t(value ? 'rules.yes' : 'rules.no');
  if (typeof value === 'string') return word(words, value);
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return listText(words, value);
  for (const count of COUNTS) {
    if (count in value) return t(`rules.${count}`, { n: String((value as Readonly<Record<string, unknown>>)[count]) });
  }
  if ('endOfDay' in value) return t('rules.endOfDay');
  if ('keep' in value && typeof value.keep === 'string') return word(words, value.keep);
  if ('refuse' in value) return t('rules.refuse');
  if ('steps' in value && Array.isArray(value.steps)) return value.steps.map(titleOf).join(' → ');
  return JSON.stringify(value);
}

function listText(words: Words, items: readonly unknown[]): string {
  if (items.length === 0) return words.t('rules.none');
  const joined = words.language === 'zh' ? '、' : ', ';
  return items
    .map((item) => {
      if (Array.isArray(item))
        return item.length === 1 ? valueText(words, item[0]) : `${words.t('rules.any')}(${listText(words, item)})`;
      return typeof item === 'object' && item !== null ? titleOf(item) : valueText(words, item);
    })
    .join(joined);
}

const titleOf = (item: unknown): string =>
  typeof item === 'object' && item !== null && 'title' in item ? String(item.title) : JSON.stringify(item);

/** `五「24小时内」`, `shanghai-2017 第十五条「…」`, or that it is ours and why. */
export function sourceText({ t }: Words, citation: Citation): string {
  if ('source' in citation)
    return citation.note === undefined ? t('rules.default') : `${t('rules.default')}：${citation.note}`;
  const { of, article, phrase } = citation;
  return `${of === undefined ? '' : `${of} `}${article}「${phrase}」`;
}

export const citedText = (words: Words, cited: Cited<unknown>): string =>
  `${valueText(words, cited.value)}——${sourceText(words, cited)}`;

/** `期限 导入 时限` for `deadlines.upload.limit`. */
export const keyText = (words: Words, key: string): string =>
  word(words, key) !== key
    ? word(words, key)
    : key
        .split('.')
        .map((part) => word(words, part))
        .join(' ');

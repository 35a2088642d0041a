/** Values of rulebooks for people. Pure. */
import type { Language } from '../i18n/language.js';
import type { Translate } from '../i18n/messages.js';
import { keyText as keyInWords, valueText as valueInWords } from '../i18n/rule-values.js';
import { ruleWord } from '../i18n/rule-words.js';
import type { Citation, Cited } from '../policy/rulebook/cited.js';

export interface Words {
  readonly t: Translate;
  readonly language: Language;
}

export const word = ({ language }: Words, id: string): string => ruleWord(id)[language];
export const list = (words: Words, ids: readonly string[]): string =>
  ids.map((id) => word(words, id)).join(words.language === 'zh' ? '、' : ', ');

export const valueText = ({ t, language }: Words, value: unknown): string =>
  valueInWords({ language, say: (id, n) => t(`rules.${id}`, n === undefined ? {} : { n }) }, value);

/** `五「24小时内」`, `shanghai-2017 第十五条「…」`, or that it is ours and why. */
export function sourceText({ t }: Words, citation: Citation): string {
  if ('source' in citation)
    return citation.note === undefined ? t('rules.default') : `${t('rules.default')}：${citation.note}`;
  const { of, article, phrase } = citation;
  return `${of === undefined ? '' : `${of} `}${article}「${phrase}」`;
}

export const citedText = (words: Words, cited: Cited<unknown>): string =>
  `${valueText(words, cited.value)}——${sourceText(words, cited)}`;

export const keyText = ({ language }: Words, key: string): string => keyInWords(language, key);

/** Goods and documents served as the page shows them: a line each. Pure. */
import { partsText } from '../../i18n/detail-text.js';
import type { Language } from '../../i18n/language.js';
import { ruleWord } from '../../i18n/rule-words.js';
import type { QuestionOutput } from '../../web/api-types.js';
import type { Text } from '../i18n/translate.js';

type Label = QuestionOutput<'label.history'>['versions'][number];
type Lacking = NonNullable<QuestionOutput<'label.history'>['state']>['lacking'][number];

/** `扣押：种类 音箱，数量 2台`; empty where there is nothing. */
export function detailsText(
  language: Language,
  { goods = [], services = [] }: Partial<Pick<Label, 'goods' | 'services'>>,
): string {
  const line = (of: string, parts: Readonly<Record<string, string>>): string =>
    `${of}${language === 'zh' ? '：' : ': '}${partsText(language, parts)}`;
  return [
    ...goods.map(({ measure, ...parts }) => line(ruleWord(measure)[language], parts)),
    ...services.map(({ kind, ...parts }) => line(kind, parts)),
  ].join('\n');
}

/** The word of the rules for a list of a label. */
export const listWord = (what: string): string => (what === 'services' ? 'service' : what);

/** `物品 1 未注明：主要特征（第九条）`. */
export function lackingText(t: Text, language: Language, { of, place, parts, basis }: Lacking): string {
  return t('label.detail.lacking', {
    what: ruleWord(listWord(of))[language],
    n: place,
    parts: parts.map((part) => ruleWord(part)[language]).join(language === 'zh' ? '、' : ', '),
    article: basis.article ?? t('article.none'),
  });
}

/** Goods and services of a label, and what the rulebook wants noted of them, for people. Pure. */
import { partsText } from '../i18n/detail-text.js';
import type { Goods, Service } from '../policy/details/vocabulary.js';
import type { Lacking } from '../policy/details/lacking.js';
import type { NotRecordedVerdict } from '../policy/continuity/not-recorded.js';
import { list, word, type Words } from './rule-values.js';

/** `扣押: 名称 音箱, 数量 2台`. */
export const goodsText = (words: Words, { measure, ...parts }: Goods): string =>
  `${word(words, 'goods')}（${word(words, measure)}）: ${partsText(words.language, parts)}`;

export const serviceText = (words: Words, { kind, ...parts }: Service): string =>
  `${word(words, 'service')}（${kind}）: ${partsText(words.language, parts)}`;

export const lackingText = (words: Words, { of, place, parts, basis }: Lacking): string =>
  words.t('label.lacking', {
    what: word(words, of === 'goods' ? 'goods' : 'service'),
    place,
    parts: list(words, parts),
    article: basis.article ?? '',
  });

export function notRecordedText(words: Words, said: NotRecordedVerdict): string {
  const { t } = words;
  const { extent, ground, reason, decidedBy, allowed, basis } = said;
  const told = t(extent === 'whole' ? 'facts.notRecorded.whole' : 'facts.notRecorded.part', {
    ground: word(words, ground),
    reason,
    by: decidedBy,
  });
  const source = allowed
    ? t('facts.notRecorded.allowed', { article: basis.article ?? '', phrase: basis.phrase ?? '' })
    : t('facts.notRecorded.unknown');
  return `${told}——${source}`;
}

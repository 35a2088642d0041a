/** In what language and zone a trail is told. */
import { forPeople, type Instant } from '../../domain/time.js';
import type { Bilingual, Language } from '../../i18n/language.js';
import { translator, type Translate } from '../../i18n/messages.js';
import { ruleWord } from '../../i18n/rule-words.js';
import type { Block } from '../../print/document.js';

export interface TrailWords {
  readonly language: Language;
  readonly t: Translate;
  readonly word: (id: string) => string;
  readonly say: (both: Bilingual) => string;
  readonly list: (texts: readonly string[]) => string;
  readonly time: (at: Instant | null) => string;
  readonly signed: (by: string, at: Instant) => string;
}

export function trailWords(language: Language, zone: string): TrailWords {
  // Fonts for Chinese draw the apostrophe as wide as a character.
  const plain = (said: string): string => (language === 'en' ? said.replaceAll('’', "'") : said);
  const translate = translator(language);
  const t: Translate = (key, values) => plain(translate(key, values));
  const say = (both: Bilingual): string => plain(both[language]);
  const time = (at: Instant | null): string => (at === null ? t('unknown') : forPeople(at, zone));
  return {
    language,
    t,
    say,
    time,
    word: (id) => say(ruleWord(id)),
    list: (texts) => texts.join(language === 'zh' ? '、' : ', '),
    signed: (by, at) => t('trail.labels.by', { by, at: time(at) }),
  };
}

export const heading = (text: string): Block => ({ kind: 'heading', text });
export const fact = (name: string, value: string): Block => ({ kind: 'fact', name, value });
export const text = (said: string): Block => ({ kind: 'text', text: said });
export const code = (said: string): Block => ({ kind: 'code', text: said.trimEnd() });
/** Only where there is something to say. */
export const known = (name: string, value: string | null): Block[] => (value === null ? [] : [fact(name, value)]);

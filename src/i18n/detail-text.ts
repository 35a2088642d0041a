/** What is said of an item of goods or of a document served, in a line for people. Pure. */
import type { Language } from './language.js';
import { ruleWord } from './rule-words.js';

/** `种类 音箱，数量 2台`. @param parts by the name of the part */
export const partsText = (language: Language, parts: Readonly<Record<string, string>>): string =>
  Object.entries(parts)
    .map(([part, text]) => `${ruleWord(part)[language]} ${text}`)
    .join(language === 'zh' ? '，' : ', ');

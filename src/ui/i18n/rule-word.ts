/** The words of the rules and the ways to write them, in the language of the page. */
import { ruleWord } from '../../i18n/rule-words.js';
import { useSpeech } from './language.js';

export function useRuleWord(): (id: string) => string {
  const { language } = useSpeech();
  return (id) => ruleWord(id)[language];
}

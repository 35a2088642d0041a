/** The language of the page: Chinese unless the person at this screen chose English. */
import { createContext, useContext } from 'react';
import type { Language } from '../../i18n/language.js';
import { translate, type Text } from './translate.js';

const KEPT_AS = 'bwc.language';

export const keptLanguage = (): Language => (localStorage.getItem(KEPT_AS) === 'en' ? 'en' : 'zh');

export function keepLanguage(language: Language): void {
  localStorage.setItem(KEPT_AS, language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

export interface Speech {
  readonly language: Language;
  readonly t: Text;
  readonly speak: (language: Language) => void;
}

export const SpeechContext = createContext<Speech>({
  language: 'zh',
  t: translate('zh'),
  speak: () => undefined,
});

export const useSpeech = (): Speech => useContext(SpeechContext);
export const useText = (): Text => useSpeech().t;

/** Texts of the page by key, their placeholders filled in. */
import type { Language } from '../../i18n/language.js';
import { EN } from './en/index.js';
import { ZH, type TextKey } from './zh/index.js';

export type { TextKey } from './zh/index.js';

export type Values = Readonly<Record<string, string | number>>;
export type Text = (key: TextKey, values?: Values) => string;

export const TEXTS: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { zh: ZH, en: EN };

export function translate(language: Language): Text {
  return (key, values = {}) =>
    TEXTS[language][key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/**
 * Texts of the page by key, their placeholders filled in: `{n}` is a value, `{n|clip|clips}` a word that goes by how many
 * there are.
 */
import type { Language } from '../../i18n/language.js';
import { EN } from './en/index.js';
import { ZH, type TextKey } from './zh/index.js';

export type { TextKey } from './zh/index.js';

export type Values = Readonly<Record<string, string | number>>;
export type Text = (key: TextKey, values?: Values) => string;

export const TEXTS: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { zh: ZH, en: EN };

const PLACEHOLDER = /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g;

export function translate(language: Language): Text {
  return (key, values = {}) =>
    TEXTS[language][key].replaceAll(PLACEHOLDER, (whole, name: string, one?: string, more?: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return one === undefined || more === undefined ? String(value) : String(value) === '1' ? one : more;
    });
}

/** What a person is told of an error: what happened, what it means for the footage, what to do, and the code. */
import { hasRuleWord, ruleWord } from '../../i18n/rule-words.js';
import { ERROR_TEXTS } from '../../i18n/errors/index.js';
import type { ErrorText } from '../../i18n/errors/error-text.js';
import type { Language } from '../../i18n/language.js';
import type { Text } from '../i18n/translate.js';
import { ApiError } from './client.js';

export interface ToldError {
  readonly what: string;
  readonly evidence: string;
  readonly action: string;
  readonly code: string;
}

interface Spoken {
  readonly t: Text;
  readonly language: Language;
}

const CATALOGUE: Readonly<Record<string, ErrorText | undefined>> = ERROR_TEXTS;

/** The texts of a code; undefined where the catalogue has none. */
export function textOfCode(code: string, language: Language): Omit<ToldError, 'code'> | undefined {
  const found = CATALOGUE[code];
  return found && { what: found.what[language], evidence: found.evidence[language], action: found.action[language] };
}

export function tell({ t, language }: Spoken, error: unknown): ToldError {
  const code = error instanceof ApiError ? error.code : 'bwc.page';
  if (error instanceof ApiError && code === USAGE)
    return {
      what: t('error.input', { where: whereOf(language, error.details['key']) }),
      evidence: t('error.input.evidence'),
      action: t('error.input.action'),
      code,
    };
  const known = textOfCode(code, language);
  if (known !== undefined) return { ...known, code };
  return {
    what: t('error.unknown'),
    evidence: t('error.unknown.evidence'),
    action: t('error.unknown.action'),
    code,
  };
}

/** Of the command line the catalogue says how it is used; on the page something was written that cannot stand. */
const USAGE = 'bwc.usage';

/** `：物品 1 数量` for the key `goods.0.quantity`; empty where nothing of it has a word. */
function whereOf(language: Language, key: unknown): string {
  if (typeof key !== 'string') return '';
  const steps = key.split('.').map((step) => (step === 'services' ? 'service' : step));
  const words = steps.filter((step) => /^\d+$/.test(step) || hasRuleWord(step));
  if (!words.some(hasRuleWord)) return '';
  const shown = words.map((step) => (hasRuleWord(step) ? ruleWord(step)[language] : String(Number(step) + 1)));
  return `${language === 'zh' ? '：' : ': '}${shown.join(' ')}`;
}

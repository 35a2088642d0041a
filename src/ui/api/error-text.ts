/** What a person is told of an error: what happened, what it means for the footage, what to do, and the code. */
import { ERROR_TEXTS } from '../../i18n/errors/index.js';
import type { ErrorText } from '../../i18n/errors/error-text.js';
import type { Speech } from '../i18n/language.js';
import { ApiError } from './client.js';

export interface ToldError {
  readonly what: string;
  readonly evidence: string;
  readonly action: string;
  readonly code: string;
}

const CATALOGUE: Readonly<Record<string, ErrorText | undefined>> = ERROR_TEXTS;

/** The texts of a code; undefined where the catalogue has none. */
export function textOfCode(code: string, language: Speech['language']): Omit<ToldError, 'code'> | undefined {
  const found = CATALOGUE[code];
  return found && { what: found.what[language], evidence: found.evidence[language], action: found.action[language] };
}

export function tell({ t, language }: Speech, error: unknown): ToldError {
  const code = error instanceof ApiError ? error.code : 'bwc.page';
  const known = textOfCode(code, language);
  if (known !== undefined) return { ...known, code };
  return {
    what: t('error.unknown'),
    evidence: t('error.unknown.evidence'),
    action: t('error.unknown.action'),
    code,
  };
}

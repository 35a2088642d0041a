/** One thing that `bwc doctor` looked at. */
import type { Bilingual } from '../i18n/language.js';

export interface Diagnosis {
  readonly check: string;
  readonly result: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  /** What to do; null when all is well. */
  readonly fix: Bilingual | null;
}

export const ok = (check: string, detail: string): Diagnosis => ({ check, result: 'ok', detail, fix: null });
export const bad = (check: string, result: 'warn' | 'fail', detail: string, zh: string, en: string): Diagnosis => ({
  check,
  result,
  detail,
  fix: { zh, en },
});

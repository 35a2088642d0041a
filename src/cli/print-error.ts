import { BwcError, codeOfForeign, messageOf } from '../domain/errors.js';
import { ERROR_TEXTS } from '../i18n/errors/index.js';
import type { Language } from '../i18n/language.js';
import { translator } from '../i18n/messages.js';
import { printable } from './format.js';
import type { Io } from './io.js';

/** To stderr: what happened, what it means for the evidence, what to do, and the code to read over the phone. */
export function printError(io: Io, error: unknown, language: Language, json: boolean): void {
  const known =
    error instanceof BwcError ? error : new BwcError(codeOfForeign(error), messageOf(error), {}, { cause: error });
  const text = ERROR_TEXTS[known.code];
  const { what, evidence, action } = {
    what: text.what[language],
    evidence: text.evidence[language],
    action: text.action[language],
  };
  if (json) {
    io.err(`${JSON.stringify({ error: { ...known.toJSON(), what, evidence, action } })}\n`);
    return;
  }
  const t = translator(language);
  io.err(
    `${what} (${known.code})\n  ${printable(known.message)}\n  ${t('error.evidence')}: ${evidence}\n  ${t('error.action')}: ${action}\n`,
  );
  if (known.code === 'bwc.internal' && error instanceof Error && io.env['BWC_DEBUG'] !== undefined)
    io.err(`${error.stack ?? ''}\n`);
}

/** The part of `bwc doctor` about documents. */
import { messageOf } from '../domain/errors.js';
import { ERROR_TEXTS } from '../i18n/errors/index.js';
import { chooseFont } from '../print/font.js';
import type { Config } from './config.js';
import { bad, ok, type Diagnosis } from './diagnosis.js';
import { configuredFont } from './trail/configured-font.js';

export async function checkPrint(config: Pick<Config, 'print'>): Promise<Diagnosis> {
  const { fontProblem } = await import('../print/font-problem.js');
  const { zh, en } = ERROR_TEXTS['bwc.print.no_font'].action;
  try {
    const font = chooseFont(configuredFont(config));
    const problem = fontProblem(font);
    return problem === null ? ok('print font', font.path) : bad('print font', 'warn', problem, zh, en);
  } catch (error) {
    return bad('print font', 'warn', messageOf(error), zh, en);
  }
}

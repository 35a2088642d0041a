import { BwcError } from '../../domain/errors.js';
import { refusals, type Refusal } from '../../policy/rulebook/extend.js';
import { findRulebook, withExtensions, type Library } from '../../policy/rulebook/library.js';
import { parseExtension, type ExtensionDocument, type JsonFile } from '../../policy/rulebook/parse.js';
import { loadRulebooks } from '../../policy/rulebooks/load.js';
import { EXIT } from '../exit-codes.js';
import { line, printJson, type Command } from '../io.js';
import type { CommandSpec } from '../program.js';
import { citedText, word } from '../rule-values.js';
import { filesOf, readJsonFile } from '../rulebooks.js';

/** What is to be said of one file. */
interface Checked {
  readonly file: string;
  readonly id: string | null;
  readonly extends: string | null;
  readonly values: number;
  readonly ok: boolean;
  /** Values that are more lenient than what they would replace. */
  readonly refusals: readonly Refusal[];
  /** Why the file is no rulebook at all, if it is none. */
  readonly error: ReturnType<BwcError['toJSON']> | null;
}

export const rulesCheck: CommandSpec = {
  name: 'rules check',
  describe: 'cmd.rules.check',
  args: ['[file]'],
  options: [{ flags: '--with <file>', describe: 'rules.with', repeat: true }],
  examples: [
    'rules check',
    'rules check ./siming-2026.json',
    'rules check ./squad.json --with ./siming-2026.json --json',
  ],
  run: (command, [file], options) => {
    const built = loadRulebooks();
    const library = withExtensions(
      built,
      filesOf(options['with']).map((f) => readJsonFile(command, f)),
    );
    const checked = file === undefined ? null : check(library, readJsonFile(command, file));
    if (command.json) printJson(command, checked ?? { ok: true, rulebooks: [...library.keys()] });
    else if (checked === null) line(command, command.t('rules.builtIn', { n: built.size }));
    else for (const text of describe(command, checked)) line(command, text);
    return Promise.resolve(checked?.ok === false ? EXIT.failed : EXIT.ok);
  },
};

function check(library: Library, file: JsonFile): Checked {
  const nothing = { file: file.file, id: null, extends: null, values: 0, ok: false, refusals: [], error: null };
  try {
    const extension = parseExtension(file);
    const about = {
      ...nothing,
      id: extension.id,
      extends: extension.extends,
      values: Object.keys(extension.set).length + countOf(extension.add),
    };
    const base = findRulebook(library, extension.extends);
    const refused = refusals(base, extension, file.file);
    if (refused.length > 0) return { ...about, refusals: refused };
    // What remains is an id that is taken.
    withExtensions(library, [file]);
    return { ...about, ok: true };
  } catch (error) {
    if (!(error instanceof BwcError)) throw error;
    return { ...nothing, error: error.toJSON() };
  }
}

const countOf = (add: ExtensionDocument['add']): number =>
  Object.values(add).reduce((n, some) => n + (some === undefined ? 0 : Object.keys(some).length), 0);

function* describe(
  command: Command,
  { file, id, extends: base, values, ok, refusals: refused, error }: Checked,
): Generator<string> {
  const { t } = command;
  if (ok) {
    yield t('rules.ok', { file, id: id ?? '', base: base ?? '', n: values });
    return;
  }
  yield t('rules.bad', { file });
  if (error !== null) yield `  ${error.message} (${error.code})`;
  for (const refusal of refused) {
    yield `  ${refusal.key}: ${word(command, refusal.why)}`;
    yield `    ${refusal.base === null ? t('rules.nothingThere') : citedText(command, refusal.base)}`;
    yield `    → ${citedText(command, refusal.asked)}`;
  }
}

import { ruleWord } from '../../i18n/rule-words.js';
import type { QuestionOutput } from '../../records/index.js';
import type { Basis } from '../../policy/rulebook/cited.js';
import { withQueries } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { printable } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import type { CommandSpec } from '../program.js';
import { list } from '../rule-values.js';

export const labelForm: CommandSpec = {
  name: 'label form',
  describe: 'cmd.label.form',
  args: ['[clip]'],
  examples: ['label form', 'label form c_01J... --json'],
  run: (command, [clip]) =>
    withQueries(command.dataDir, async (queries) => {
      const form = await queries.ask('label.form', clip === undefined ? {} : { clip });
      if (command.json) {
        printJson(command, form);
        return EXIT.ok;
      }
      const { t, language } = command;
      const word = (id: string): string => ruleWord(id)[language];
      line(command, t('label.ruledBy', { rulebook: form.rulebook }));
      for (const { field, required, basis, words, suggested } of form.fields) {
        const need = word(required ? 'required' : 'recorded');
        line(command, t('label.fieldLine', { field: word(field), need, source: sourceOf(command, basis) }));
        if (words !== null) line(command, `  ${t('label.words', { words: words.join('、') })}`);
        if (suggested !== null) line(command, printable(`  ${t('label.suggested', { text: suggested })}`));
      }
      for (const text of detailLines(command, form)) line(command, text);
      if (form.categories !== null && !form.fields.some((f) => f.field === 'category'))
        line(command, `${word('category')}: ${t('label.words', { words: form.categories.join('、') })}`);
      if (form.name !== null)
        line(command, t('label.nameIs', { name: form.name.map((p) => p.title).join(form.separator ?? '') }));
      return EXIT.ok;
    }),
};

const sourceOf = ({ t }: Command, { article, phrase }: Basis): string =>
  article === null ? t('rules.default') : `${article} “${phrase ?? ''}”`;

/** What is to be noted of goods and of documents served, where the rulebook speaks of them. */
function* detailLines(command: Command, { goods, services }: QuestionOutput<'label.form'>): Generator<string> {
  const { t, language } = command;
  const word = (id: string): string => ruleWord(id)[language];
  const detail = (of: string, kind: string, parts: readonly string[], basis: Basis): string =>
    t('label.detailLine', { of: word(of), kind, parts: list(command, parts), source: sourceOf(command, basis) });
  for (const { measure, parts, basis } of goods ?? []) yield detail('goods', word(measure), parts, basis);
  if (services !== null && services.kinds !== null)
    yield `${word('service')}: ${t('label.words', { words: services.kinds.join('、') })}`;
  for (const { kind, parts, basis } of services?.ways ?? []) yield detail('service', kind, parts, basis);
}

import { ruleWord } from '../../i18n/rule-words.js';
import { withQueries } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { printable } from '../format.js';
import { line, printJson } from '../io.js';
import type { CommandSpec } from '../program.js';

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
        const source = basis.article === null ? t('rules.default') : `${basis.article} “${basis.phrase ?? ''}”`;
        const need = word(required ? 'required' : 'recorded');
        line(command, t('label.fieldLine', { field: word(field), need, source }));
        if (words !== null) line(command, `  ${t('label.words', { words: words.join('、') })}`);
        if (suggested !== null) line(command, printable(`  ${t('label.suggested', { text: suggested })}`));
      }
      if (form.categories !== null && !form.fields.some((f) => f.field === 'category'))
        line(command, `${word('category')}: ${t('label.words', { words: form.categories.join('、') })}`);
      if (form.name !== null)
        line(command, t('label.nameIs', { name: form.name.map((p) => p.title).join(form.separator ?? '') }));
      return EXIT.ok;
    }),
};

import { diffRulebooks } from '../../policy/rulebook/diff.js';
import type { Cited } from '../../policy/rulebook/cited.js';
import { EXIT } from '../exit-codes.js';
import { line, printJson } from '../io.js';
import type { CommandSpec } from '../program.js';
import { citedText, keyText } from '../rule-values.js';
import { filesOf, openRulebooks } from '../rulebooks.js';

export const rulesDiff: CommandSpec = {
  name: 'rules diff',
  describe: 'cmd.rules.diff',
  args: ['<a>', '<b>'],
  options: [{ flags: '--with <file>', describe: 'rules.with', repeat: true }],
  examples: ['rules diff xiamen-2021 pudong-2024', 'rules diff xiamen-2021 ./siming-2026.json --json'],
  run: (command, names, options) => {
    const [a, b] = openRulebooks(command, names, filesOf(options['with'])).books;
    if (a === undefined || b === undefined) return Promise.resolve(EXIT.usage);
    const differences = diffRulebooks(a, b);
    if (command.json) printJson(command, { a: a.id, b: b.id, differences });
    else if (differences.length === 0) line(command, command.t('rules.same'));
    const side = (cited: Cited<unknown> | null): string =>
      cited === null ? command.t('rules.silent') : citedText(command, cited);
    if (!command.json)
      for (const d of differences)
        line(command, `${d.key}  ${keyText(command, d.key)}\n  ${a.id}: ${side(d.a)}\n  ${b.id}: ${side(d.b)}`);
    return Promise.resolve(EXIT.ok);
  },
};

import { GATE_BAR_TEXTS } from '../../i18n/disposal-words.js';
import { withQueries } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { line, printJson } from '../io.js';
import { countOption } from '../options.js';
import type { CommandSpec } from '../program.js';
import { describeGate } from '../retention-report.js';

export const gate: CommandSpec = {
  name: 'gate',
  describe: 'cmd.gate',
  args: ['[clip]'],
  options: [{ flags: '--first <n>', describe: 'gate.first' }],
  examples: ['gate', 'gate --first 20 --json', 'gate c_01J...'],
  run: (command, [clip], options) =>
    withQueries(command.dataDir, async (queries) => {
      const { t, language } = command;
      if (clip !== undefined) {
        const found = await queries.ask('gate.clip', { clip });
        if (command.json) printJson(command, found);
        else for (const text of describeGate(command, found)) line(command, text);
        return found.may ? EXIT.ok : EXIT.failed;
      }
      const first = countOption(options['first'], 'first', 5, 0, 1000);
      const summary = await queries.ask('gate.summary', { first });
      if (command.json) {
        printJson(command, summary);
        return EXIT.ok;
      }
      for (const { what, clips, first: ids } of summary.missing) {
        line(command, t('gate.count', { what: GATE_BAR_TEXTS[what][language], n: clips }));
        for (const id of ids) line(command, `  ${id}`);
      }
      line(command, t('gate.ready', { n: summary.ready.clips }));
      return EXIT.ok;
    }),
};

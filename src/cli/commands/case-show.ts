/** Commands that show cases. */
import { forPeople } from '../../domain/time.js';
import { withQueries } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { printable, table } from '../format.js';
import { line, printJson } from '../io.js';
import { countOption, textOption } from '../options.js';
import type { CommandSpec } from '../program.js';

export const caseShow: CommandSpec = {
  name: 'case show',
  describe: 'cmd.case.show',
  args: ['<case>'],
  examples: ['case show 厦城管罚〔2026〕1号', 'case show k_01J... --json'],
  run: (command, [name = '']) =>
    withQueries(command.dataDir, async (queries) => {
      const found = await queries.ask('case.show', { case: name });
      if (command.json) {
        printJson(command, found);
        return EXIT.ok;
      }
      const { t } = command;
      const zone = (await queries.status()).station.timezone;
      const { id, number, version, party, stage, closedAt } = found.case;
      line(command, printable(t('case.put', { id, number: number ?? t('case.noNumber'), n: version })));
      for (const text of [party, stage]) if (text !== null) line(command, printable(text));
      if (closedAt !== null) line(command, t('case.closedAt', { at: forPeople(closedAt, zone) }));
      const header = [t('column.ordinal'), t('column.recordItem'), t('column.id'), t('column.name')];
      const rows = found.clips.map((c) => [
        c.ordinal === null ? '' : String(c.ordinal),
        c.recordItem ?? '',
        c.clipId,
        c.name ?? '',
      ]);
      if (rows.length > 0) line(command, table(header, rows));
      return EXIT.ok;
    }),
};

export const caseList: CommandSpec = {
  name: 'case list',
  describe: 'cmd.case.list',
  options: [
    { flags: '--number <text>', describe: 'case.number' },
    { flags: '--limit <n>', describe: 'clips.limit' },
    { flags: '--after <id>', describe: 'list.after' },
  ],
  examples: ['case list', 'case list --number 厦城管罚〔2026〕1号 --json'],
  run: (command, _args, options) =>
    withQueries(command.dataDir, async (queries) => {
      const number = textOption(options['number']);
      const list = await queries.ask('case.list', {
        limit: countOption(options['limit'], 'limit', 100, 1, 1000),
        after: textOption(options['after']) ?? null,
        ...(number === undefined ? {} : { number }),
      });
      const { t } = command;
      if (command.json) printJson(command, list);
      else if (list.length === 0) line(command, t('none'));
      else {
        const header = [t('column.id'), t('column.number'), t('column.party'), t('column.stage'), t('column.clips')];
        const rows = list.map((c) => [c.id, c.number ?? '', c.party ?? '', c.stage ?? '', String(c.clips)]);
        line(command, table(header, rows));
      }
      return EXIT.ok;
    }),
};

import type { InterruptionList, InterruptionRow } from '../../records/continuity/list.js';
import { withQueries } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { table } from '../format.js';
import { spanText } from '../due-report.js';
import { line, printJson } from '../io.js';
import { countOption, textOption } from '../options.js';
import type { CommandSpec } from '../program.js';
import { list, word, type Words } from '../rule-values.js';

export const interruptionsList: CommandSpec = {
  name: 'interruptions list',
  describe: 'cmd.interruptions.list',
  ofGroup: true,
  options: [
    { flags: '--activity <id>', describe: 'due.activity' },
    { flags: '--all', describe: 'interruptions.all' },
    { flags: '--limit <n>', describe: 'clips.limit' },
  ],
  examples: ['interruptions', 'interruptions list --activity a_01J... --all --json'],
  run: (command, _args, options) =>
    withQueries(command.dataDir, async (queries) => {
      const limit = countOption(options['limit'], 'limit', 100, 1, 10_000);
      const activity = textOption(options['activity']) ?? null;
      const found: InterruptionRow[] = [];
      let unplaced = 0;
      let after: string | null = null;
      do {
        const part: InterruptionList = await queries.ask('interruptions', {
          activity,
          all: options['all'] === true,
          after,
        });
        found.push(...part.rows);
        unplaced += part.unplaced.length;
        after = part.next;
      } while (after !== null);
      const rows = found.sort((a, b) => (a.from < b.from ? -1 : 1)).slice(0, limit);
      if (command.json) printJson(command, rows);
      else {
        line(command, rows.length === 0 ? command.t('interruptions.none') : interruptionTable(command, rows));
        if (unplaced > 0) line(command, command.t('interruptions.unplaced', { n: unplaced }));
      }
      return EXIT.ok;
    }),
};

export function interruptionTable(words: Words, rows: readonly InterruptionRow[]): string {
  const { t } = words;
  return table(
    [
      t('column.activity'),
      t('column.interruption'),
      t('column.kind'),
      t('column.camera'),
      t('column.from'),
      t('column.length'),
      t('column.wanted'),
      t('column.article'),
    ],
    rows.map((row) => [
      row.activity,
      row.id,
      t(`interruption.${row.kind}`),
      row.camera ?? '',
      row.from.slice(0, 19).replace('T', ' '),
      spanText(words, row.ms),
      row.explained
        ? t('interruptions.explained')
        : t('interruptions.wanted', { wanted: row.wanted.map((kinds) => wantedText(words, kinds)).join(' + ') }),
      row.article ?? t('rules.default'),
    ]),
  );
}

const wantedText = (words: Words, kinds: readonly string[]): string =>
  kinds.length === 1 ? word(words, kinds[0] ?? '') : `${words.t('rules.any')}(${list(words, kinds)})`;

import type { InterruptionRow } from '../../records/continuity/list.js';
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
      const answer = await queries.ask('interruptions', {
        activity: textOption(options['activity']) ?? null,
        all: options['all'] === true,
        limit: countOption(options['limit'], 'limit', 100, 1, 10_000),
      });
      if (command.json) printJson(command, answer.rows);
      else {
        line(
          command,
          answer.rows.length === 0 ? command.t('interruptions.none') : interruptionTable(command, answer.rows),
        );
        if (answer.unplaced.length > 0)
          line(command, command.t('interruptions.unplaced', { n: answer.unplaced.length }));
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

/** Commands that show activities. */
import { forPeople, type Instant } from '../../domain/time.js';
import { withQueries } from '../access.js';
import { notRecordedText } from '../details-report.js';
import { EXIT } from '../exit-codes.js';
import { printable, table } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import { countOption, textOption, timeOption } from '../options.js';
import type { CommandSpec } from '../program.js';
import { interruptionTable } from './interruptions-list.js';

const MOST = 1000;

const time = ({ t }: Command, at: Instant | null | undefined, zone: string): string =>
  at == null ? t('unknown') : forPeople(at, zone);

export const activityShow: CommandSpec = {
  name: 'activity show',
  describe: 'cmd.activity.show',
  args: ['<activity>'],
  examples: ['activity show a_01J... --json'],
  run: (command, [activity = '']) =>
    withQueries(command.dataDir, async (queries) => {
      const found = await queries.ask('activity.show', { activity });
      const { rows: interruptions } = await queries.ask('interruptions', { activity, all: true });
      if (command.json) {
        printJson(command, { ...found, interruptions });
        return EXIT.ok;
      }
      const { t } = command;
      const zone = (await queries.status()).station.timezone;
      const { id, version, kind, title, unit, place } = found.activity;
      line(command, t('activity.changed', { id, n: version }));
      for (const text of [kind, title, unit, place]) if (text !== null) line(command, printable(text));
      line(command, `${time(command, found.start?.at, zone)} – ${time(command, found.end?.at, zone)}`);
      if (found.notRecorded !== null) line(command, printable(notRecordedText(command, found.notRecorded)));
      const header = [t('column.id'), t('column.camera'), t('column.start'), t('column.end')];
      const rows = found.clips.map((c) => [
        c.clipId,
        c.camera ?? t('unknown'),
        time(command, c.start, zone),
        time(command, c.end, zone),
      ]);
      if (rows.length > 0) line(command, table(header, rows));
      if (interruptions.length > 0) line(command, interruptionTable(command, interruptions));
      return EXIT.ok;
    }),
};

export const activityList: CommandSpec = {
  name: 'activity list',
  describe: 'cmd.activity.list',
  options: [
    { flags: '--limit <n>', describe: 'clips.limit' },
    { flags: '--after <id>', describe: 'list.after' },
  ],
  examples: ['activity list', 'activity list --json --limit 1000'],
  run: (command, _args, options) =>
    withQueries(command.dataDir, async (queries) => {
      const limit = countOption(options['limit'], 'limit', 100, 1, MOST);
      const after = textOption(options['after']) ?? null;
      const list = await queries.ask('activity.list', { limit, after });
      const { t } = command;
      if (command.json) printJson(command, list);
      else if (list.length === 0) line(command, t('none'));
      else {
        const zone = (await queries.status()).station.timezone;
        const header = [t('column.id'), t('column.title'), t('column.start'), t('column.end'), t('column.clips')];
        const rows = list.map((a) => [
          a.id,
          a.title ?? a.kind ?? '',
          time(command, a.start?.at, zone),
          time(command, a.end?.at, zone),
          a.notRecorded === null ? String(a.clips) : `${String(a.clips)} (${t('activity.notRecorded')})`,
        ]);
        line(command, table(header, rows));
      }
      return EXIT.ok;
    }),
};

export const activityPropose: CommandSpec = {
  name: 'activity propose',
  describe: 'cmd.activity.propose',
  options: [
    { flags: '--since <time>', describe: 'clips.since' },
    { flags: '--until <time>', describe: 'clips.until' },
    { flags: '--gap <minutes>', describe: 'activity.gap' },
    { flags: '--together <minutes>', describe: 'activity.together' },
  ],
  examples: ['activity propose --since 2026-03-01', 'activity propose --gap 10 --json'],
  run: (command, _args, options) =>
    withQueries(command.dataDir, async (queries) => {
      const { t } = command;
      const zone = (await queries.status()).station.timezone;
      const list = await queries.ask('activity.propose', {
        since: timeOption(options['since'], 'since', zone) ?? null,
        until: timeOption(options['until'], 'until', zone) ?? null,
        gapMinutes: countOption(options['gap'], 'gap', 30, 0, 1440),
        togetherMinutes: countOption(options['together'], 'together', 5, 0, 120),
      });
      if (command.json) printJson(command, list);
      else if (list.length === 0) line(command, t('activity.noProposal'));
      else
        for (const { start, end, cameras, clips } of list) {
          line(command, `${forPeople(start, zone)} – ${forPeople(end, zone)}  ${cameras.join(', ')}`);
          line(command, `  bwc activity begin ${clips.map((id) => `--clip ${id}`).join(' ')}`);
        }
      return EXIT.ok;
    }),
};

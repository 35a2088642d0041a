import type { BureauStats, Sums } from '../../bureau/stats.js';
import { forPeople } from '../../domain/time.js';
import { DATABASE_OPTION, withDatabase } from '../bureau-access.js';
import { EXIT } from '../exit-codes.js';
import { bytesText, table } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import type { CommandSpec } from '../program.js';

export const bureauStats: CommandSpec = {
  name: 'bureau stats',
  describe: 'cmd.bureauStats',
  options: [DATABASE_OPTION],
  examples: ['bureau stats --database postgresql://reader@db.bureau/bwc', 'bureau stats --json'],
  run: async (command, _args, options) => {
    const [stats, { zoneOf }] = await Promise.all([
      import('../../bureau/stats.js'),
      import('../../bureau/schema/migrate.js'),
    ]);
    return withDatabase(command, options, async (db) => {
      const found = await stats.bureauStats(db);
      if (command.json) printJson(command, found);
      else printStats(command, found, await zoneOf(db));
      return EXIT.ok;
    });
  },
};

function printStats(command: Command, { all, stations, months, events, alarms }: BureauStats, zone: string): void {
  const { t } = command;
  const sums = [
    ...[t('bureau.column.clips'), t('bureau.column.bytes'), t('bureau.column.late'), t('bureau.column.unlabelled')],
    ...[t('bureau.column.held'), t('bureau.column.disposed')],
  ];
  const at = (instant: string | null): string => (instant === null ? t('unknown') : forPeople(instant, zone));
  line(
    command,
    table(
      [
        t('bureau.column.station'),
        ...sums,
        t('bureau.column.alarms'),
        t('bureau.column.lastEntry'),
        t('bureau.column.lastImport'),
      ],
      [
        ...stations.map((one) => [
          ...[one.station, ...cells(one), String(one.alarms), at(one.lastEntryAt), at(one.lastImportAt)],
        ]),
        [t('bureau.all'), ...cells(all), String(all.alarms)],
      ],
    ),
  );
  line(
    command,
    `\n${table(
      [t('bureau.column.month'), ...sums],
      months.map((one) => [one.month, ...cells(one)]),
    )}`,
  );
  line(
    command,
    `\n${table(
      [t('bureau.column.event'), ...sums],
      events.map((one) => [one.eventType ?? t('unknown'), ...cells(one)]),
    )}`,
  );
  line(command, `\n${t('bureau.objects', { objects: all.objects, unseen: all.objectsUnseen })}`);
  for (const { kind, alarms: n } of alarms) line(command, t('bureau.alarm', { kind, n }));
}

const cells = ({ clips, bytes, late, unlabelled, held, disposed }: Sums): string[] => [
  String(clips),
  bytesText(bytes),
  ...[late, unlabelled, held, disposed].map(String),
];

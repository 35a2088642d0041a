import { forPeople } from '../../domain/time.js';
import { withQueries } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { printable, table } from '../format.js';
import { line, printJson } from '../io.js';
import type { CommandSpec } from '../program.js';

export const cameras: CommandSpec = {
  name: 'cameras',
  describe: 'cmd.cameras',
  examples: ['cameras', 'cameras --json'],
  run: (command) =>
    withQueries(command.dataDir, async (queries) => {
      const [list, status] = [await queries.cameras(), await queries.status()];
      if (command.json) {
        printJson(command, list);
        return EXIT.ok;
      }
      const { t } = command;
      const zone = status.station.timezone;
      const header = [
        t('column.serial'),
        t('column.profile'),
        t('column.officer'),
        t('column.unit'),
        t('column.lastSeen'),
        t('column.medium'),
      ];
      const rows = list.map((c) => [
        c.serial ?? t('unknown'),
        c.profile,
        c.officerName ?? c.officerNo ?? t('unknown'),
        c.unitName ?? c.unitNo ?? t('unknown'),
        c.lastSeen === null ? t('unknown') : forPeople(c.lastSeen, zone),
        c.mediumId,
      ]);
      line(command, rows.length === 0 ? t('none') : table(header, rows));
      for (const r of status.refused)
        line(command, t('visit.refused', { root: printable(r.root), code: r.code, reason: printable(r.reason) }));
      return EXIT.ok;
    }),
};

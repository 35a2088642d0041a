import { withQueries } from '../access.js';
import { describeErased } from '../erase-report.js';
import { EXIT } from '../exit-codes.js';
import { printable, table } from '../format.js';
import { line, printJson } from '../io.js';
import { choiceOption, countOption, textOption } from '../options.js';
import type { CommandSpec } from '../program.js';
import { describeCheck } from '../readiness-report.js';
import { visitRows, VISIT_COLUMNS } from '../visit-table.js';
import { tallyText } from '../watch-visits.js';

export const visits: CommandSpec = {
  name: 'visits',
  describe: 'cmd.visits',
  args: ['[visit]'],
  options: [
    { flags: '--camera <serial>', describe: 'clips.camera' },
    { flags: '--state <state>', describe: 'clips.state' },
    { flags: '--limit <n>', describe: 'clips.limit' },
    { flags: '--offset <n>', describe: 'clips.offset' },
  ],
  examples: ['visits --limit 20', 'visits v_01J... --json'],
  run: (command, [id], options) =>
    withQueries(command.dataDir, async (queries) => {
      const { t } = command;
      const header = VISIT_COLUMNS.map((c) => t(c));
      if (id !== undefined) {
        const detail = await queries.visit(id);
        if (command.json) {
          printJson(command, detail);
          return EXIT.ok;
        }
        const zone = (await queries.status()).station.timezone;
        const { visit, remarks, check } = detail;
        line(command, table(header, visitRows(command, [visit], zone)));
        line(command, tallyText(command, visit.tally));
        line(command, t(visit.safeToRemove ? 'visit.safe' : 'visit.unsafe'));
        for (const text of visit.erased === null ? [] : describeErased(command, visit.erased)) line(command, text);
        if (visit.clock !== null) line(command, JSON.stringify(visit.clock));
        if (visit.readiness !== null) line(command, JSON.stringify(visit.readiness));
        for (const text of check === null ? [] : describeCheck(command, check)) line(command, printable(text));
        const columns = [t('column.state'), t('column.path'), t('column.reason')];
        if (remarks.length > 0)
          line(
            command,
            table(
              columns,
              remarks.map((r) => [
                r.class === 'clip' || r.class === 'sidecar' ? r.state : r.class,
                r.path,
                r.reason ?? '',
              ]),
            ),
          );
        return EXIT.ok;
      }
      const camera = textOption(options['camera']);
      const state = choiceOption(options['state'], 'state', ['open', 'interrupted', 'closed'] as const);
      const list = await queries.visits({
        limit: countOption(options['limit'], 'limit', 50, 1, 10_000),
        offset: countOption(options['offset'], 'offset', 0, 0, Number.MAX_SAFE_INTEGER),
        ...(camera === undefined ? {} : { camera }),
        ...(state === undefined ? {} : { state }),
      });
      if (command.json) printJson(command, list);
      else
        line(
          command,
          list.length === 0
            ? t('none')
            : table(header, visitRows(command, list, (await queries.status()).station.timezone)),
        );
      return EXIT.ok;
    }),
};

import { forPeople } from '../../domain/time.js';
import { MAX_PAGE } from '../../web/page.js';
import { withQueries } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { table } from '../format.js';
import { line, printJson } from '../io.js';
import { countOption, textOption } from '../options.js';
import type { CommandSpec } from '../program.js';

const MOST = MAX_PAGE;

export const events: CommandSpec = {
  name: 'events',
  describe: 'cmd.events',
  options: [
    { flags: '--clip <id>', describe: 'events.clip' },
    { flags: '--visit <id>', describe: 'events.visit' },
    { flags: '--kind <kind>', describe: 'events.kind' },
    { flags: '--after <n>', describe: 'events.after' },
    { flags: '--limit <n>', describe: 'events.limit' },
  ],
  examples: ['events --limit 20', 'events --clip c_01J... --json', 'events --after 1000 --json'],
  run: (command, _args, options) =>
    withQueries(command.dataDir, async (queries) => {
      const after = textOption(options['after']);
      const optional = {
        clip: textOption(options['clip']),
        visit: textOption(options['visit']),
        kind: textOption(options['kind']),
        after: after === undefined ? undefined : countOption(after, 'after', 0, 0, Number.MAX_SAFE_INTEGER),
      };
      const list = await queries.events({
        limit: countOption(options['limit'], 'limit', command.json ? MOST : 50, 1, MOST),
        // To follow a log one reads on from where one was; to look at it, the newest come first.
        newestFirst: after === undefined,
        ...(Object.fromEntries(Object.entries(optional).filter(([, v]) => v !== undefined)) as Partial<
          Record<keyof typeof optional, never>
        >),
      });
      if (command.json) {
        printJson(command, list);
        return EXIT.ok;
      }
      const { t } = command;
      const zone = (await queries.status()).station.timezone;
      const header = [t('column.seq'), t('column.at'), t('column.event'), t('column.actor'), t('column.about')];
      const rows = list.map((e) => [
        String(e.seq),
        forPeople(e.at, zone),
        e.kind,
        e.actor,
        JSON.stringify(e.body).slice(0, 160),
      ]);
      line(command, rows.length === 0 ? t('none') : table(header, rows));
      return EXIT.ok;
    }),
};

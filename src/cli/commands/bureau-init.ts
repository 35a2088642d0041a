import { BwcError } from '../../domain/errors.js';
import { isZone } from '../../domain/time.js';
import { DATABASE_OPTION, withDatabase } from '../bureau-access.js';
import { EXIT } from '../exit-codes.js';
import { line, printJson } from '../io.js';
import { textOption } from '../options.js';
import type { CommandSpec } from '../program.js';

export const bureauInit: CommandSpec = {
  name: 'bureau init',
  describe: 'cmd.bureauInit',
  options: [DATABASE_OPTION, { flags: '--zone <zone>', describe: 'bureau.zone' }],
  examples: [
    'bureau init --database postgresql://admin@db.bureau/bwc',
    'bureau init --database "postgresql:///bwc?host=/var/run/postgresql" --zone Asia/Shanghai',
  ],
  run: async (command, _args, options) => {
    const zone = textOption(options['zone']) ?? 'Asia/Shanghai';
    if (!isZone(zone)) throw new BwcError('bwc.usage', `--zone: ${zone} is no time zone known here`);
    const { migrate } = await import('../../bureau/schema/migrate.js');
    return withDatabase(command, options, async (db) => {
      const done = await migrate(db, zone);
      if (command.json) printJson(command, { database: db.shown, ...done });
      else {
        const how = done.from === 0 ? 'bureau.made' : done.from < done.to ? 'bureau.updated' : 'bureau.current';
        line(command, command.t(how, { database: db.shown, from: done.from, to: done.to, zone: done.zone }));
        line(command, command.t('bureau.roles', { roles: done.roles.join(', ') }));
      }
      return EXIT.ok;
    });
  },
};

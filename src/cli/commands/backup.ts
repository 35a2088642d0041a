import { setTimeout as sleep } from 'node:timers/promises';
import type { StationQueries } from '../../web/api.js';
import { whoAmI, withDaemon, withQueries } from '../access.js';
import { printBackups } from '../backup-report.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { line, printJson, type Command } from '../io.js';
import type { CommandSpec } from '../program.js';

const LOOK_MS = 500;

export const backup: CommandSpec = {
  name: 'backup',
  describe: 'cmd.backup',
  options: [{ flags: '--now', describe: 'backup.now' }],
  examples: ['backup', 'backup --now', 'backup --json'],
  run: async (command, _args, options) => {
    const now = options['now'] === true;
    if (now) {
      const { loadConfig } = await import('../../station/config.js');
      const { dataPaths } = await import('../../store/paths.js');
      const { mustBeConfigured } = await import('../../station/backup/station-backups.js');
      mustBeConfigured(loadConfig(dataPaths(command.dataDir)));
      await withDaemon(command.dataDir, async (daemon) => {
        await daemon.syncNow(whoAmI());
        await withQueries(command.dataDir, rest);
      });
    }
    return withQueries(command.dataDir, (queries) => report(command, queries, now));
  },
};

/** Until what was asked for is over. */
async function rest(queries: StationQueries): Promise<void> {
  for (;;) {
    const { archives } = await queries.status();
    if (archives.every(({ live }) => live === null || !(live.asked || live.busy))) return;
    await sleep(LOOK_MS);
  }
}

async function report(command: Command, queries: StationQueries, wanted: boolean): Promise<ExitCode> {
  const { archives, station } = await queries.status();
  const backups = archives.map(({ target, role, backup: of }) => ({ target, role, ...of }));
  if (command.json) printJson(command, { backups });
  else {
    if (archives.length === 0) line(command, command.t('sync.none'));
    for (const archive of archives) printBackups(command, archive, station.timezone);
  }
  return wanted && backups.some(({ last, waiting }) => last === null || waiting !== null) ? EXIT.partial : EXIT.ok;
}

import { resolve } from 'node:path';
import { forPeople, systemClock } from '../../domain/time.js';
import type { InitResult } from '../../station/init.js';
import { whoAmI } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { line, printJson, type Command } from '../io.js';
import { textOption } from '../options.js';
import type { CommandSpec } from '../program.js';

/** Of a configuration that was just written. */
const DEFAULT_ZONE = 'Asia/Shanghai';
const DEFAULT_ROOTS = ['/media', '/run/media'];

export const init: CommandSpec = {
  name: 'init',
  describe: 'cmd.init',
  options: [
    { flags: '--unit <name>', describe: 'init.unit' },
    { flags: '--name <name>', describe: 'init.name' },
    { flags: '--mount-root <dir>', describe: 'init.root', repeat: true },
  ],
  examples: [
    'init --data /var/lib/bwc-station --unit 思明区城管局鹭江中队',
    'init --data ./station --mount-root /srv/dock',
  ],
  run: async (command, _args, options) => {
    const roots = (Array.isArray(options['mountRoot']) ? (options['mountRoot'] as string[]) : []).map((r) =>
      resolve(command.cwd, r),
    );
    const { initStation } = await import('../../station/init.js');
    const result = await initStation(
      {
        dataDir: resolve(command.cwd, command.dataDir),
        unit: textOption(options['unit']) ?? '',
        name: textOption(options['name']) ?? '',
        mountRoots: roots.length > 0 ? roots : DEFAULT_ROOTS,
        actor: `cli:${whoAmI()}`,
      },
      systemClock,
    );
    if (command.json) printJson(command, result);
    else {
      line(command, command.t('init.done', { dataDir: result.dataDir }));
      line(
        command,
        command.t('init.details', { stationId: result.stationId, keyId: result.keyId, config: result.config }),
      );
      sayFirstCode(command, result.firstCode);
      line(command, command.t('init.next', { dataDir: result.dataDir }));
    }
    return EXIT.ok;
  },
};

/** What the first administrator signs in with. */
export function sayFirstCode(command: Command, { code, expiresAt }: InitResult['firstCode']): void {
  line(command, command.t('init.code', { code, until: forPeople(expiresAt, DEFAULT_ZONE) }));
}

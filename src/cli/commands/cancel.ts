import { whoAmI, withDaemon } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { line, printJson } from '../io.js';
import type { CommandSpec } from '../program.js';

export const cancel: CommandSpec = {
  name: 'cancel',
  describe: 'cmd.cancel',
  args: ['<visit>'],
  examples: ['cancel v_01J...'],
  run: (command, [visit = '']) =>
    withDaemon(command.dataDir, async (daemon) => {
      await daemon.cancel(visit, whoAmI());
      if (command.json) printJson(command, { cancelled: visit });
      else line(command, command.t('cancel.done', { visit }));
      return EXIT.ok;
    }),
};

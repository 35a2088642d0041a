import { BwcError } from '../../domain/errors.js';
import { whoAmI, withDaemon } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { line, printJson } from '../io.js';
import type { CommandSpec } from '../program.js';

export const priority: CommandSpec = {
  name: 'priority',
  describe: 'cmd.priority',
  args: ['[slot]'],
  options: [{ flags: '--clear', describe: 'priority.clear' }],
  examples: ['priority usb:1-1.2', 'priority --clear'],
  run: (command, [slot], options) => {
    if ((slot === undefined) !== (options['clear'] === true))
      throw new BwcError('bwc.usage', 'name a slot, or give --clear');
    return withDaemon(command.dataDir, async (daemon) => {
      await daemon.setPriority(slot ?? null, whoAmI());
      if (command.json) printJson(command, { prioritySlot: slot ?? null });
      else line(command, slot === undefined ? command.t('priority.none') : command.t('priority.set', { slot }));
      return EXIT.ok;
    });
  },
};

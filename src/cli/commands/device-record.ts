import { resolve } from 'node:path';
import { EXIT } from '../exit-codes.js';
import { line, printJson } from '../io.js';
import type { CommandSpec } from '../program.js';

export const deviceRecord: CommandSpec = {
  name: 'device record',
  describe: 'cmd.device.record',
  args: ['<file>'],
  options: [{ flags: '--slot <slot>', describe: 'device.slot' }],
  examples: ['device record z1.jsonl', 'device record z1.jsonl --slot usb:3-1.4'],
  run: async (command, [file = ''], options) => {
    const slot = options['slot'];
    const { recordDevice } = await import('../../station/record-device.js');
    const { camerasConfig } = await import('../../station/cameras-config.js');
    const recorded = await recordDevice(
      resolve(command.cwd, file),
      typeof slot === 'string' ? slot : null,
      camerasConfig(command.dataDir),
    );
    if (command.json) printJson(command, recorded);
    else line(command, command.t('device.recorded', { ...recorded }));
    return EXIT.ok;
  },
};

/** `bwc camera add` and `camera change`: which cameras there are, by the operator at the machine. */
import { BwcError } from '../../domain/errors.js';
import type { ActInput } from '../../records/index.js';
import { whoAmI, withStation } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { printable } from '../format.js';
import { line, printJson } from '../io.js';
import { neededOption } from '../options.js';
import type { CommandSpec } from '../program.js';
import { texts, yesNo, type Options } from '../said-options.js';

const ABOUT = [
  { flags: '--model <name>', describe: 'camera.model' },
  { flags: '--unit <id>', describe: 'camera.unit' },
  { flags: '--remark <text>', describe: 'camera.remark' },
] as const;

const aboutOf = (options: Options) => texts(options, ['model', 'unit', 'remark']);

export const cameraAdd: CommandSpec = {
  name: 'camera add',
  describe: 'cmd.camera.add',
  args: ['<serial>'],
  options: ABOUT,
  examples: ['camera add 7654321', 'camera add 7654321 --model DSJ-A7 --unit o_01J... --remark 2026年采购 --json'],
  run: (command, [serial = ''], options) =>
    withStation(command.dataDir, 'camera add', async (station) => {
      const camera = await station.act('camera.add', { serial, ...aboutOf(options) }, whoAmI());
      if (command.json) printJson(command, camera);
      else line(command, printable(command.t('camera.added', { id: camera.id, serial: camera.serial ?? '' })));
      return EXIT.ok;
    }),
};

export const cameraChange: CommandSpec = {
  name: 'camera change',
  describe: 'cmd.camera.change',
  args: ['<camera>'],
  options: [
    ...ABOUT,
    { flags: '--retired <yes>', describe: 'camera.retired' },
    { flags: '--why <text>', describe: 'camera.why' },
  ],
  examples: [
    'camera change 7654321 --unit o_01J... --why 调拨',
    'camera change 7654321 --retired yes --why 报废 --json',
  ],
  run: (command, [camera = ''], options) =>
    withStation(command.dataDir, 'camera change', async (station) => {
      const changed = await station.act('camera.change', { camera, ...changesOf(options) }, whoAmI());
      if (command.json) printJson(command, changed);
      else line(command, command.t('camera.changed', { id: changed.id, n: changed.version }));
      return EXIT.ok;
    }),
};

/** An empty text takes away what was said. @throws BwcError `bwc.usage` */
function changesOf(options: Options): Omit<ActInput<'camera.change'>, 'camera'> {
  const retired = yesNo(options, 'retired');
  const changes = { ...aboutOf(options), ...(retired === undefined ? {} : { retired }) };
  if (Object.keys(changes).length === 0) throw new BwcError('bwc.usage', 'say what changes');
  return { ...changes, why: neededOption(options['why'], 'why') };
}

/** `bwc camera return`, `lost`, `found`, `faulty`, `repaired`: one line of the ledger each. */
import { forPeople } from '../../domain/time.js';
import type { ActInput } from '../../records/index.js';
import type { MovementAct } from '../../store/repositories/camera-movements.js';
import { whoAmI, withStation } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { line, printJson } from '../io.js';
import { textOption } from '../options.js';
import type { CommandSpec } from '../program.js';

type Act = Exclude<MovementAct, 'issue'>;
type Options = NonNullable<CommandSpec['options']>;

const WHEN = { flags: '--at <time>', describe: 'camera.when' } as const;
const REMARK = { flags: '--remark <text>', describe: 'camera.remark' } as const;
const OFFICER = { flags: '--officer <number>', describe: 'camera.officer' } as const;
const REFERENCE = { flags: '--reference <number>', describe: 'camera.reference' } as const;
const NOTHING = { flags: '--nothing-recorded', describe: 'camera.nothing' } as const;

const OPTIONS: Readonly<Record<Act, Options>> = {
  return: [OFFICER, NOTHING, WHEN, REMARK],
  lost: [OFFICER, REFERENCE, WHEN, REMARK],
  found: [WHEN, REMARK],
  faulty: [OFFICER, REFERENCE, WHEN, REMARK],
  repaired: [REFERENCE, WHEN, REMARK],
};

const EXAMPLES: Readonly<Record<Act, readonly string[]>> = {
  return: ['camera return 7654321', 'camera return 7654321 --nothing-recorded --json'],
  lost: ['camera lost 7654321 --officer 350213 --reference 遗失报告3'],
  found: ['camera found 7654321 --remark 车内找到'],
  faulty: ['camera faulty 7654321 --reference 报修8 --remark 无法开机'],
  repaired: ['camera repaired 7654321 --reference 报修8'],
};

const spec = (act: Act): CommandSpec => ({
  name: `camera ${act}`,
  describe: `cmd.camera.${act}`,
  args: ['<camera>'],
  options: OPTIONS[act],
  examples: EXAMPLES[act],
  run: (command, [camera = ''], options) => {
    const told: Record<string, string | boolean> = { camera };
    for (const key of ['officer', 'reference', 'at', 'remark']) {
      const value = textOption(options[key]);
      if (value !== undefined) told[key] = value;
    }
    if (options['nothingRecorded'] === true) told['recorded'] = false;
    return withStation(command.dataDir, `camera ${act}`, async (station) => {
      const movement = await station.act(`camera.${act}`, told as ActInput<`camera.${Act}`>, whoAmI());
      if (command.json) printJson(command, movement);
      else {
        const zone = (await station.queries.status()).station.timezone;
        line(command, command.t(`camera.moved.${act}`, { camera, at: forPeople(movement.at, zone) }));
      }
      return EXIT.ok;
    });
  },
});

export const cameraActs: readonly CommandSpec[] = [
  spec('return'),
  spec('lost'),
  spec('found'),
  spec('faulty'),
  spec('repaired'),
];

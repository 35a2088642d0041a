import { resolve } from 'node:path';
import { BwcError } from '../../domain/errors.js';
import { EXIT } from '../exit-codes.js';
import { line, printJson } from '../io.js';
import { neededOption } from '../options.js';
import type { CommandSpec } from '../program.js';

export const bureauWitnessKey: CommandSpec = {
  name: 'bureau witness-key',
  describe: 'cmd.bureauWitnessKey',
  options: [
    { flags: '--name <name>', describe: 'witness.name' },
    { flags: '--out <file>', describe: 'witness.out' },
  ],
  examples: ['bureau witness-key --name witness.example.gov.cn/w1 --out /etc/bwc/witness.key'],
  run: async (command, _args, options) => {
    const name = neededOption(options['name'], 'name');
    const file = resolve(command.cwd, neededOption(options['out'], 'out'));
    const [{ isKeyName }, { createSignerFile }, { formatWitnessKey }] = await Promise.all([
      import('../../archive/witness/signer-key.js'),
      import('../../archive/witness/signer-file.js'),
      import('../../archive/witness/cosignature.js'),
    ]);
    if (!isKeyName(name))
      throw new BwcError('bwc.usage', `--name takes a name without spaces and without +, not ${name.slice(0, 200)}`);
    const key = formatWitnessKey(await createSignerFile(file, name));
    if (command.json) printJson(command, { file, key });
    else {
      line(command, command.t('witness.made', { file }));
      line(command, key);
    }
    return EXIT.ok;
  },
};

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { BwcError, errnoOf } from '../../domain/errors.js';
import { DATABASE_OPTION, withDatabase } from '../bureau-access.js';
import { EXIT } from '../exit-codes.js';
import { line, printJson } from '../io.js';
import { neededOption } from '../options.js';
import type { CommandSpec } from '../program.js';

export const bureauRegister: CommandSpec = {
  name: 'bureau register',
  describe: 'cmd.bureauRegister',
  args: ['<station>'],
  options: [DATABASE_OPTION, { flags: '--key <file>', describe: 'bureau.key' }],
  examples: [
    'bureau register st-6f0a14c678 --key station.pub --database postgresql://admin@db.bureau/bwc',
    'bureau register st-6f0a14c678 --key /mnt/bureau-archive/stations/st-6f0a14c678.pub',
  ],
  run: async (command, [station = ''], options) => {
    const file = resolve(command.cwd, neededOption(options['key'], 'key'));
    const pem = await readFile(file, 'utf8').catch((error: unknown) => {
      throw new BwcError('bwc.usage', `--key: ${file} cannot be read (${errnoOf(error) ?? 'unknown'})`);
    });
    const { registerStation } = await import('../../bureau/import/stations.js');
    return withDatabase(command, options, async (db) => {
      const done = await registerStation(db, station, pem);
      if (command.json) printJson(command, done);
      else {
        const { keyId, fingerprint, known } = done;
        line(command, command.t(known ? 'bureau.registeredBefore' : 'bureau.registered', { station, keyId }));
        line(command, command.t('bureau.compare', { fingerprint }));
      }
      return EXIT.ok;
    });
  },
};

import { resolve } from 'node:path';
import { systemClock } from '../../domain/time.js';
import { EXIT } from '../exit-codes.js';
import { line, printJson } from '../io.js';
import type { CommandSpec } from '../program.js';

export const archiveInit: CommandSpec = {
  name: 'archive init',
  describe: 'cmd.archiveInit',
  args: ['<path>'],
  examples: ['archive init /mnt/bureau-archive'],
  run: async (command, [given = '']) => {
    const path = resolve(command.cwd, given);
    const { initialiseDirectoryArchive } = await import('../../archive/targets/directory/initialise.js');
    const archiveId = await initialiseDirectoryArchive(path, systemClock);
    const block = `[[archive.target]]\nname = "bureau"\npath = ${JSON.stringify(path)}\nid = ${JSON.stringify(archiveId)}`;
    if (command.json) printJson(command, { path, archiveId, config: block });
    else {
      line(command, command.t('archive.made', { path, id: archiveId }));
      line(command, block);
    }
    return EXIT.ok;
  },
};

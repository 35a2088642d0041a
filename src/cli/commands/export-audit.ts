import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BwcError, errnoOf } from '../../domain/errors.js';
import { whoAmI, withStation } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { line, printJson } from '../io.js';
import { textOption } from '../options.js';
import { throughPart } from '../part-file.js';
import type { CommandSpec } from '../program.js';

export const exportAudit: CommandSpec = {
  name: 'export audit',
  describe: 'cmd.export.audit',
  args: ['<clip>'],
  options: [{ flags: '--out <file>', describe: 'export.audit.out' }],
  examples: ['export audit c_01J...', 'export audit c_01J... --out 留痕清单.pdf --lang zh'],
  run: (command, [clip = ''], options) =>
    withStation(command.dataDir, 'export audit', async (station) => {
      const { id } = (await station.queries.clip(clip)).clip;
      const file = resolve(command.cwd, textOption(options['out']) ?? `${id}.pdf`);
      const pdf = await station.printTrail(id, command.language, whoAmI());
      // Under its own name only once it is whole.
      await throughPart(command, file, async (part) => {
        await pipeline(pdf, createWriteStream(part)).catch((error: unknown) => {
          throw brokeOff(error) ? new BwcError('bwc.print.failed', 'the document broke off', { file }) : error;
        });
        await rename(part, file);
      });
      if (command.json) printJson(command, { file });
      else line(command, command.t('export.audit.done', { file }));
      return EXIT.ok;
    }),
};

/** The daemon could not finish it, or is gone. */
const brokeOff = (error: unknown): boolean =>
  ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'].includes(errnoOf(error) ?? '');

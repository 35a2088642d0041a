import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { bagName } from '../../archive/bag/bag.js';
import { BwcError, errnoOf } from '../../domain/errors.js';
import { systemClock, toInstant } from '../../domain/time.js';
import { readMarker } from '../../store/marker.js';
import { dataPaths } from '../../store/paths.js';
import type { VisitBagAnswer } from '../../web/visit-bag.js';
import { VERSION } from '../../station/version.js';
import { whoAmI, withStation } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { printable } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import { neededOption } from '../options.js';
import { Progress } from '../progress.js';
import type { CommandSpec } from '../program.js';

export const archiveBag: CommandSpec = {
  name: 'archive bag',
  describe: 'cmd.archiveBag',
  args: ['<visit>'],
  options: [
    { flags: '--to <dir>', describe: 'bag.to' },
    { flags: '--mhl', describe: 'bag.mhl' },
  ],
  examples: ['archive bag v_01J... --to /mnt/handover', 'archive bag v_01J... --to . --mhl --json'],
  run: async (command, [visit = ''], options) => {
    const into = resolve(command.cwd, neededOption(options['to'], 'to'));
    const mhl = options['mhl'] === true;
    const name = bagName(readMarker(dataPaths(command.dataDir)).stationId, visit);
    // Before it is put on record that something left.
    if (existsSync(join(into, name))) throw isThere(join(into, name));
    const bag = await withStation(command.dataDir, 'archive bag', (station) =>
      station.bagOfVisit(visit, mhl, whoAmI()),
    );
    const folder = join(into, bag.name);
    await mkdir(into, { recursive: true });
    await write(command, bag, folder, mhl);
    const { payload, withheld } = bag;
    const bytes = payload.reduce((sum, file) => sum + file.bytes, 0);
    if (command.json) printJson(command, { folder, files: payload.length, bytes, withheld });
    else {
      line(command, command.t('bag.made', { folder: printable(folder), files: payload.length }));
      for (const { clip, bars } of withheld) line(command, command.t('bag.withheld', { clip, bars: bars.join(', ') }));
    }
    return withheld.length === 0 ? EXIT.ok : EXIT.partial;
  },
};

const isThere = (folder: string): BwcError => new BwcError('bwc.bag.exists', `${folder} is there already`, { folder });

/** @throws BwcError `bwc.bag.exists`, `bwc.store.original_altered` */
async function write(command: Command, bag: VisitBagAnswer, folder: string, mhl: boolean): Promise<void> {
  const { materialise } = await import('../../archive/bag/materialise.js');
  const { root } = dataPaths(command.dataDir);
  const storedAt = new Map(bag.payload.map(({ path, storedPath }) => [path, join(root, storedPath)]));
  const progress = new Progress(command);
  const totalBytes = bag.payload.reduce((sum, { bytes }) => sum + bytes, 0);
  let doneBytes = 0;
  const tags = bag.tags.map(([path, base64]) => ({ path, bytes: Buffer.from(base64, 'base64') }));
  try {
    await materialise({ ...bag, tags }, folder, {
      source: ({ path }) => storedAt.get(path) ?? '',
      copied: (bytes) => {
        doneBytes += bytes;
        progress.show({ what: command.t('bag.what'), doneBytes, totalBytes, done: 0, total: bag.payload.length });
      },
      mhl: mhl ? { at: toInstant(systemClock.now()), host: hostname(), version: VERSION } : null,
    });
  } catch (error) {
    throw errnoOf(error) === 'EEXIST' ? isThere(folder) : error;
  } finally {
    progress.clear();
  }
}

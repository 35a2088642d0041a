import type { ImportTally } from '../../bureau/import/tally.js';
import { systemClock } from '../../domain/time.js';
import { DATABASE_OPTION, withArchives, withDatabase } from '../bureau-access.js';
import { EXIT } from '../exit-codes.js';
import { printable } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import { Progress } from '../progress.js';
import type { CommandSpec } from '../program.js';

export const bureauImport: CommandSpec = {
  name: 'bureau import',
  describe: 'cmd.bureauImport',
  args: ['<archive...>'],
  options: [DATABASE_OPTION],
  examples: [
    'bureau import /mnt/bureau-archive --database postgresql://importer@db.bureau/bwc',
    'bureau import /mnt/archive-1 /mnt/archive-2 --json',
  ],
  run: async (command, places, options) => {
    const { importArchive } = await import('../../bureau/import/import-archive.js');
    return withDatabase(command, options, (db) =>
      withArchives(command, places, async (archives) => {
        const progress = new Progress(command);
        const tallies: ImportTally[] = [];
        for (const archive of archives)
          tallies.push(
            await importArchive(db, archive, systemClock, (seen) => {
              progress.showCount(`${command.t('bureau.importing')} ${archive.shown}`, seen, seen);
            }),
          );
        progress.clear();
        if (command.json) printJson(command, { imports: tallies });
        else for (const tally of tallies) printTally(command, tally);
        return tallies.every(isWhole) ? EXIT.ok : EXIT.partial;
      }),
    );
  },
};

const isWhole = ({ records, checkpoints, unregistered, objectsMissing }: ImportTally): boolean =>
  records.refused + checkpoints.refused + unregistered.length + objectsMissing === 0;

function printTally(command: Command, tally: ImportTally): void {
  const { t } = command;
  const { archive, stations, records, checkpoints, entries, objectsMissing, unregistered, refused } = tally;
  line(
    command,
    t('bureau.imported', {
      archive: printable(archive),
      stations,
      recordsNew: records.new,
      recordsKnown: records.known,
      recordsRefused: records.refused,
      checkpointsNew: checkpoints.new,
      checkpointsKnown: checkpoints.known,
      checkpointsRefused: checkpoints.refused,
      entries,
    }),
  );
  if (objectsMissing > 0) line(command, t('bureau.objectsMissing', { n: objectsMissing }));
  for (const station of unregistered) line(command, t('bureau.unregistered', { station }));
  for (const { subject, kind, detail } of refused)
    line(command, t('bureau.refused', { subject, kind, detail: printable(detail) }));
}

import { resolve } from 'node:path';
import { BwcError } from '../../domain/errors.js';
import { systemClock } from '../../domain/time.js';
import { EXIT } from '../exit-codes.js';
import { line, printJson, type Command } from '../io.js';
import { choiceOption, neededOption, textOption } from '../options.js';
import type { CommandSpec } from '../program.js';

export const archiveInit: CommandSpec = {
  name: 'archive init',
  describe: 'cmd.archiveInit',
  args: ['[path]'],
  options: [
    { flags: '--endpoint <url>', describe: 'archive.endpoint' },
    { flags: '--bucket <name>', describe: 'archive.bucket' },
    { flags: '--region <name>', describe: 'archive.region' },
    { flags: '--addressing <how>', describe: 'archive.addressing' },
    { flags: '--lock <mode>', describe: 'archive.lock' },
    { flags: '--credentials <file>', describe: 'archive.credentials' },
    { flags: '--ca <file>', describe: 'archive.ca' },
  ],
  examples: [
    'archive init /mnt/bureau-archive',
    'archive init --endpoint https://s3.bureau.example --bucket footage --credentials /etc/bwc/bureau.key',
  ],
  run: async (command, [given], options) => {
    const { initArchive } = await import('../../station/init-archive.js');
    const place = given === undefined ? await bucketOf(command, options) : { path: resolve(command.cwd, given) };
    const { where, archiveId, config } = await initArchive(place, systemClock);
    if (command.json) printJson(command, { where, archiveId, config });
    else {
      line(command, command.t('archive.made', { where, id: archiveId }));
      line(command, config);
    }
    return EXIT.ok;
  },
};

/** @throws BwcError `bwc.usage` */
async function bucketOf(command: Command, options: Parameters<CommandSpec['run']>[2]) {
  const { s3ReachSchema } = await import('../../station/archive-target-config.js');
  const ca = textOption(options['ca']);
  const read = s3ReachSchema.safeParse({
    endpoint: neededOption(options['endpoint'], 'endpoint'),
    bucket: neededOption(options['bucket'], 'bucket'),
    region: textOption(options['region']),
    addressing: choiceOption(options['addressing'], 'addressing', ['path', 'host']),
    lock: choiceOption(options['lock'], 'lock', ['compliance', 'governance', 'none']),
    credentials: { file: resolve(command.cwd, neededOption(options['credentials'], 'credentials')) },
    ca: ca === undefined ? null : resolve(command.cwd, ca),
  });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new BwcError('bwc.usage', `--${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}

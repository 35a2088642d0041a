import { createPublicKey, type KeyObject } from 'node:crypto';
import { resolve } from 'node:path';
import { BwcError } from '../../domain/errors.js';
import { systemClock } from '../../domain/time.js';
import type { RestoreOptions } from '../../station/restore/options.js';
import { whoAmI } from '../access.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { printJson, type Command } from '../io.js';
import { choiceOption, textOption } from '../options.js';
import type { CommandSpec, CommandOptions } from '../program.js';
import { Progress } from '../progress.js';
import { printPlan, printRestored } from '../restore-report.js';
import { readText } from './recovery-key.js';

export const restore: CommandSpec = {
  name: 'restore',
  describe: 'cmd.restore',
  args: ['<archive...>'],
  options: [
    { flags: '--recovery-key <file>', describe: 'restore.key' },
    { flags: '--station <id>', describe: 'restore.station' },
    { flags: '--at <number>', describe: 'restore.at' },
    { flags: '--key <file>', describe: 'restore.known' },
    { flags: '--originals <which>', describe: 'restore.originals' },
    { flags: '--as-successor', describe: 'restore.successor' },
    { flags: '--again', describe: 'restore.again' },
    { flags: '--dry-run', describe: 'restore.dryRun' },
  ],
  examples: [
    'restore /mnt/bureau-archive --recovery-key bureau.recovery --data /srv/bwc --dry-run',
    'restore /mnt/bureau-archive /mnt/offsite --recovery-key bureau.recovery --data /srv/bwc',
    'restore s3.toml --recovery-key bureau.recovery --data /srv/bwc --key station.pub',
  ],
  run: async (command, archives, given) => {
    const { placesNamed } = await import('../../station/restore/places.js');
    const places = placesNamed(
      archives.map((a) => resolve(command.cwd, a)),
      systemClock,
    );
    const stop = new AbortController();
    const onSignal = (): void => {
      stop.abort();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
    const progress = new Progress(command);
    try {
      const options = await optionsOf(command, given, { places, progress, signal: stop.signal });
      return await (given['dryRun'] === true ? plan(command, options) : run(command, options, progress));
    } finally {
      progress.clear();
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
      for (const { target } of places) target.close();
    }
  },
};

async function plan(command: Command, options: RestoreOptions): Promise<ExitCode> {
  const { planRestore } = await import('../../station/restore/plan.js');
  const found = await planRestore(options);
  if (command.json) printJson(command, found);
  else printPlan(command, found);
  const goes = found.room.has >= found.room.needs && found.witnessed <= found.logSize;
  return goes ? EXIT.ok : EXIT.partial;
}

async function run(command: Command, options: RestoreOptions, progress: Progress): Promise<ExitCode> {
  const { restore: act } = await import('../../station/restore/restore.js');
  const result = await act(options);
  progress.clear();
  if (command.json) printJson(command, result);
  else printRestored(command, result, options.dataDir);
  if (result.proof.findings.length > 0) return EXIT.integrity;
  const lost = result.witnessed > result.logSize || result.later.some(({ differs }) => differs.length > 0);
  return lost ? EXIT.partial : EXIT.ok;
}

async function optionsOf(
  command: Command,
  given: CommandOptions,
  {
    places,
    progress,
    signal,
  }: { readonly places: RestoreOptions['places']; readonly progress: Progress; readonly signal: AbortSignal },
): Promise<RestoreOptions> {
  const { readRecoverySecret } = await import('../../archive/backup/recovery-key.js');
  const keyFile = textOption(given['recoveryKey']);
  if (keyFile === undefined) throw new BwcError('bwc.usage', '--recovery-key names the file with the private half');
  const known = textOption(given['key']);
  const originals = choiceOption(given['originals'], 'originals', ['all', 'needed']) ?? 'all';
  if (originals === 'needed' && given['asSuccessor'] === true)
    throw new BwcError('bwc.usage', '--as-successor knows of no archive yet: it takes --originals all');
  const at = textOption(given['at']);
  if (at !== undefined && !/^[1-9]\d{0,7}$/.test(at))
    throw new BwcError('bwc.usage', '--at takes the number of a backup');
  return {
    places,
    dataDir: resolve(command.cwd, command.dataDir),
    station: textOption(given['station']) ?? null,
    at: at === undefined ? null : Number(at),
    secret: readRecoverySecret(readText(resolve(command.cwd, keyFile))),
    known: known === undefined ? null : publicKeyIn(resolve(command.cwd, known)),
    asSuccessor: given['asSuccessor'] === true,
    again: given['again'] === true,
    originals,
    clock: systemClock,
    actor: `cli:${whoAmI()}`,
    signal,
    onProgress: ({ what, ...state }) => {
      progress.show({ what: command.t(`restore.doing.${what}`), ...state });
    },
  };
}

/** @throws BwcError `bwc.usage` */
function publicKeyIn(file: string): KeyObject {
  const text = readText(file);
  try {
    return createPublicKey(text);
  } catch {
    throw new BwcError('bwc.usage', `${file} holds no public key: --key takes a station.pub`, { file });
  }
}

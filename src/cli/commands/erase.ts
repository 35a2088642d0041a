import { BwcError } from '../../domain/errors.js';
import type { ErasePlan } from '../../domain/erase.js';
import { eraseBarText } from '../../i18n/erase-words.js';
import { whoAmI, withDaemon, withStation } from '../access.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { bytesText, printable, table } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import { textOption } from '../options.js';
import type { CommandSpec } from '../program.js';

export const erase: CommandSpec = {
  name: 'erase',
  describe: 'cmd.erase',
  options: [
    { flags: '--dry-run', describe: 'erase.dryRun' },
    { flags: '--again <camera>', describe: 'erase.again' },
    { flags: '--reason <text>', describe: 'erase.reason' },
  ],
  examples: ['erase --dry-run', 'erase --dry-run --json', 'erase --again 7654321 --reason 已更换存储卡'],
  run: async (command, _args, options) => {
    const again = textOption(options['again']);
    if (again !== undefined) return tryAgain(command, again, textOption(options['reason']));
    if (options['dryRun'] !== true)
      throw new BwcError('bwc.usage', 'files leave a camera at its docking only: say --dry-run or --again CAMERA');
    const plans = await withDaemon(command.dataDir, (daemon) => daemon.queries.erasable());
    if (command.json) printJson(command, { cameras: plans });
    else if (plans.length === 0) line(command, command.t('erase.none'));
    else printPlans(command, plans);
    return EXIT.ok;
  },
};

function printPlans(command: Command, plans: readonly ErasePlan[]): void {
  const { t } = command;
  const [{ policy, authorised }] = plans as readonly [ErasePlan, ...ErasePlan[]];
  line(command, t(`erase.policy.${policy}`));
  const said = authorised?.reference ?? null;
  const reference = said === null ? '' : t('erase.reference', { reference: printable(said) });
  if (authorised === null) line(command, t('erase.notAuthorised'));
  else line(command, t('erase.authorised', { by: printable(authorised.by), on: authorised.on, reference }));
  for (const plan of plans) printPlan(command, plan);
}

function printPlan(command: Command, { slot, camera, files, more }: ErasePlan): void {
  const { t, language } = command;
  const going = files.filter(({ bar }) => bar === null);
  line(
    command,
    t('erase.camera', {
      slot: printable(slot),
      camera: printable(camera ?? t('unknown')),
      may: going.length,
      bytes: bytesText(going.reduce((sum, { bytes }) => sum + bytes, 0)),
      left: files.length - going.length,
    }),
  );
  const rows = files.map(({ path, bytes, bar }) => [
    t(bar === null ? 'erase.willGo' : 'erase.stays'),
    printable(path),
    bytesText(bytes),
    bar === null ? '' : eraseBarText(bar, language),
  ]);
  const columns = [t('column.state'), t('column.path'), t('column.bytes'), t('column.reason')];
  if (rows.length > 0) line(command, table(columns, rows));
  if (more) line(command, t('erase.more'));
}

async function tryAgain(command: Command, camera: string, reason: string | undefined): Promise<ExitCode> {
  if (reason === undefined) throw new BwcError('bwc.usage', '--again takes a camera, and --reason says why');
  const done = await withStation(command.dataDir, 'erase', (station) =>
    station.act('camera.eraseAgain', { camera, reason }, whoAmI()),
  );
  if (command.json) printJson(command, done);
  else line(command, command.t('erase.askedAgain', { camera: done.camera }));
  return EXIT.ok;
}

import { BwcError } from '../../domain/errors.js';
import { REASONS } from '../../policy/facts/vocabulary.js';
import { whoAmI, withStation } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { line, printJson } from '../io.js';
import { choiceOption, neededOption, textOption } from '../options.js';
import type { CommandSpec } from '../program.js';
import { word } from '../rule-values.js';

const KINDS = ['clip', 'activity', 'camera'] as const;

export const consent: CommandSpec = {
  name: 'consent',
  describe: 'cmd.consent',
  options: [
    { flags: '--clip <clip>', describe: 'consent.clip' },
    { flags: '--activity <id>', describe: 'consent.activity' },
    { flags: '--camera <camera>', describe: 'consent.camera' },
    { flags: '--approver <name>', describe: 'consent.approver' },
    { flags: '--reason <reason>', describe: 'consent.reason' },
    { flags: '--reference <number>', describe: 'camera.reference' },
    { flags: '--at <time>', describe: 'camera.when' },
  ],
  examples: [
    'consent --camera 7654321 --approver 张处长 --reference 同意单5',
    'consent --clip c_01J... --approver 张处长 --at 2026-02-13T17:00:00+08:00 --json',
  ],
  run: (command, _args, options) => {
    const named = KINDS.flatMap((kind) => {
      const id = textOption(options[kind]);
      return id === undefined ? [] : [{ kind, id }];
    });
    const [subject] = named;
    if (subject === undefined || named.length > 1)
      throw new BwcError('bwc.usage', 'give one of --clip, --activity and --camera');
    const input = {
      subject,
      approver: neededOption(options['approver'], 'approver'),
      reason: choiceOption(options['reason'], 'reason', REASONS) ?? null,
      reference: textOption(options['reference']) ?? null,
      at: textOption(options['at']) ?? null,
    };
    return withStation(command.dataDir, 'consent', async (station) => {
      const given = await station.act('deadline.consent', input, whoAmI());
      const { approver, role, reason } = given;
      if (command.json) printJson(command, given);
      else
        line(
          command,
          command.t('consent.done', { approver, role: word(command, role), reason: word(command, reason) }),
        );
      return EXIT.ok;
    });
  },
};

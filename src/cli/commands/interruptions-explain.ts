import { BwcError } from '../../domain/errors.js';
import { EXPLANATION_KINDS } from '../../policy/continuity/rules.js';
import { whoAmI, withStation } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { parseDuration } from '../format.js';
import { line, printJson } from '../io.js';
import { neededChoice, neededOption, textOption } from '../options.js';
import type { CommandSpec } from '../program.js';
import { interruptionTable } from './interruptions-list.js';

export const interruptionsExplain: CommandSpec = {
  name: 'interruptions explain',
  describe: 'cmd.interruptions.explain',
  args: ['<activity>', '<interruption>'],
  options: [
    { flags: '--kind <kind>', describe: 'interruptions.kind' },
    { flags: '--cause <text>', describe: 'interruptions.cause' },
    { flags: '--reference <text>', describe: 'interruptions.reference' },
    { flags: '--clip <clip>', describe: 'interruptions.heard' },
    { flags: '--offset <time>', describe: 'interruptions.offset' },
    { flags: '--at <time>', describe: 'camera.when' },
  ],
  examples: [
    'interruptions explain a_01J... gap:c_01J...:c_01K... --kind dutyLog --cause 电量不足 --reference 执勤日志3-2-1',
    'interruptions explain a_01J... gap:c_01J...:c_01K... --kind voice --cause 设备故障 --clip c_01K... --offset 12s --json',
  ],
  run: (command, [activity = '', interruption = ''], options) => {
    const kind = neededChoice(options['kind'], 'kind', EXPLANATION_KINDS);
    const clip = textOption(options['clip']);
    const input = {
      activity,
      interruption,
      kind,
      cause: neededOption(options['cause'], 'cause'),
      reference: textOption(options['reference']) ?? null,
      heard: clip === undefined ? null : { clip, offsetMs: offsetOf(textOption(options['offset'])) },
      at: textOption(options['at']) ?? null,
    };
    return withStation(command.dataDir, 'interruptions explain', async (station) => {
      const row = await station.act('interruption.explain', input, whoAmI());
      if (command.json) printJson(command, row);
      else line(command, interruptionTable(command, [row]));
      return EXIT.ok;
    });
  },
};

function offsetOf(text: string | undefined): number {
  if (text === undefined || text === '0s') return 0;
  const ms = parseDuration(text);
  if (ms === undefined) throw new BwcError('bwc.usage', `--offset takes a time such as 12s or 1m30s, not ${text}`);
  return ms;
}

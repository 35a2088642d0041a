/** Commands that put cases on record. */
import { BwcError } from '../../domain/errors.js';
import type { ActInput } from '../../records/index.js';
import type { CaseVersion } from '../../store/repositories/cases.js';
import { whoAmI, withStation } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { printable } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import { textOption } from '../options.js';
import type { CommandSpec } from '../program.js';
import { needed, texts, type Options } from '../said-options.js';
import { WHICH, whichClips } from '../which-clips.js';

const CONTENT: NonNullable<CommandSpec['options']> = [
  { flags: '--number <text>', describe: 'case.number' },
  { flags: '--kind <kind>', describe: 'case.kind' },
  { flags: '--party <text>', describe: 'label.party' },
  { flags: '--stage <text>', describe: 'label.caseStage' },
  { flags: '--retention <period>', describe: 'case.retention' },
];
const WHY = { flags: '--why <text>', describe: 'say.why' } as const;

/** Shaped as the act takes it, which says what it does not take. */
function content(options: Options): ActInput<'case.open'> {
  const retention = textOption(options['retention']);
  return {
    ...texts(options, ['number', 'kind', 'party', 'stage']),
    ...(retention === undefined ? {} : { retention: period(retention) }),
  } as ActInput<'case.open'>;
}

/** `10y`, `6m`, `permanent`; empty takes it away. @throws BwcError `bwc.usage` */
function period(text: string): { years: number } | { months: number } | 'permanent' | null {
  if (text === '') return null;
  if (text === 'permanent') return text;
  const [, digits, unit] = /^(\d{1,4})([ym])$/.exec(text) ?? [];
  if (digits === undefined) throw new BwcError('bwc.usage', `--retention takes 10y, 6m or permanent, not ${text}`);
  return unit === 'y' ? { years: Number(digits) } : { months: Number(digits) };
}

function report(command: Command, version: CaseVersion): void {
  const { t } = command;
  if (command.json) printJson(command, version);
  else {
    const number = version.number ?? t('case.noNumber');
    line(command, printable(t('case.put', { id: version.id, number, n: version.version })));
  }
}

export const caseOpen: CommandSpec = {
  name: 'case open',
  describe: 'cmd.case.open',
  options: CONTENT,
  examples: [
    'case open --number 厦城管罚〔2026〕1号 --kind penalty --party 某某食品店',
    'case open --party 某店 --json',
  ],
  run: (command, _args, options) =>
    withStation(command.dataDir, 'case open', async (station) => {
      report(command, await station.act('case.open', content(options), whoAmI()));
      return EXIT.ok;
    }),
};

export const caseChange: CommandSpec = {
  name: 'case change',
  describe: 'cmd.case.change',
  args: ['<case>'],
  options: [...CONTENT, WHY],
  examples: [
    'case change k_01J... --number 厦城管罚〔2026〕1号 --why 立案',
    'case change 厦1 --retention 10y --why 定卷',
  ],
  run: (command, [name = ''], options) =>
    withStation(command.dataDir, 'case change', async (station) => {
      const input = { case: name, ...content(options), why: needed(options, 'why') };
      report(command, await station.act('case.change', input, whoAmI()));
      return EXIT.ok;
    }),
};

export const caseClose: CommandSpec = {
  name: 'case close',
  describe: 'cmd.case.close',
  args: ['<case>'],
  options: [{ flags: '--at <time>', describe: 'activity.at' }, { flags: '--reopen', describe: 'case.reopen' }, WHY],
  examples: ['case close 厦1 --at 2026-03-20T17:00:00+08:00', 'case close 厦1 --reopen --why 发回重审'],
  run: (command, [name = ''], options) =>
    withStation(command.dataDir, 'case close', async (station) => {
      const at = options['reopen'] === true ? null : needed(options, 'at');
      const why = textOption(options['why']) ?? null;
      report(command, await station.act('case.close', { case: name, at, why }, whoAmI()));
      return EXIT.ok;
    }),
};

export const caseJoin: CommandSpec = {
  name: 'case join',
  describe: 'cmd.case.join',
  args: ['<case>'],
  options: [
    ...WHICH,
    { flags: '--ordinal <n>', describe: 'case.ordinal' },
    { flags: '--record-item <text>', describe: 'case.recordItem' },
    { flags: '--filed-at <time>', describe: 'case.filedAt' },
    WHY,
  ],
  examples: [
    'case join 厦1 --recording r_01J... --ordinal next --record-item 现场检查',
    'case join k_01J... --clip c_01J...',
  ],
  run: (command, [name = ''], options) =>
    withStation(command.dataDir, 'case join', async (station) => {
      const ordinal = ordinalOf(textOption(options['ordinal']));
      const input = {
        case: name,
        ...whichClips(options),
        ...texts(options, ['recordItem', 'filedAt', 'why']),
        ...(ordinal === undefined ? {} : { ordinal }),
      };
      const done = await station.act('case.join', input, whoAmI());
      if (command.json) printJson(command, done);
      else line(command, command.t('member.joined', { n: done.joined.length, unchanged: done.unchanged.length }));
      return EXIT.ok;
    }),
};

function ordinalOf(text: string | undefined): number | 'next' | undefined {
  if (text === undefined || text === 'next') return text;
  if (!/^\d{1,6}$/.test(text)) throw new BwcError('bwc.usage', `--ordinal takes a whole number or next, not ${text}`);
  return Number(text);
}

export const caseLeave: CommandSpec = {
  name: 'case leave',
  describe: 'cmd.case.leave',
  args: ['<case>'],
  options: [...WHICH, WHY],
  examples: ['case leave 厦1 --clip c_01J... --why 关联错误'],
  run: (command, [name = ''], options) =>
    withStation(command.dataDir, 'case leave', async (station) => {
      const input = { case: name, ...whichClips(options), why: needed(options, 'why') };
      const done = await station.act('case.leave', input, whoAmI());
      if (command.json) printJson(command, done);
      else line(command, command.t('member.left', { n: done.left.length }));
      return EXIT.ok;
    }),
};

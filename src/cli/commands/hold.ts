import { BwcError } from '../../domain/errors.js';
import { forPeople } from '../../domain/time.js';
import type { ActInput, QuestionOutput } from '../../records/index.js';
import { whoAmI, withQueries, withStation } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { printable, table } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import { countOption, textOption } from '../options.js';
import type { CommandSpec } from '../program.js';

type Options = Parameters<CommandSpec['run']>[2];
type Hold = QuestionOutput<'hold.list'>[number];

function subjectOf(options: Options): ActInput<'hold.place'>['subject'] {
  const given = (['clip', 'activity', 'case'] as const).flatMap((kind) => {
    const id = textOption(options[kind]);
    return id === undefined ? [] : [{ kind, id }];
  });
  const [subject] = given;
  if (subject === undefined || given.length > 1)
    throw new BwcError('bwc.usage', 'give one of --clip, --activity and --case');
  return subject;
}

const REASON = { flags: '--reason <text>', describe: 'disposal.reason' } as const;

export const holdPlace: CommandSpec = {
  name: 'hold place',
  describe: 'cmd.hold.place',
  options: [
    { flags: '--clip <id>', describe: 'hold.clip' },
    { flags: '--activity <id>', describe: 'hold.activity' },
    { flags: '--case <id>', describe: 'hold.case' },
    REASON,
    { flags: '--reference <text>', describe: 'disposal.reference' },
  ],
  examples: [
    'hold place --clip c_01J... --reason 行政诉讼 --reference "(2026)闽02行初1号"',
    'hold place --case k_01J... --reason 复议',
  ],
  run: (command, _args, options) =>
    withStation(command.dataDir, 'hold place', async (station) => {
      const reference = textOption(options['reference']) ?? null;
      const input = { subject: subjectOf(options), reason: textOption(options['reason']) ?? '', reference };
      const placed = await station.act('hold.place', input, whoAmI());
      if (command.json) printJson(command, placed);
      else line(command, command.t('hold.placed', { hold: placed.hold.id, n: placed.clips.length }));
      return EXIT.ok;
    }),
};

export const holdAskRelease: CommandSpec = {
  name: 'hold ask-release',
  describe: 'cmd.hold.askRelease',
  args: ['<hold>'],
  options: [REASON],
  examples: ['hold ask-release h_01J... --reason 已撤诉'],
  run: (command, [hold = ''], options) =>
    withStation(command.dataDir, 'hold ask-release', async (station) => {
      const asked = await station.act(
        'hold.askRelease',
        { hold, reason: textOption(options['reason']) ?? '' },
        whoAmI(),
      );
      if (command.json) printJson(command, asked);
      else line(command, command.t('hold.asked', { hold }));
      return EXIT.ok;
    }),
};

export const holdConsent: CommandSpec = {
  name: 'hold consent',
  describe: 'cmd.hold.consent',
  args: ['<hold>'],
  examples: ['hold consent h_01J...'],
  run: (command, [hold = '']) =>
    withStation(command.dataDir, 'hold consent', async (station) => {
      const released = await station.act('hold.consent', { hold }, whoAmI());
      if (command.json) printJson(command, released);
      else line(command, command.t('hold.released', { hold }));
      return EXIT.ok;
    }),
};

export const holdRefuse: CommandSpec = {
  name: 'hold refuse',
  describe: 'cmd.hold.refuse',
  args: ['<hold>'],
  options: [REASON],
  examples: ['hold refuse h_01J... --reason 案件未结'],
  run: (command, [hold = ''], options) =>
    withStation(command.dataDir, 'hold refuse', async (station) => {
      const refused = await station.act('hold.refuse', { hold, reason: textOption(options['reason']) ?? '' }, whoAmI());
      if (command.json) printJson(command, refused);
      else line(command, command.t('hold.refused', { hold }));
      return EXIT.ok;
    }),
};

export const holdList: CommandSpec = {
  name: 'hold list',
  describe: 'cmd.hold.list',
  options: [
    { flags: '--clip <id>', describe: 'hold.only' },
    { flags: '--all', describe: 'hold.all' },
    { flags: '--limit <n>', describe: 'clips.limit' },
    { flags: '--after <id>', describe: 'list.after' },
  ],
  examples: ['hold list', 'hold list --clip c_01J... --all --json'],
  run: (command, _args, options) =>
    withQueries(command.dataDir, async (queries) => {
      const limit = countOption(options['limit'], 'limit', 100, 1, 10_000);
      const clip = textOption(options['clip']) ?? null;
      const after = textOption(options['after']) ?? null;
      const holds = await queries.ask('hold.list', { clip, active: options['all'] !== true, limit, after });
      if (command.json) printJson(command, holds);
      else if (holds.length === 0) line(command, command.t('none'));
      else line(command, holdTable(command, holds, (await queries.status()).station.timezone));
      return EXIT.ok;
    }),
};

function holdTable(command: Command, holds: readonly Hold[], zone: string): string {
  const { t } = command;
  const header = [
    t('column.hold'),
    t('column.subject'),
    t('column.state'),
    t('column.placed'),
    t('column.at'),
    t('column.reason'),
  ];
  return table(
    header,
    holds.map((h) => [
      h.id,
      `${h.subject.kind} ${h.subject.id}`,
      stateText(command, h),
      h.by,
      forPeople(h.at, zone),
      h.reference === null ? h.reason : `${h.reason} ${h.reference}`,
    ]),
  );
}

function stateText({ t }: Command, { released, releaseAsked }: Hold): string {
  if (released !== null) return t('hold.state.released', { by: printable(released.by) });
  return releaseAsked === null ? t('hold.state.held') : t('hold.state.asked', { by: printable(releaseAsked.by) });
}

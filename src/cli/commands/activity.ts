/** Commands that put activities on record. */
import { whoAmI, withStation } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { line, printJson } from '../io.js';
import { textOption } from '../options.js';
import type { CommandSpec } from '../program.js';
import type { ActInput } from '../../records/index.js';
import { needed, texts } from '../said-options.js';
import { WHICH, whichClips } from '../which-clips.js';

const CONTENT: NonNullable<CommandSpec['options']> = [
  { flags: '--kind <kind>', describe: 'activity.kind' },
  { flags: '--title <text>', describe: 'activity.title' },
  { flags: '--unit <text>', describe: 'label.unit' },
  { flags: '--place <text>', describe: 'activity.place' },
];
const KEYS = ['kind', 'title', 'unit', 'place'] as const;
const WHY = { flags: '--why <text>', describe: 'say.why' } as const;
const SOURCE = { flags: '--source <source>', describe: 'say.source' } as const;

export const activityBegin: CommandSpec = {
  name: 'activity begin',
  describe: 'cmd.activity.begin',
  options: [
    ...CONTENT,
    ...WHICH,
    { flags: '--start <time>', describe: 'activity.start' },
    { flags: '--end <time>', describe: 'activity.end' },
    SOURCE,
  ],
  examples: [
    'activity begin --title 早市检查 --recording r_01J... --recording r_01K...',
    'activity begin --kind 信访接待、投诉件处置 --clip c_01J... --end 2026-03-02T16:00:00+08:00 --json',
  ],
  run: (command, _args, options) =>
    withStation(command.dataDir, 'activity begin', async (station) => {
      const input = { ...texts(options, [...KEYS, 'start', 'end', 'source']), ...whichClips(options) };
      const done = await station.act('activity.begin', input as ActInput<'activity.begin'>, whoAmI());
      if (command.json) printJson(command, done);
      else line(command, command.t('activity.begun', { id: done.activity.id, n: done.joined.length }));
      return EXIT.ok;
    }),
};

export const activityChange: CommandSpec = {
  name: 'activity change',
  describe: 'cmd.activity.change',
  args: ['<activity>'],
  options: [...CONTENT, WHY],
  examples: ['activity change a_01J... --place 八市 --why 补记地点'],
  run: (command, [activity = ''], options) =>
    withStation(command.dataDir, 'activity change', async (station) => {
      const input = { activity, ...texts(options, KEYS), why: needed(options, 'why') };
      const done = await station.act('activity.change', input, whoAmI());
      if (command.json) printJson(command, done);
      else line(command, command.t('activity.changed', { id: done.id, n: done.version }));
      return EXIT.ok;
    }),
};

export const activityEnd: CommandSpec = {
  name: 'activity end',
  describe: 'cmd.activity.end',
  args: ['<activity>'],
  options: [{ flags: '--at <time>', describe: 'activity.at' }, SOURCE, WHY],
  examples: ['activity end a_01J... --at 2026-03-02T16:00:00+08:00'],
  run: (command, [activity = ''], options) =>
    withStation(command.dataDir, 'activity end', async (station) => {
      const input = { activity, at: needed(options, 'at'), ...texts(options, ['source', 'why']) };
      const done = await station.act('activity.end', input as ActInput<'activity.end'>, whoAmI());
      if (command.json) printJson(command, done);
      else line(command, command.t('activity.ended'));
      return EXIT.ok;
    }),
};

export const activityJoin: CommandSpec = {
  name: 'activity join',
  describe: 'cmd.activity.join',
  args: ['<activity>'],
  options: [...WHICH, WHY],
  examples: ['activity join a_01J... --recording r_01J...'],
  run: (command, [activity = ''], options) =>
    withStation(command.dataDir, 'activity join', async (station) => {
      const why = textOption(options['why']) ?? null;
      const done = await station.act('activity.join', { activity, ...whichClips(options), why }, whoAmI());
      if (command.json) printJson(command, done);
      else line(command, command.t('member.joined', { n: done.joined.length, unchanged: done.unchanged.length }));
      return EXIT.ok;
    }),
};

export const activityLeave: CommandSpec = {
  name: 'activity leave',
  describe: 'cmd.activity.leave',
  args: ['<activity>'],
  options: [...WHICH, WHY],
  examples: ['activity leave a_01J... --clip c_01J... --why 不是同一活动'],
  run: (command, [activity = ''], options) =>
    withStation(command.dataDir, 'activity leave', async (station) => {
      const input = { activity, ...whichClips(options), why: needed(options, 'why') };
      const done = await station.act('activity.leave', input, whoAmI());
      if (command.json) printJson(command, done);
      else line(command, command.t('member.left', { n: done.left.length }));
      return EXIT.ok;
    }),
};

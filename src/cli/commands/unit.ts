/** Keeping units, by the operator at the machine. */
import { whoAmI, withQueries, withStation } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { table } from '../format.js';
import { line, printJson } from '../io.js';
import { neededOption, textOption } from '../options.js';
import type { CommandSpec } from '../program.js';

export const unitAdd: CommandSpec = {
  name: 'unit add',
  describe: 'cmd.unit.add',
  args: ['<name>'],
  options: [{ flags: '--below <unit>', describe: 'unit.below' }],
  examples: ['unit add 鹭江中队', 'unit add 鹭江中队 --below o_01J...'],
  run: (command, [name = ''], options) =>
    withStation(command.dataDir, 'unit add', async (station) => {
      const unit = await station.act('unit.add', { name, parent: textOption(options['below']) ?? null }, whoAmI());
      if (command.json) printJson(command, unit);
      else line(command, command.t('unit.put', { id: unit.id, name: unit.name }));
      return EXIT.ok;
    }),
};

export const unitChange: CommandSpec = {
  name: 'unit change',
  describe: 'cmd.unit.change',
  args: ['<unit>'],
  options: [
    { flags: '--name <name>', describe: 'unit.name' },
    { flags: '--below <unit>', describe: 'unit.below' },
    { flags: '--close', describe: 'unit.close' },
    { flags: '--why <text>', describe: 'person.why' },
  ],
  examples: ['unit change o_01J... --name 鹭江执法中队 --why 更名', 'unit change o_01J... --close --why 撤并'],
  run: (command, [unit = ''], options) =>
    withStation(command.dataDir, 'unit change', async (station) => {
      const [name, below] = [textOption(options['name']), textOption(options['below'])];
      const changed = await station.act(
        'unit.change',
        {
          unit,
          ...(name === undefined ? {} : { name }),
          ...(below === undefined ? {} : { parent: below === '' ? null : below }),
          ...(options['close'] === true ? { closed: true } : {}),
          why: neededOption(options['why'], 'why'),
        },
        whoAmI(),
      );
      if (command.json) printJson(command, changed);
      else line(command, command.t('unit.put', { id: changed.id, name: changed.name }));
      return EXIT.ok;
    }),
};

export const unitList: CommandSpec = {
  name: 'unit list',
  describe: 'cmd.unit.list',
  examples: ['unit list', 'unit list --json'],
  run: (command) =>
    withQueries(command.dataDir, async (queries) => {
      const units = await queries.ask('unit.list', {});
      const { t } = command;
      if (command.json) printJson(command, units);
      else if (units.length === 0) line(command, t('none'));
      else {
        const names = new Map(units.map((u) => [u.id, u.name]));
        const rows = units.map((u) => [
          u.id,
          u.name,
          u.parent === null ? '' : (names.get(u.parent) ?? u.parent),
          u.closed ? t('unit.closed') : '',
        ]);
        line(command, table([t('column.id'), t('column.unit'), t('column.below'), t('column.state')], rows));
      }
      return EXIT.ok;
    }),
};

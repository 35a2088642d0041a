/** Keeping people, by the operator at the machine. */
import { BwcError } from '../../domain/errors.js';
import { ROLES } from '../../domain/person.js';
import { forPeople } from '../../domain/time.js';
import { SECRECY_MARKS } from '../../policy/facts/vocabulary.js';
import type { ActInput } from '../../records/index.js';
import { whoAmI, withQueries, withStation } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { table } from '../format.js';
import { line, printJson } from '../io.js';
import { choiceOption, choicesOption, neededChoice, neededOption, textOption } from '../options.js';
import type { CommandSpec } from '../program.js';

type Options = Parameters<CommandSpec['run']>[2];

const ABOUT = [
  { flags: '--name <name>', describe: 'person.name' },
  { flags: '--role <role>', describe: 'person.role' },
  { flags: '--unit <id>', describe: 'person.unit' },
  { flags: '--number <number>', describe: 'person.number', repeat: true },
  { flags: '--cleared <mark>', describe: 'person.cleared', repeat: true },
  { flags: '--since <time>', describe: 'person.since' },
] as const;

const several = (value: Options[string]): string[] => (Array.isArray(value) ? [...(value as readonly string[])] : []);

export const personAdd: CommandSpec = {
  name: 'person add',
  describe: 'cmd.person.add',
  args: ['<login>'],
  options: ABOUT,
  examples: ['person add wangwei --name 王伟 --role officer --number 350213 --number 闽A001'],
  run: (command, [login = ''], options) =>
    withStation(command.dataDir, 'person add', async (station) => {
      const input = {
        login,
        name: neededOption(options['name'], 'name'),
        role: neededChoice(options['role'], 'role', ROLES),
        unit: textOption(options['unit']) ?? null,
        numbers: several(options['number']),
        cleared: choicesOption(options['cleared'], 'cleared', SECRECY_MARKS),
        since: textOption(options['since']) ?? null,
      };
      const person = await station.act('person.add', input, whoAmI());
      if (command.json) printJson(command, person);
      else line(command, command.t('person.added', { id: person.id, login: person.login }));
      return EXIT.ok;
    }),
};

export const personChange: CommandSpec = {
  name: 'person change',
  describe: 'cmd.person.change',
  args: ['<person>'],
  options: [
    { flags: '--login <login>', describe: 'person.login' },
    ...ABOUT,
    { flags: '--why <text>', describe: 'person.why' },
  ],
  examples: ['person change wangwei --unit o_01J... --since 2026-03-01T00:00:00+08:00 --why 调动'],
  run: (command, [person = ''], options) =>
    withStation(command.dataDir, 'person change', async (station) => {
      const changed = await station.act('person.change', { person, ...changesOf(options) }, whoAmI());
      if (command.json) printJson(command, changed);
      else line(command, command.t('person.changed', { id: changed.id, n: changed.version }));
      return EXIT.ok;
    }),
};

/** An empty unit takes the person out of the unit. */
function changesOf(options: Options): Omit<ActInput<'person.change'>, 'person'> {
  const [login, name, unit] = [options['login'], options['name'], options['unit']].map(textOption);
  const role = choiceOption(options['role'], 'role', ROLES);
  const numbers = several(options['number']);
  const cleared = choicesOption(options['cleared'], 'cleared', SECRECY_MARKS);
  const changes = {
    ...(login === undefined ? {} : { login }),
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { role }),
    ...(unit === undefined ? {} : { unit: unit === '' ? null : unit }),
    ...(numbers.length === 0 ? {} : { numbers }),
    ...(cleared.length === 0 ? {} : { cleared }),
  };
  if (Object.keys(changes).length === 0) throw new BwcError('bwc.usage', 'say what changes');
  return { ...changes, since: textOption(options['since']) ?? null, why: neededOption(options['why'], 'why') };
}

const switched = (word: 'disable' | 'enable'): CommandSpec => ({
  name: `person ${word}`,
  describe: `cmd.person.${word}`,
  args: ['<person>'],
  options: [{ flags: '--why <text>', describe: 'person.why' }],
  examples: [`person ${word} wangwei --why ${word === 'disable' ? '退休' : '返岗'}`],
  run: (command, [person = ''], options) =>
    withStation(command.dataDir, `person ${word}`, async (station) => {
      const why = neededOption(options['why'], 'why');
      const changed = await station.act('person.change', { person, disabled: word === 'disable', why }, whoAmI());
      if (command.json) printJson(command, changed);
      else line(command, command.t('person.changed', { id: changed.id, n: changed.version }));
      return EXIT.ok;
    }),
});

export const personDisable = switched('disable');
export const personEnable = switched('enable');

export const personCode: CommandSpec = {
  name: 'person code',
  describe: 'cmd.person.code',
  args: ['[person]'],
  examples: ['person code wangwei', 'person code'],
  run: (command, [person]) =>
    withStation(command.dataDir, 'person code', async (station) => {
      const made = await station.act('person.code', { person: person ?? null }, whoAmI());
      const zone = (await station.queries.status()).station.timezone;
      if (command.json) printJson(command, made);
      else line(command, command.t('person.code', { code: made.code, until: forPeople(made.expiresAt, zone) }));
      return EXIT.ok;
    }),
};

export const personList: CommandSpec = {
  name: 'person list',
  describe: 'cmd.person.list',
  options: [{ flags: '--all', describe: 'person.all' }],
  examples: ['person list', 'person list --all --json'],
  run: (command, _args, options) =>
    withQueries(command.dataDir, async (queries) => {
      const people = await queries.ask('person.list', { disabled: options['all'] === true });
      if (command.json) {
        printJson(command, people);
        return EXIT.ok;
      }
      const { t } = command;
      const units = new Map((await queries.ask('unit.list', {})).map((u) => [u.id, u.name]));
      const header = [
        t('column.id'),
        t('column.login'),
        t('column.fullName'),
        t('column.stationRole'),
        t('column.unit'),
        t('column.state'),
      ];
      const rows = people.map((p) => [
        p.id,
        p.login,
        p.name,
        t(`role.${p.role}`),
        p.unit === null ? '' : (units.get(p.unit) ?? p.unit),
        p.disabled ? t('person.state.disabled') : t(p.hasPassword ? 'person.state.active' : 'person.state.new'),
      ]);
      line(command, rows.length === 0 ? t('none') : table(header, rows));
      return EXIT.ok;
    }),
};

export const personSessions: CommandSpec = {
  name: 'person sessions',
  describe: 'cmd.person.sessions',
  args: ['[person]'],
  examples: ['person sessions', 'person sessions wangwei --json'],
  run: (command, [person]) =>
    withQueries(command.dataDir, async (queries) => {
      const sessions = await queries.ask('person.sessions', { person: person ?? null });
      if (command.json) {
        printJson(command, sessions);
        return EXIT.ok;
      }
      const { t } = command;
      const zone = (await queries.status()).station.timezone;
      const header = [t('column.id'), t('column.login'), t('column.address'), t('column.at'), t('column.lastSeen')];
      const rows = sessions.map((s) => [
        s.id,
        s.login ?? s.person,
        s.address,
        forPeople(s.startedAt, zone),
        forPeople(s.seenAt, zone),
      ]);
      line(command, rows.length === 0 ? t('none') : table(header, rows));
      return EXIT.ok;
    }),
};

export const personRevoke: CommandSpec = {
  name: 'person revoke',
  describe: 'cmd.person.revoke',
  args: ['<person>'],
  examples: ['person revoke wangwei'],
  run: (command, [person = '']) =>
    withStation(command.dataDir, 'person revoke', async (station) => {
      const revoked = await station.act('person.revoke', { person }, whoAmI());
      if (command.json) printJson(command, revoked);
      else line(command, command.t('person.revoked', { n: revoked.ended }));
      return EXIT.ok;
    }),
};

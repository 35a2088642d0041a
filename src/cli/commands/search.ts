import { resolve } from 'node:path';
import { BwcError } from '../../domain/errors.js';
import { forPeople } from '../../domain/time.js';
import type { SearchAnswer } from '../../records/search/clips.js';
import type { SearchFilter } from '../../records/search/filter.js';
import { SEARCH_SORTS, type SearchSort } from '../../store/repositories/search-sql.js';
import { LIST_FORMATS, type StationQueries } from '../../web/api.js';
import { whoAmI, withQueries, withStation } from '../access.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { printable, table } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import { choiceOption, countOption, textOption } from '../options.js';
import type { CommandSpec } from '../program.js';
import { filterOf, SEARCH_OPTIONS } from '../search-options.js';
import { writeList } from '../write-list.js';

export const search: CommandSpec = {
  name: 'search',
  describe: 'cmd.search',
  args: ['[words...]'],
  options: [
    ...SEARCH_OPTIONS,
    { flags: '--saved <name>', describe: 'search.saved' },
    { flags: '--save <name>', describe: 'search.save' },
    { flags: '--forget <name>', describe: 'search.forget' },
    { flags: '--list-saved', describe: 'search.listSaved' },
    { flags: '--sort <order>', describe: 'search.sort' },
    { flags: '--limit <n>', describe: 'clips.limit' },
    { flags: '--after <place>', describe: 'search.after' },
    { flags: '--xlsx <file>', describe: 'search.xlsx' },
    { flags: '--csv <file>', describe: 'search.csv' },
  ],
  examples: [
    'search 食品 --since 2026-03-01',
    'search --party 张三 --place 湖滨南路 --json',
    'search --officer 350213 --within last7Days --save 近七天',
    'search --saved 近七天 --xlsx list.xlsx',
    'search --case 厦城管罚〔2026〕1号 --csv list.csv --lang en',
  ],
  run: async (command, words, options) => {
    if (options['listSaved'] === true) return listSaved(command);
    const forgotten = textOption(options['forget']);
    if (forgotten !== undefined) return forget(command, forgotten);
    const sort = choiceOption(options['sort'], 'sort', SEARCH_SORTS) ?? '-start';
    const limit = countOption(options['limit'], 'limit', 50, 1, 500);
    const { filter, zone } = await withQueries(command.dataDir, async (queries) => {
      const { timezone } = (await queries.status()).station;
      const saved = await savedAs(queries, textOption(options['saved']));
      return { filter: { ...saved, ...filterOf(words, options, timezone) }, zone: timezone };
    });
    const name = textOption(options['save']);
    if (name !== undefined) await save(command, name, filter);
    for (const format of LIST_FORMATS) {
      const file = textOption(options[format]);
      if (file !== undefined) return takeAlong(command, filter, sort, format, resolve(command.cwd, file));
    }
    const after = textOption(options['after']) ?? null;
    const answer = await withQueries(command.dataDir, (queries) =>
      queries.ask('search.clips', { ...filter, sort, limit, after }),
    );
    if (command.json) printJson(command, answer);
    else printAnswer(command, answer, zone);
    return EXIT.ok;
  },
};

const savedSearches = (queries: StationQueries) => queries.ask('filter.list', { of: whoAmI() });

async function savedAs(queries: StationQueries, name: string | undefined): Promise<SearchFilter> {
  if (name === undefined) return {};
  const found = (await savedSearches(queries)).find((f) => f.name === name);
  if (found === undefined) throw new BwcError('bwc.store.not_found', `there is no saved search ${name}`, { id: name });
  return found.filter;
}

async function save(command: Command, name: string, filter: SearchFilter): Promise<void> {
  await withStation(command.dataDir, 'search', (station) => station.act('filter.save', { name, filter }, whoAmI()));
  if (!command.json) line(command, command.t('search.isSaved', { name: printable(name) }));
}

async function forget(command: Command, name: string): Promise<ExitCode> {
  const done = await withStation(command.dataDir, 'search', (station) =>
    station.act('filter.remove', { name }, whoAmI()),
  );
  if (command.json) printJson(command, done);
  else line(command, command.t('search.isForgotten', { name: printable(name) }));
  return EXIT.ok;
}

async function listSaved(command: Command): Promise<ExitCode> {
  const { t } = command;
  const saved = await withQueries(command.dataDir, savedSearches);
  if (command.json) printJson(command, saved);
  else if (saved.length === 0) line(command, t('none'));
  else
    line(
      command,
      table(
        [t('search.name'), t('search.days'), t('search.filter')],
        saved.map(({ name, filter }) => [name, t(daysKind(filter)), JSON.stringify(filter)]),
      ),
    );
  return EXIT.ok;
}

/** Whether its days go along with the calendar. */
const daysKind = ({ within, day, since, until }: SearchFilter) =>
  within !== undefined
    ? 'search.relative'
    : [day, since, until].some((x) => x !== undefined)
      ? 'search.fixed'
      : 'search.anyDay';

async function takeAlong(
  command: Command,
  filter: SearchFilter,
  sort: SearchSort,
  format: (typeof LIST_FORMATS)[number],
  file: string,
): Promise<ExitCode> {
  const asked = { filter, sort, format, language: command.language };
  return withStation(command.dataDir, 'search', async (station) => {
    await writeList(command, await station.exportList(asked, whoAmI()), file);
    if (command.json) printJson(command, { file });
    else line(command, command.t('search.written', { file: printable(file) }));
    return EXIT.ok;
  });
}

function printAnswer(command: Command, answer: SearchAnswer, zone: string): void {
  const { t } = command;
  const header = [
    t('column.id'),
    t('column.start'),
    t('column.officer'),
    t('search.column.party'),
    t('search.column.place'),
    t('search.column.content'),
    t('search.column.case'),
    t('column.label'),
  ];
  const rows = answer.rows.map((r) => [
    r.id,
    r.start === null ? t('unknown') : forPeople(r.start, zone),
    r.officer ?? t('unknown'),
    r.party ?? '',
    r.place ?? '',
    r.content ?? r.event ?? '',
    r.caseNumber ?? '',
    t(`label.${r.label}`),
  ]);
  line(command, rows.length === 0 ? t('none') : table(header, rows));
  if (!answer.whole) command.err(`${t('search.partial')}\n`);
  if (answer.total !== null) line(command, t(answer.capped ? 'search.foundMore' : 'search.found', { n: answer.total }));
  if (answer.next !== null) line(command, t('search.next', { after: answer.next }));
}

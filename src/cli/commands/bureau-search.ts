import { MARKS, SORTS, STATES, type BureauFilter, type Place } from '../../bureau/search/filter.js';
import type { BureauPage, FoundClip } from '../../bureau/search/search.js';
import { CLIP_KINDS } from '../../domain/clip.js';
import { BwcError } from '../../domain/errors.js';
import { forPeople, isCivilDay } from '../../domain/time.js';
import { DATABASE_OPTION, withDatabase } from '../bureau-access.js';
import { EXIT } from '../exit-codes.js';
import { bytesText, table } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import { choiceOption, choicesOption, countOption, textOption, timeOption } from '../options.js';
import type { CommandSpec } from '../program.js';

type Options = Parameters<CommandSpec['run']>[2];

export const bureauSearch: CommandSpec = {
  name: 'bureau search',
  describe: 'cmd.bureauSearch',
  args: ['[words...]'],
  options: [
    DATABASE_OPTION,
    { flags: '--party <name>', describe: 'bureau.party' },
    { flags: '--place <text>', describe: 'bureau.place' },
    { flags: '--from <day>', describe: 'bureau.from' },
    { flags: '--to <day>', describe: 'bureau.to' },
    { flags: '--since <time>', describe: 'clips.since' },
    { flags: '--until <time>', describe: 'clips.until' },
    { flags: '--station <id>', describe: 'bureau.station' },
    { flags: '--event <word>', describe: 'search.event' },
    { flags: '--officer <who>', describe: 'search.officer' },
    { flags: '--case <number>', describe: 'search.case' },
    { flags: '--category <word>', describe: 'search.category' },
    { flags: '--camera <camera>', describe: 'search.camera' },
    { flags: '--activity <id>', describe: 'search.activity' },
    { flags: '--unit <name>', describe: 'search.unit' },
    { flags: '--kind <kind>', describe: 'bureau.kind' },
    { flags: '--state <state>', describe: 'bureau.state' },
    { flags: '--mark <mark>', describe: 'bureau.mark', repeat: true },
    { flags: '--sha256 <digest>', describe: 'bureau.sha256' },
    { flags: '--sort <order>', describe: 'bureau.sort' },
    { flags: '--limit <n>', describe: 'clips.limit' },
    { flags: '--after <place>', describe: 'search.after' },
  ],
  examples: [
    'bureau search 食品 --from 2026-03-01 --to 2026-03-31',
    'bureau search --party 张伟 --place 湖滨南路 --json',
    'bureau search --officer 350213 --event 行政检查 --mark late',
    'bureau search --case 厦城管罚〔2026〕1号 --limit 200',
  ],
  run: async (command, words, options) => {
    const limit = countOption(options['limit'], 'limit', 50, 1, 500);
    const sort = choiceOption(options['sort'], 'sort', SORTS) ?? '-start';
    const after = placeOption(textOption(options['after']));
    const [{ searchBureau }, { zoneOf }] = await Promise.all([
      import('../../bureau/search/search.js'),
      import('../../bureau/schema/migrate.js'),
    ]);
    return withDatabase(command, options, async (db) => {
      const zone = await zoneOf(db);
      const page = await searchBureau(db, filterOf(words, options, zone), sort, after, limit);
      if (command.json) printJson(command, { rows: page.rows, next: page.next === null ? null : placeText(page.next) });
      else printPage(command, page, zone);
      return EXIT.ok;
    });
  },
};

/** @throws BwcError `bwc.usage` */
function filterOf(words: readonly string[], options: Options, zone: string): BureauFilter {
  const sha256 = textOption(options['sha256'])?.toLowerCase();
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256))
    throw new BwcError('bwc.usage', '--sha256 takes 64 hexadecimal digits');
  return {
    text: words.length === 0 ? undefined : words.join(' '),
    party: textOption(options['party']),
    place: textOption(options['place']),
    from: dayOption(textOption(options['from']), 'from'),
    to: dayOption(textOption(options['to']), 'to'),
    since: timeOption(options['since'], 'since', zone),
    until: timeOption(options['until'], 'until', zone),
    station: textOption(options['station']),
    event: textOption(options['event']),
    officer: textOption(options['officer']),
    case: textOption(options['case']),
    category: textOption(options['category']),
    camera: textOption(options['camera']),
    activity: textOption(options['activity']),
    unit: textOption(options['unit']),
    kind: choiceOption(options['kind'], 'kind', CLIP_KINDS),
    state: choiceOption(options['state'], 'state', STATES),
    marks: choicesOption(options['mark'], 'mark', MARKS),
    sha256,
  };
}

function dayOption(day: string | undefined, name: string): string | undefined {
  if (day !== undefined && !isCivilDay(day))
    throw new BwcError('bwc.usage', `--${name} takes a day (2026-03-01), not ${day}`);
  return day;
}

const placeText = ({ sortAt, n }: Place): string => `${sortAt}/${String(n)}`;

function placeOption(text: string | undefined): Place | null {
  if (text === undefined) return null;
  const [, sortAt, n] = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)\/(\d{1,15})$/.exec(text) ?? [];
  if (sortAt === undefined || n === undefined)
    throw new BwcError('bwc.usage', `--after takes what the page before ended with, not ${text}`);
  return { sortAt, n: Number(n) };
}

function printPage(command: Command, { rows, next }: BureauPage, zone: string): void {
  const { t } = command;
  const header = [
    ...[t('bureau.column.station'), t('column.id'), t('column.start'), t('column.officer'), t('search.column.party')],
    ...[t('search.column.place'), t('bureau.column.event'), t('search.column.case'), t('column.bytes')],
    ...[t('bureau.column.kept'), t('bureau.column.marks')],
  ];
  const cells = rows.map((row) => [
    ...[row.station, row.clip, row.recordedAt === null ? t('unknown') : forPeople(row.recordedAt, zone)],
    ...[row.officer ?? '', row.party ?? '', row.place ?? '', row.eventType ?? '', row.caseNumber ?? ''],
    bytesText(row.bytes),
    row.keptUntil === null ? t('unknown') : row.keptUntil === 'never' ? t('bureau.never') : row.keptUntil,
    marksOf(row)
      .map((mark) => t(`bureau.mark.${mark}`))
      .join(' '),
  ]);
  line(command, cells.length === 0 ? t('none') : table(header, cells));
  if (next !== null) line(command, t('search.next', { after: placeText(next) }));
}

const marksOf = ({ late, important, legalHold, labelled, state }: FoundClip) => [
  ...(late ? (['late'] as const) : []),
  ...(important ? (['important'] as const) : []),
  ...(legalHold ? (['held'] as const) : []),
  ...(labelled ? [] : (['unlabelled'] as const)),
  ...(state === 'disposed' ? (['disposed'] as const) : []),
];

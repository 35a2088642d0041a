/** What a search on the command line asks for, read strictly. */
import { CLIP_KINDS, CLIP_STATES, LABEL_STATES } from '../domain/clip.js';
import { DAY_SPANS } from '../domain/day-span.js';
import { BwcError } from '../domain/errors.js';
import { isCivilDay } from '../domain/time.js';
import type { SearchFilter } from '../records/search/filter.js';
import { choiceOption, textOption, timeOption } from './options.js';
import type { CommandSpec } from './program.js';

type Options = Parameters<CommandSpec['run']>[2];

export const SEARCH_OPTIONS: NonNullable<CommandSpec['options']> = [
  { flags: '--party <name>', describe: 'search.party' },
  { flags: '--place <text>', describe: 'search.place' },
  { flags: '--day <day>', describe: 'search.day' },
  { flags: '--within <days>', describe: 'search.within' },
  { flags: '--since <time>', describe: 'clips.since' },
  { flags: '--until <time>', describe: 'clips.until' },
  { flags: '--event <word>', describe: 'search.event' },
  { flags: '--officer <who>', describe: 'search.officer' },
  { flags: '--camera <camera>', describe: 'search.camera' },
  { flags: '--activity <id>', describe: 'search.activity' },
  { flags: '--case <number>', describe: 'search.case' },
  { flags: '--category <word>', describe: 'search.category' },
  { flags: '--unit <name>', describe: 'search.unit' },
  { flags: '--state <state>', describe: 'clips.state' },
  { flags: '--label <state>', describe: 'search.label' },
  { flags: '--kind <kind>', describe: 'clips.kind' },
  { flags: '--important', describe: 'search.important' },
];

/** @param zone in which days and times without an offset are read @throws BwcError `bwc.usage` */
export function filterOf(words: readonly string[], options: Options, zone: string): SearchFilter {
  const day = textOption(options['day']);
  if (day !== undefined && !isCivilDay(day))
    throw new BwcError('bwc.usage', `--day takes a day (2026-03-01), not ${day}`);
  const asked = {
    text: words.length === 0 ? undefined : words.join(' '),
    party: textOption(options['party']),
    place: textOption(options['place']),
    day,
    within: choiceOption(options['within'], 'within', DAY_SPANS),
    since: timeOption(options['since'], 'since', zone),
    until: timeOption(options['until'], 'until', zone),
    event: textOption(options['event']),
    officer: textOption(options['officer']),
    camera: textOption(options['camera']),
    activity: textOption(options['activity']),
    case: textOption(options['case']),
    category: textOption(options['category']),
    unit: textOption(options['unit']),
    state: choiceOption(options['state'], 'state', CLIP_STATES),
    label: choiceOption(options['label'], 'label', LABEL_STATES),
    kind: choiceOption(options['kind'], 'kind', CLIP_KINDS),
    important: options['important'] === true ? true : undefined,
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}

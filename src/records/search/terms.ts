/** What is asked of the index, in its own words. */
import { BwcError } from '../../domain/errors.js';
import { daysOf, type Days } from '../../domain/day-span.js';
import { endOfDay, localDay, startOfDay } from '../../domain/time.js';
import type { Sight } from '../../store/repositories/clip-sight.js';
import { phrasesOf } from '../../store/repositories/search-tokens.js';
import type { SearchTerms } from '../../store/repositories/search-sql.js';
import type { QuestionContext } from '../act.js';
import { searchKey, type KeyField } from './document.js';
import type { SearchFilter } from './filter.js';

/** @throws BwcError `bwc.usage` where a text holds nothing that can be looked for */
export function termsOf(context: QuestionContext, filter: SearchFilter): SearchTerms {
  const { store, rules } = context;
  const { zone } = rules.calendar;
  const sight = context.sight ?? null;
  const days = daysIn(filter, localDay(context.now(), zone));
  const parts = [
    ...texts('{party place words}', 'text', filter.text),
    ...texts('party', 'party', filter.party),
    ...texts('place', 'place', filter.place),
    ...keys('officer', filter.officer === undefined ? undefined : officersCalled(context, filter.officer)),
    ...keys('camera', filter.camera),
    ...keys('activity', filter.activity),
    ...keys('event', filter.event),
    ...keys('case', filter.case),
    ...keys('category', filter.category),
    ...keys('unit', filter.unit),
    ...keys('state', filter.state),
    ...keys('label', filter.label),
    ...keys('flag', filter.important === true ? 'important' : undefined),
  ];
  const since = [...bound(filter.since), ...days.map(({ from }) => startOfDay(from, zone))].sort();
  const until = [...bound(filter.until), ...days.map(({ to }) => endOfDay(to, zone))].sort();
  const seen = sight === null ? [] : withinSight(store, sight);
  return {
    match: [...parts, ...seen, ...keys('media', filter.kind)],
    bySize: { kind: filter.kind ?? null, match: parts },
    since: since.at(-1) ?? null,
    until: until[0] ?? null,
    sight,
  };
}

const daysIn = ({ day, within }: SearchFilter, today: string): readonly Days[] => [
  ...(day === undefined ? [] : [{ from: day, to: day }]),
  ...(within === undefined ? [] : [daysOf(within, today)]),
];

const bound = (at: string | undefined): readonly string[] => (at === undefined ? [] : [at]);

function texts(columns: string, name: string, text: string | undefined): string[] {
  if (text === undefined) return [];
  const phrases = phrasesOf(text);
  if (phrases === null) throw new BwcError('bwc.usage', `${name}: holds no letter and no digit`, { key: name });
  return phrases.map((phrase) => `${columns} : ${phrase}`);
}

const keys = (field: KeyField, value: string | readonly string[] | undefined): string[] =>
  value === undefined ? [] : [anyOf(field, typeof value === 'string' ? [value] : value)];

const anyOf = (field: KeyField, values: readonly string[]): string => oneOf(values.map((v) => searchKey(field, v)));

const oneOf = (found: readonly string[]): string => `keys : (${found.map((key) => `"${key}"`).join(' OR ')})`;

/** A name finds what cameras recorded under the numbers of the people who are called so. */
const officersCalled = ({ store }: QuestionContext, officer: string): string[] => [
  officer,
  ...store.people.all().flatMap((person) => (person.name === officer ? person.numbers : [])),
];

/** Few rows of many: whose they are is looked up in the index first, and held to the table of rights afterwards. */
function withinSight(store: QuestionContext['store'], { reach, own, recorders, units }: Sight): string[] {
  if (reach === 'all') return [];
  const called = [...new Set([...own, ...(reach === 'unit' ? recorders.map((r) => r.called) : [])])];
  const cameras = reach === 'unit' ? store.visits.camerasOfUnits(units) : [];
  // Nobody is called so: where there is nothing to look for, nothing is found.
  return [
    oneOf([
      searchKey('recorder', '<nobody>'),
      ...called.map((name) => searchKey('recorder', name)),
      ...cameras.map((camera) => searchKey('camera', camera)),
    ]),
  ];
}

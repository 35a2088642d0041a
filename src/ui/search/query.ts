/** What is searched for, as it stands in the address of the page and as the station is asked. Pure. */
import { DAY_SPANS, daysOf } from '../../domain/day-span.js';
import {
  addDays,
  addMs,
  isCivilDay,
  localDay,
  parseTime,
  startOfDay,
  type CivilDay,
  type Instant,
} from '../../domain/time.js';
import type { ActInput, QuestionInput } from '../../web/api-types.js';
import { secondOf, ZONE } from '../lib/format.js';

export type Filter = ActInput<'filter.save'>['filter'];
export type Sort = NonNullable<QuestionInput<'search.clips'>['sort']>;

export const TEXT_KEYS = ['text', 'party', 'place', 'event', 'officer', 'camera', 'case', 'category', 'unit'] as const;
export const TIME_KEYS = ['from', 'to'] as const;
/** One of a few words each. `activity` is what another page, or the command line, asked for. */
export const CHOICES = {
  label: ['none', 'incomplete', 'complete'],
  kind: ['video', 'audio', 'photo'],
  state: ['stored', 'verified'],
  important: ['yes'],
} as const;
export const SORTS = ['-start', 'start', '-bytes', 'bytes'] as const satisfies readonly Sort[];
export type ChoiceKey = keyof typeof CHOICES;

const KEYS = [...TEXT_KEYS, 'activity', ...TIME_KEYS, 'within', 'label', 'kind', 'state', 'important', 'sort'] as const;
export type FieldKey = (typeof KEYS)[number];

/** What was filled in. */
export type Fields = Readonly<Partial<Record<FieldKey, string>>>;

export function fieldsOf(query: URLSearchParams): Fields {
  return Object.fromEntries(
    KEYS.flatMap((key) => ((query.get(key) ?? '') === '' ? [] : [[key, query.get(key) ?? '']])),
  );
}

/** For the address: without what was left empty. */
export const written = (fields: Fields): Record<string, string> =>
  Object.fromEntries(
    KEYS.flatMap((key) => {
      const text = fields[key]?.trim() ?? '';
      return text === '' ? [] : [[key, text]];
    }),
  );

const TIME = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}/;
const timeIn = (text: string): Instant | undefined =>
  TIME.test(text) ? parseTime(text.replace(' ', 'T'), ZONE) : undefined;

/** A day, or a day and a time, by the station's clock. */
export const isTime = (text: string): boolean => isCivilDay(text) || timeIn(text) !== undefined;

/** Whole days of the station's calendar, the last one as well; what is no time does not count. */
export function inputOf(fields: Fields): Filter {
  const { from, to, activity } = fields;
  const texts = Object.fromEntries(TEXT_KEYS.flatMap((key) => (fields[key] === undefined ? [] : [[key, fields[key]]])));
  const since = from === undefined ? undefined : isCivilDay(from) ? startOfDay(from, ZONE) : timeIn(from);
  const until = to === undefined ? undefined : isCivilDay(to) ? startOfDay(addDays(to, 1), ZONE) : timeIn(to);
  return {
    ...texts,
    ...(activity === undefined ? {} : { activity }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...chosen('within', DAY_SPANS, fields.within),
    ...chosen('label', CHOICES.label, fields.label),
    ...chosen('kind', CHOICES.kind, fields.kind),
    ...chosen('state', CHOICES.state, fields.state),
    ...(fields.important === undefined ? {} : { important: true as const }),
  };
}

function chosen<K extends string, V extends string>(
  key: K,
  values: readonly V[],
  text: string | undefined,
): Partial<Record<K, V>> {
  const value = values.find((v) => v === text);
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<K, V>>);
}

export const sortOf = ({ sort }: Fields): Sort => SORTS.find((s) => s === sort) ?? '-start';

/** What a kept search filled in: asked again, it asks for the same. */
export function fieldsOfFilter(filter: Filter): Fields {
  const { since, until, day, activity, within, label, kind, state, important } = filter;
  const texts = Object.fromEntries(TEXT_KEYS.flatMap((key) => (filter[key] === undefined ? [] : [[key, filter[key]]])));
  const from = since === undefined ? day : isMidnight(since) ? localDay(since, ZONE) : precise(since);
  const to = until === undefined ? day : isMidnight(until) ? localDay(addMs(until, -1), ZONE) : precise(until);
  return {
    ...texts,
    ...(activity === undefined ? {} : { activity }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(within === undefined ? {} : { within }),
    ...(label === undefined ? {} : { label }),
    ...(kind === undefined ? {} : { kind }),
    ...(state === undefined ? {} : { state }),
    ...(important === undefined ? {} : { important: 'yes' }),
  };
}

const isMidnight = (at: Instant): boolean => startOfDay(localDay(at, ZONE), ZONE) === at;
const precise = (at: Instant): string => (at.endsWith('.000Z') ? secondOf(at) : at);

/** The one day that is searched; null where it is several, or all. */
export function oneDay({ from, to, within }: Fields, today: CivilDay): string | null {
  const span = DAY_SPANS.find((s) => s === within);
  if (span !== undefined) {
    const days = daysOf(span, today);
    return days.from === days.to && from === undefined && to === undefined ? days.from : null;
  }
  return from !== undefined && from === to && isCivilDay(from) ? from : null;
}

/** Whether days of a search go along with the calendar, or stay as they are. */
export const daysKind = ({ from, to, within }: Fields): 'relative' | 'fixed' | null =>
  within !== undefined ? 'relative' : from !== undefined || to !== undefined ? 'fixed' : null;

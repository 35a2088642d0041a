/** What is searched for, as it stands in the address of the page and as the station is asked. Pure. */
import { addDays, addMs, isCivilDay, localDay, startOfDay } from '../../domain/time.js';
import type { ActInput } from '../../web/api-types.js';
import { ZONE } from '../lib/format.js';

export type Filter = ActInput<'filter.save'>['filter'];

export const TEXT_KEYS = ['text', 'party', 'place', 'event', 'officer', 'camera', 'case', 'category', 'unit'] as const;
export const DAY_KEYS = ['from', 'to'] as const;
const LABELS = ['none', 'incomplete', 'complete'] as const;
const KINDS = ['video', 'audio', 'photo'] as const;
const STATES = ['stored', 'verified'] as const;
export const CHOICES = { label: LABELS, kind: KINDS, state: STATES } as const;
export type ChoiceKey = keyof typeof CHOICES;
export type FieldKey = (typeof TEXT_KEYS)[number] | (typeof DAY_KEYS)[number] | ChoiceKey;

/** What was filled in. */
export type Fields = Readonly<Partial<Record<FieldKey, string>>>;

const KEYS: readonly FieldKey[] = [...TEXT_KEYS, ...DAY_KEYS, 'label', 'kind', 'state'];

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

/** Days are those of the station's calendar, and both are searched; what is no day does not count. */
export function inputOf(fields: Fields): Filter {
  const { from, to, label, kind, state } = fields;
  const texts = Object.fromEntries(TEXT_KEYS.flatMap((key) => (fields[key] === undefined ? [] : [[key, fields[key]]])));
  return {
    ...texts,
    ...(from !== undefined && isCivilDay(from) ? { since: startOfDay(from, ZONE) } : {}),
    ...(to !== undefined && isCivilDay(to) ? { until: startOfDay(addDays(to, 1), ZONE) } : {}),
    ...chosen('label', LABELS, label),
    ...chosen('kind', KINDS, kind),
    ...chosen('state', STATES, state),
  };
}

function chosen<K extends ChoiceKey, V extends string>(
  key: K,
  values: readonly V[],
  text: string | undefined,
): Partial<Record<K, V>> {
  const value = values.find((v) => v === text);
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<K, V>>);
}

/** What a kept search filled in. What it asks for beyond the form stays out of it. */
export function fieldsOfFilter(filter: Filter): Fields {
  const { since, until, label, kind, state } = filter;
  const texts = Object.fromEntries(TEXT_KEYS.flatMap((key) => (filter[key] === undefined ? [] : [[key, filter[key]]])));
  return {
    ...texts,
    ...(since === undefined ? {} : { from: localDay(since, ZONE) }),
    ...(until === undefined ? {} : { to: localDay(addMs(until, -1), ZONE) }),
    ...(label === undefined ? {} : { label }),
    ...(kind === undefined ? {} : { kind }),
    ...(state === undefined ? {} : { state }),
  };
}

/** The one day that is searched; null where it is several, or all. */
export const oneDay = ({ from, to }: Fields): string | null =>
  from !== undefined && from === to && isCivilDay(from) ? from : null;

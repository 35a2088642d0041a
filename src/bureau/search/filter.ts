/** What the clips of all stations are searched by. What is left out does not count. */
import { BwcError } from '../../domain/errors.js';
import { endOfDay, startOfDay, type CivilDay, type Instant } from '../../domain/time.js';
import { comparable, keyTokens, rulebookWord, searchKey, textTokens } from './tokens.js';

export const STATES = ['stored', 'verified', 'disposed'] as const;
export const MARKS = ['late', 'important', 'held', 'unlabelled'] as const;
export const SORTS = ['-start', 'start'] as const;
export type Sort = (typeof SORTS)[number];

export interface BureauFilter {
  readonly text?: string | undefined;
  readonly party?: string | undefined;
  readonly place?: string | undefined;
  /** The first and the last day, by the bureau's calendar. */
  readonly from?: CivilDay | undefined;
  readonly to?: CivilDay | undefined;
  /** Start (or, where that is unknown, the time of storing) at or after. */
  readonly since?: Instant | undefined;
  /** Before. */
  readonly until?: Instant | undefined;
  readonly station?: string | undefined;
  readonly event?: string | undefined;
  readonly category?: string | undefined;
  /** Number or name. */
  readonly officer?: string | undefined;
  /** Serial or id. */
  readonly camera?: string | undefined;
  readonly activity?: string | undefined;
  /** Number or id. */
  readonly case?: string | undefined;
  readonly unit?: string | undefined;
  readonly kind?: string | undefined;
  readonly state?: string | undefined;
  /** Each has to hold. */
  readonly marks?: readonly (typeof MARKS)[number][] | undefined;
  /** SHA-256 of the original, hexadecimal. */
  readonly sha256?: string | undefined;
}

/** Where a page ended. */
export interface Place {
  readonly sortAt: Instant;
  readonly n: number;
}

/** A condition of SQL; `$` stands for its value. */
export interface Condition {
  readonly sql: string;
  /** Left out where it has no `$`. */
  readonly value?: unknown;
}

export interface Terms {
  /** One value, or none, that has an index in the order of recording to itself. */
  readonly lead: readonly Condition[];
  /** From when until when. */
  readonly range: readonly Condition[];
  /** Told by each row itself. */
  readonly others: readonly Condition[];
  /** All of them are tokens of every row that fits. */
  readonly tokens: readonly number[];
}

const KEYS = [
  'officer',
  'camera',
  'activity',
  'case',
  'unit',
  'kind',
  'state',
  'station',
  'event',
  'category',
] as const;

/** @param zone the bureau's @throws BwcError `bwc.usage` for a text in which nothing can be looked for */
export function termsOf(filter: BureauFilter, zone: string): Terms {
  const keys = [
    ...KEYS.flatMap((field) => given(filter[field], (value) => searchKey(field, value))),
    ...(filter.marks ?? []).map((mark) => searchKey('mark', mark)),
  ];
  const texts = (['party', 'place', 'text'] as const).flatMap((name) =>
    given(filter[name], (value) => textOf(name, value)),
  );
  const [lead] = [
    ...given(filter.sha256, (value) => ({ sql: `sha256 = decode($, 'hex')`, value })),
    ...given(filter.station, (value) => ({ sql: 'station = $', value })),
    ...given(filter.event, (value) => ({ sql: 'event_type = $', value: rulebookWord(value) })),
    ...given(filter.category, (value) => ({ sql: 'category = $', value: rulebookWord(value) })),
  ];
  return {
    lead: lead === undefined ? [] : [lead],
    range: [
      ...given(filter.from, (day) => ({ sql: 'sort_at >= $', value: startOfDay(day, zone) })),
      ...given(filter.to, (day) => ({ sql: 'sort_at < $', value: endOfDay(day, zone) })),
      ...given(filter.since, (value) => ({ sql: 'sort_at >= $', value })),
      ...given(filter.until, (value) => ({ sql: 'sort_at < $', value })),
    ],
    others: [
      ...(keys.length === 0 ? [] : [{ sql: 'keys @> $::text[]', value: keys }]),
      ...texts.flatMap(({ conditions }) => conditions),
    ],
    tokens: [...new Set([...keyTokens(keys), ...texts.flatMap(({ tokens }) => tokens)])],
  };
}

const given = <T>(value: string | undefined, make: (value: string) => T): T[] =>
  value === undefined || value.trim() === '' ? [] : [make(value)];

const COLUMN = { party: 'party_text', place: 'place_text', text: 'words' } as const;

/** Each of the words has to be there. */
function textOf(name: keyof typeof COLUMN, value: string) {
  const words = value
    .split(/\s+/u)
    .map(comparable)
    .filter((word) => word !== '');
  const tokens = words.flatMap(textTokens);
  if (tokens.length === 0)
    throw new BwcError('bwc.usage', `${name}: at least two characters, or a whole word, are needed`, { key: name });
  const column = COLUMN[name];
  return { conditions: words.map((word) => ({ sql: `strpos(${column}, $) > 0`, value: word })), tokens };
}

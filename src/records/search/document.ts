/** What a clip is found by, out of what is on record of it. Pure. */
import type { Goods } from '../../policy/details/vocabulary.js';
import type { Officer, TextField } from '../../store/repositories/labels.js';
import type { SearchDocument } from '../../store/repositories/search-index.js';
import type { SearchSource } from '../../store/repositories/search-sources.js';
import { indexed, keyOf } from '../../store/repositories/search-tokens.js';

/** Grows with every change of what is written here: an index that was written otherwise is written anew. */
export const SEARCH_VERSION = 2;

/** What is looked for as a whole. */
export const KEY_FIELDS = [
  'officer',
  'recorder',
  'camera',
  'activity',
  'event',
  'case',
  'category',
  'unit',
  'state',
  'label',
  'media',
  'flag',
] as const;
export type KeyField = (typeof KEY_FIELDS)[number];

export const searchKey = (field: KeyField, value: string): string => keyOf(field, value);

type Texts = readonly (string | null | undefined)[];

const joined = (texts: Texts): string =>
  [...new Set(texts.filter((t) => t != null && t !== ''))].map((t) => indexed(t ?? '')).join(' ');

/** @param recorders numbers of those who recorded anything in the same activity */
export function documentOf(source: SearchSource, recorders: readonly string[]): SearchDocument {
  const fields = parsed<Partial<Record<TextField, string>>>(source.fields, {});
  const officers = parsed<Officer[]>(source.officers, []);
  const witnesses = parsed<string[]>(source.witnesses, []);
  const goods = parsed<Goods[]>(source.goods, []);
  const keys = new Set<string>();
  const add = (field: KeyField, ...values: Texts): void => {
    for (const value of values) if (value != null && value.trim() !== '') keys.add(searchKey(field, value));
  };
  add('officer', source.officerNo, source.officer, ...officers.flatMap((o) => [o.name, o.certificateNo]));
  // Whose footage it is, for those who see their own or their unit's: a superset, which the table of rights narrows.
  add('recorder', source.officerNo, source.officer, ...recorders);
  add('camera', source.cameraSerial, source.cameraId);
  add('activity', source.activityId);
  add('event', source.activityKind);
  add('case', source.caseId, source.caseNumber, fields.caseNumber);
  add('category', fields.category);
  add('unit', fields.unit, source.activityUnit);
  add('state', source.state);
  add('label', source.complete === null ? 'none' : source.complete === 0 ? 'incomplete' : 'complete');
  add('media', source.kind);
  const important = source.important === null ? source.marked : source.important;
  if (important !== 0) add('flag', 'important');
  const parties = [fields.party, source.caseParty];
  const places = [fields.address, source.activityPlace];
  if (parties.some((p) => p != null)) add('flag', 'party');
  if (places.some((p) => p != null)) add('flag', 'place');
  return {
    clipId: source.id,
    kind: source.kind,
    bytes: source.bytes,
    sortAt: source.sortAt,
    keys: [...keys].join(' '),
    party: joined(parties),
    place: joined(places),
    words: joined([
      ...valuesBut(fields, 'party', 'address'),
      source.name,
      source.labelNote,
      source.sourcePath,
      source.officerNo,
      source.officer,
      source.cameraSerial,
      source.activityKind,
      source.activityTitle,
      source.activityUnit,
      source.caseNumber,
      source.caseStage,
      ...officers.flatMap((o) => [o.name, o.certificateNo]),
      ...witnesses,
      ...goods.flatMap((g) => valuesBut(g, 'measure')),
    ]),
  };
}

const parsed = <T>(json: string | null, fallback: T): T => (json === null ? fallback : (JSON.parse(json) as T));

const valuesBut = (said: Readonly<Record<string, string>>, ...names: readonly string[]): string[] =>
  Object.entries(said).flatMap(([name, text]) => (names.includes(name) ? [] : [text]));

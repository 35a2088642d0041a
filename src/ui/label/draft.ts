/** What somebody is writing about clips, before it is put on record. Pure. */
import type { ActInput, QuestionOutput } from '../../web/api-types.js';
import { fromGoods, fromServices, toGoods, toServices, type Detail } from './details.js';

export type Form = QuestionOutput<'label.form'>;
export type Field = Form['fields'][number];
export type FieldName = Field['field'];
type Put = ActInput<'label.put'>;
export type TextName = keyof NonNullable<Put['fields']>;
export type PartyStatus = Form['partyStatuses'][number];
export type OnRecord = QuestionOutput<'label.history'>['versions'][number];
export interface Officer {
  readonly name: string;
  readonly certificateNo: string;
}

export interface Draft {
  readonly texts: Readonly<Partial<Record<TextName, string>>>;
  readonly officers: readonly Officer[];
  readonly witnesses: string;
  readonly goods: readonly Detail[];
  readonly services: readonly Detail[];
  readonly partyStatus: PartyStatus;
  readonly important: boolean | null;
  readonly note: string;
  /** What was said in this draft: the rest stays as it is on record. */
  readonly said: readonly Said[];
  /** Version of the label it began with, 0 for none: another one by now is somebody else's. */
  readonly base: number;
}

export type Said = TextName | 'officers' | 'witnesses' | 'goods' | 'services' | 'partyStatus' | 'important' | 'note';

/** More than any rulebook takes, which says so at saving; no more than the station reads of a field. */
export const MOST_TEXT = 4_000;

export const EMPTY: Draft = {
  texts: {},
  officers: [],
  witnesses: '',
  goods: [],
  services: [],
  partyStatus: 'named',
  important: null,
  note: '',
  said: [],
  base: 0,
};

export const isList = (field: FieldName): field is 'officers' | 'witnesses' =>
  field === 'officers' || field === 'witnesses';

const SEPARATOR = '、';

/**
 * Where a form begins: what is on record of the clip, and for what is not, what the station knows already. A suggestion
 * counts as said once the person saves the form that shows it.
 */
export function beginning(form: Form, latest: OnRecord | undefined): Draft {
  const texts: Partial<Record<TextName, string>> = { ...latest?.fields };
  const said: Said[] = [];
  for (const { field, suggested } of form.fields) {
    if (isList(field) || suggested === null || texts[field] !== undefined) continue;
    texts[field] = suggested;
    said.push(field);
  }
  return {
    texts,
    officers: (latest?.officers ?? []).map((o) => ({ name: o.name, certificateNo: o.certificateNo ?? '' })),
    witnesses: (latest?.witnesses ?? []).join(SEPARATOR),
    goods: fromGoods(latest?.goods ?? []),
    services: fromServices(latest?.services ?? []),
    partyStatus: latest?.partyStatus ?? 'named',
    important: latest?.important ?? null,
    note: latest?.note ?? '',
    said,
    base: latest?.version ?? 0,
  };
}

const also = (said: readonly Said[], ...more: readonly Said[]): readonly Said[] => [...new Set([...said, ...more])];

export const withText = (draft: Draft, field: TextName, text: string): Draft => ({
  ...draft,
  texts: { ...draft.texts, [field]: text },
  said: also(draft.said, field),
});

type Other = Exclude<keyof Draft, 'texts' | 'said' | 'base'>;
export const withOther = <K extends Other>(draft: Draft, key: K, value: Draft[K]): Draft => ({
  ...draft,
  [key]: value,
  said: also(draft.said, key),
});

/** Everything another label says, but for when and of which goods: that is of each clip. */
export function copied(draft: Draft, from: Draft): Draft {
  const own: readonly string[] = ['inspectionDate', 'enforcementTime'];
  const texts = Object.entries(from.texts).filter(([field, text]) => !own.includes(field) && text !== '');
  const lists = (['officers', 'witnesses', 'services'] as const).filter((key) => from[key].length > 0);
  return {
    ...draft,
    texts: { ...draft.texts, ...Object.fromEntries(texts) },
    ...(from.officers.length > 0 ? { officers: from.officers } : {}),
    ...(from.witnesses === '' ? {} : { witnesses: from.witnesses }),
    ...(from.services.length > 0 ? { services: from.services } : {}),
    partyStatus: from.partyStatus,
    said: also(draft.said, ...texts.map(([field]) => field as TextName), ...lists, 'partyStatus'),
  };
}

/** The goods of another label besides one's own: somebody asked for them. */
export const goodsCopied = (draft: Draft, from: Draft): Draft =>
  from.goods.length === 0 ? draft : withOther(draft, 'goods', [...draft.goods, ...from.goods]);

const people = (witnesses: string): string[] =>
  witnesses
    .split(/[、,，;；]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');

const orNull = (text: string | undefined): string | null =>
  text === undefined || text.trim() === '' ? null : text.trim();

/** What is sent: only what was said, so that clips labelled together keep what they have of their own. */
export function contentOf(draft: Draft): Omit<Put, 'clips' | 'recordings' | 'activities'> {
  const said = new Set<string>(draft.said);
  const fields = Object.entries(draft.texts).filter(([field]) => said.has(field));
  const officers = draft.officers.filter(({ name }) => name.trim() !== '');
  return {
    fields: Object.fromEntries(fields.map(([field, text]) => [field, orNull(text)])),
    ...(said.has('officers')
      ? { officers: officers.map((o) => ({ name: o.name.trim(), certificateNo: orNull(o.certificateNo) })) }
      : {}),
    ...(said.has('witnesses') ? { witnesses: people(draft.witnesses) } : {}),
    ...(said.has('goods') ? { goods: toGoods(draft.goods) } : {}),
    ...(said.has('services') ? { services: toServices(draft.services) } : {}),
    ...(said.has('partyStatus') ? { partyStatus: draft.partyStatus } : {}),
    ...(said.has('important') ? { important: draft.important } : {}),
    ...(said.has('note') ? { note: orNull(draft.note) } : {}),
  };
}

/** Which required fields are still empty. */
export function lacking(form: Form, draft: Draft): FieldName[] {
  return form.fields.filter(({ field, required }) => required && isMissing(draft, field)).map(({ field }) => field);
}

export const isWitnessed = (draft: Draft): boolean => people(draft.witnesses).length > 0;

function isMissing(draft: Draft, field: FieldName): boolean {
  if (field === 'officers') return !draft.officers.some(({ name }) => name.trim() !== '');
  if (field === 'witnesses') return !isWitnessed(draft);
  // A word of the rulebook stands for a party that is not there.
  if (field === 'party' && draft.partyStatus !== 'named') return false;
  return orNull(draft.texts[field]) === null;
}

/** The first field of the form that is still to be written; the first of all where none is. */
export const nextField = (form: Form, draft: Draft): FieldName | undefined =>
  lacking(form, draft)[0] ?? form.fields[0]?.field;

/** What each version of a label says other than the one before it. Pure. */
import type { Language } from '../../i18n/language.js';
import type { QuestionOutput } from '../../web/api-types.js';
import { detailsText } from '../lib/detail-lines.js';

export type LabelVersion = QuestionOutput<'label.history'>['versions'][number];

export interface Change {
  /** A field of the rulebook, or another thing a label says. */
  readonly what: string;
  /** Goods and documents served have a line each. */
  readonly value: string | null;
}

type Shown = Readonly<Record<string, string | null>>;

const SEPARATOR = '、';

function shown(version: LabelVersion | undefined, language: Language): Shown {
  if (version === undefined) return {};
  const {
    fields,
    officers,
    witnesses,
    goods,
    services,
    partyStatus,
    refusedToSign,
    secrecy,
    important,
    noCaseNumber,
    note,
  } = version;
  const list = (items: readonly string[]): string | null => (items.length === 0 ? null : items.join(SEPARATOR));
  return {
    ...fields,
    officers: list(officers.map((o) => (o.certificateNo === null ? o.name : `${o.name} ${o.certificateNo}`))),
    witnesses: list(witnesses),
    goods: detailsText(language, { goods }) || null,
    services: detailsText(language, { services }) || null,
    partyStatus: partyStatus === 'named' ? null : partyStatus,
    refusedToSign: yes(refusedToSign),
    secrecy: list(secrecy),
    important: yes(important),
    noCaseNumber,
    note,
  };
}

const yes = (said: boolean | null): string | null => (said === null ? null : said ? 'yes' : 'no');

/** @param before undefined for the first version */
export function changes(before: LabelVersion | undefined, after: LabelVersion, language: Language): Change[] {
  const [was, is] = [shown(before, language), shown(after, language)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((what) => (was[what] ?? null) !== (is[what] ?? null))
    .map((what) => ({ what, value: is[what] ?? null }));
}

/** A draft whose clip was labelled by somebody else meanwhile: nothing of either is lost. Pure. */
import type { Language } from '../../i18n/language.js';
import { detailsText } from '../lib/detail-lines.js';
import { toGoods, toServices } from './details.js';
import { beginning, contentOf, withOther, withText, type Draft, type Form, type OnRecord, type Said } from './draft.js';

export interface Clash {
  readonly what: Said;
  /** On record now; empty where nothing is said. */
  readonly theirs: string;
  readonly mine: string;
}

const LISTED = ['officers', 'witnesses', 'goods', 'services', 'partyStatus', 'important', 'note'] as const;

const isListed = (what: Said): what is (typeof LISTED)[number] => LISTED.some((key) => key === what);

/** What stands on record, with what was written in the draft on top: what was not written comes from the record. */
export function rebased(form: Form, draft: Draft, latest: OnRecord): Draft {
  const recorded = beginning(form, latest);
  const said = new Set(draft.said);
  const texts = Object.entries(draft.texts).filter(([field]) => draft.said.some((s) => s === field));
  const others: Partial<Draft> = Object.fromEntries(
    LISTED.filter((key) => said.has(key)).map((key) => [key, draft[key]] as const),
  );
  return {
    ...recorded,
    ...others,
    texts: { ...recorded.texts, ...Object.fromEntries(texts) },
    said: draft.said,
  };
}

/** What the draft says other than the record does, each with both. */
export function clashes(form: Form, draft: Draft, latest: OnRecord, language: Language): Clash[] {
  const recorded = beginning(form, latest);
  return draft.said
    .map((what): Clash => ({ what, theirs: shown(recorded, what, language), mine: shown(draft, what, language) }))
    .filter(({ theirs, mine }) => theirs !== mine);
}

/** The draft with one thing as it is on record. */
export function theirsTaken(form: Form, draft: Draft, latest: OnRecord, what: Said): Draft {
  const recorded = beginning(form, latest);
  return isListed(what) ? withOther(draft, what, recorded[what]) : withText(draft, what, recorded.texts[what] ?? '');
}

function shown(draft: Draft, what: Said, language: Language): string {
  if (!isListed(what)) return draft.texts[what]?.trim() ?? '';
  if (what === 'officers') return (contentOf({ ...draft, said: ['officers'] }).officers ?? []).map(nameOf).join('、');
  if (what === 'goods') return detailsText(language, { goods: toGoods(draft.goods) });
  if (what === 'services') return detailsText(language, { services: toServices(draft.services) });
  return String(draft[what] ?? '');
}

const nameOf = ({
  name,
  certificateNo,
}: {
  readonly name: string;
  readonly certificateNo?: string | null | undefined;
}) => (certificateNo == null ? name : `${name} ${certificateNo}`);

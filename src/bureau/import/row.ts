/** A record as the row that searches look at. What the record does not know is null. Pure. */
import { z } from 'zod';
import { isCivilDay, localDay } from '../../domain/time.js';
import type { Json } from '../../domain/canonical-json.js';
import type { ClipRecordDocument } from '../../archive/record/schema.js';
import { keysOf, said, type Said } from './said.js';
import { comparable, cut, keyTokens, rulebookWord, textTokens } from '../search/tokens.js';

/** More of a text is not kept here: the record has all of it. Units: characters. */
const LONGEST = { shown: 400, name: 100, compared: 1000, words: 8000 } as const;

const instant = z.iso.datetime({ precision: 3 });
const timesSchema = z.object({
  corrected: z
    .object({ start: instant, end: instant.nullish(), basis: z.string(), uncertaintyMs: z.number().nullish() })
    .nullish(),
});

/** By the columns of `bureau.clips`. */
export type ClipRow = Readonly<Record<string, Json>>;

/** @param zone the bureau's @returns null where it holds a time that is none */
export function rowOf(record: ClipRecordDocument, zone: string): ClipRow | null {
  const { clip, source, verdicts, disposal, holds, times } = record.content;
  if (!instant.safeParse(clip.storedAt).success) return null;
  const corrected = timesSchema.safeParse(times).data?.corrected ?? null;
  const sortAt = corrected?.start ?? clip.storedAt;
  const facts = said(record.content);
  const flags = {
    labelled: facts.labelled,
    late: verdicts.deadlines.some(({ state }) => state === 'late'),
    important: facts.important ?? clip.important,
    legal_hold: facts.caseOpen || holds.some(isHeld),
  };
  const state = disposal === null ? clip.state : 'disposed';
  const marks = [
    ...(flags.late ? ['late'] : []),
    ...(flags.important ? ['important'] : []),
    ...(flags.legal_hold ? ['held'] : []),
    ...(flags.labelled ? [] : ['unlabelled']),
  ];
  const keys = keysOf(record.content, facts, state, marks);
  const texts = [...facts.texts, source.path, source.serial, source.officerNo, clip.note];
  const words = comparableOf([facts.party, facts.caseParty, facts.place, facts.activityPlace, ...texts]);
  return {
    kind: cut(clip.kind, LONGEST.name),
    state: cut(state, LONGEST.name),
    sha256: `\\x${clip.sha256}`,
    bytes: clip.bytes,
    recorded_at: corrected?.start ?? null,
    recorded_until: corrected?.end ?? null,
    recorded_basis: corrected?.basis ?? null,
    uncertainty_ms: corrected?.uncertaintyMs ?? null,
    stored_at: clip.storedAt,
    sort_at: sortAt,
    local_date: localDay(sortAt, zone),
    camera: shown(source.serial ?? source.camera),
    officer: shown(facts.officers[0]?.name ?? source.officerNo),
    unit: shown(facts.unit),
    party: shown(facts.party ?? facts.caseParty),
    place: shown(facts.place ?? facts.activityPlace),
    event_type: indexed(facts.event),
    category: indexed(facts.category),
    case_number: shown(facts.caseNumber),
    content: shown(facts.content),
    ...flags,
    kept_until: keptUntil(verdicts.retention.settledUntil),
    keys,
    party_text: comparableOf([facts.party, facts.caseParty]),
    place_text: comparableOf([facts.place, facts.activityPlace]),
    words,
    tokens: [...new Set([...keyTokens(keys), ...textTokens(words)])],
  };
}

const isHeld = (hold: Json): boolean =>
  typeof hold === 'object' && hold !== null && (hold as { readonly released?: Json }).released === null;

/** `never` of a station's rules is a day that never comes. */
const keptUntil = (settled: string | null): string | null =>
  settled === 'never' ? 'infinity' : settled !== null && isCivilDay(settled) ? settled : null;

const shown = (text: string | null): string | null => (text === null ? null : cut(text, LONGEST.shown));
const indexed = (text: string | null): string | null => (text === null ? null : rulebookWord(text));

const comparableOf = (texts: readonly Said[]): string =>
  cut(
    [...new Set(texts.filter((text) => text !== null).map((text) => comparable(cut(text, LONGEST.compared))))]
      .join(' ')
      .trim(),
    LONGEST.words,
  );

/**
 * Who speaks of a clip, the strongest word first. Of each moment, flag and reason the first word counts: what was said of
 * the clip itself, over its label, over its activity, over its case, over its camera, over what the station reckons
 * from the clip's own times. Approvals add up.
 */
import type { SubjectKind } from '../../store/repositories/statements.js';
import { consented, returned } from './duty-facts.js';
import type { ApprovalFact } from '../../policy/facts/facts.js';
import { ofCamera } from './of-camera.js';
import { recorded } from './recorded.js';
import { distinct, NOTHING_SAID, saidBy, type FactsSource } from './said.js';
import type { ClipOnRecord } from '../../store/repositories/clip-facts.js';

const stated =
  (kind: SubjectKind, idOf: (clip: ClipOnRecord) => string | null): FactsSource =>
  (store, clips) => {
    const ids = distinct(clips.map(idOf));
    const statements = ids.length === 0 ? undefined : store.statements.inForceOf(kind, ids);
    const said = new Map([...(statements ?? [])].map(([id, some]) => [id, saidBy(some)]));
    return (clip) => said.get(idOf(clip) ?? '') ?? NOTHING_SAID;
  };

/** The latest label says whether the footage is important; a mark once set is taken back only by saying no. */
const labelled: FactsSource = (_store, _clips, labels) => {
  const important = new Map<string, boolean>();
  for (const label of labels) if (label.important !== null) important.set(label.clipId, label.important);
  return ({ id }) => {
    const holds = important.get(id);
    return holds === undefined
      ? NOTHING_SAID
      : { flags: [{ flag: 'important', holds, source: 'person', confidence: 'certain' }] };
  };
};

/** When its case was closed, as the case itself has it. */
const closed: FactsSource = (store, clips) => {
  const cases = store.clipFacts.cases(distinct(clips.map((c) => c.caseId)));
  return ({ caseId }) => {
    const at = cases.get(caseId ?? '')?.closedAt ?? null;
    return at === null ? NOTHING_SAID : { moments: { caseClosed: { at, source: 'person', confidence: 'certain' } } };
  };
};

/** Consent on record: what was withdrawn counts no more. */
const approved =
  (kind: 'clip' | 'activity' | 'case', idOf: (clip: ClipOnRecord) => string | null): FactsSource =>
  (store, clips) => {
    const found = new Map<string, ApprovalFact[]>();
    for (const { subject, purpose, role, person, at, withdrawn } of store.approvals.of(
      kind,
      distinct(clips.map(idOf)),
    )) {
      if (withdrawn !== null) continue;
      found.set(subject.id, [...(found.get(subject.id) ?? []), { purpose, role, by: person, at }]);
    }
    return (clip) => {
      const approvals = found.get(idOf(clip) ?? '');
      return approvals === undefined ? NOTHING_SAID : { approvals };
    };
  };

/** Who of these has no fact to tell says nothing. */
export const FACTS_SOURCES: readonly FactsSource[] = [
  stated('clip', (c) => c.id),
  labelled,
  stated('activity', (c) => c.activityId),
  stated('case', (c) => c.caseId),
  closed,
  ofCamera,
  consented,
  returned,
  recorded,
  approved('clip', (c) => c.id),
  approved('activity', (c) => c.activityId),
  approved('case', (c) => c.caseId),
];

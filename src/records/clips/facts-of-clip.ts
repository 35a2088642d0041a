/**
 * The policy's facts of clips, out of everything that is on record about them. `facts-sources.ts` says whose word counts.
 * Many clips are read in batches, with the same number of statements for a batch as for one clip.
 */
import { BwcError } from '../../domain/errors.js';
import type { CaseFacts, Facts, FlagFact, KnownMoment, LabelVersion, ReasonFact } from '../../policy/facts/facts.js';
import type { Moment } from '../../policy/facts/vocabulary.js';
import type { CaseVersion } from '../../store/repositories/cases.js';
import type { ClipOnRecord } from '../../store/repositories/clip-facts.js';
import type { Repositories } from '../../store/station-store.js';
import { FACTS_SOURCES } from './facts-sources.js';
import { labelVersion } from './label-facts.js';
import { distinct, type Said } from './said.js';

export interface ClipFactsOnRecord {
  readonly clip: ClipOnRecord;
  readonly facts: Facts;
}

const BATCH = 500;

/** @throws BwcError `bwc.store.not_found` */
export function factsOfClip(store: Repositories, clipId: string): Facts {
  const [found] = together(store, store.clipFacts.some([clipId]));
  if (found === undefined) throw new BwcError('bwc.store.not_found', `there is no clip ${clipId}`, { id: clipId });
  return found.facts;
}

/** Clips that are not there are left out; within a batch they come in the order of their recording. */
export function* factsOfClips(store: Repositories, clipIds: Iterable<string>): Generator<ClipFactsOnRecord> {
  let batch: string[] = [];
  for (const id of clipIds) {
    batch.push(id);
    if (batch.length < BATCH) continue;
    yield* together(store, store.clipFacts.some(batch));
    batch = [];
  }
  if (batch.length > 0) yield* together(store, store.clipFacts.some(batch));
}

/** Every clip the station has, in the order of their ids. */
export function* factsOfAllClips(store: Repositories): Generator<ClipFactsOnRecord> {
  for (let page = store.clipFacts.after('', BATCH); page.length > 0;) {
    yield* together(store, page);
    page = store.clipFacts.after(page.at(-1)?.id ?? '', BATCH);
  }
}

function together(store: Repositories, clips: readonly ClipOnRecord[]): ClipFactsOnRecord[] {
  const versions = store.labels.versionsOf(clips.map((c) => c.id));
  const sources = FACTS_SOURCES.map((source) => source(store, clips, versions));
  const cases = store.clipFacts.cases(distinct(clips.map((c) => c.caseId)));
  const labels = new Map<string, LabelVersion[]>();
  const marks = new Map<string, Facts['secrecy']>();
  for (const label of versions) {
    const own = labels.get(label.clipId) ?? [];
    own.push(labelVersion(label));
    labels.set(label.clipId, own);
    // Versions come oldest first: the latest word on secrecy stands.
    marks.set(label.clipId, label.secrecy);
  }
  return clips.map((clip) => ({
    clip,
    facts: {
      ...strongest(sources.map((source) => source(clip))),
      labels: labels.get(clip.id) ?? [],
      case: caseFacts(clip, cases.get(clip.caseId ?? '')),
      secrecy: marks.get(clip.id) ?? [],
      request: null,
    },
  }));
}

/** @param said the strongest first */
function strongest(
  said: readonly Said[],
): Pick<Facts, 'moments' | 'flags' | 'reasons' | 'approvals' | 'sourceKind' | 'emergencyReport' | 'notRecorded'> {
  const moments: Partial<Record<Moment, KnownMoment>> = {};
  const flags = new Map<string, FlagFact>();
  const reasons = new Map<string, ReasonFact>();
  for (const { moments: told = {}, flags: f = [], reasons: r = [] } of said) {
    for (const [moment, known] of Object.entries(told)) moments[moment as Moment] ??= known;
    for (const flag of f) if (!flags.has(flag.flag)) flags.set(flag.flag, flag);
    for (const reason of r) if (!reasons.has(reason.reason)) reasons.set(reason.reason, reason);
  }
  return {
    moments,
    flags: [...flags.values()],
    reasons: [...reasons.values()],
    approvals: said.flatMap((s) => s.approvals ?? []),
    sourceKind: said.find((s) => s.sourceKind !== undefined)?.sourceKind ?? 'bodyCamera',
    emergencyReport: said.find((s) => s.emergencyReport !== undefined)?.emergencyReport ?? null,
    notRecorded: said.find((s) => s.notRecorded !== undefined)?.notRecorded ?? null,
  };
}

function caseFacts({ filedAt, ordinal, recordItem }: ClipOnRecord, version: CaseVersion | undefined): CaseFacts | null {
  if (version === undefined) return null;
  const { kind, number, party, stage, retention } = version;
  return { kind, number, party, stage, retention, filedAt, ordinal, recordItem };
}

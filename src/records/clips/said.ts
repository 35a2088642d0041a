/** What one source says of a clip, in the words of the policy's facts. */
import type { Instant } from '../../domain/time.js';
import type { NotRecorded } from '../../policy/continuity/not-recorded.js';
import type { ApprovalFact, FlagFact, KnownMoment, ReasonFact, Told } from '../../policy/facts/facts.js';
import type { Flag, Moment, Reason, SourceKind } from '../../policy/facts/vocabulary.js';
import type { ClipOnRecord } from '../../store/repositories/clip-facts.js';
import type { LabelOnRecord } from '../../store/repositories/labels.js';
import type { Statement } from '../../store/repositories/statements.js';
import type { Repositories } from '../../store/station-store.js';

export interface Said {
  readonly moments?: Readonly<Partial<Record<Moment, KnownMoment>>>;
  readonly flags?: readonly FlagFact[];
  readonly reasons?: readonly ReasonFact[];
  readonly approvals?: readonly ApprovalFact[];
  readonly sourceKind?: SourceKind;
  readonly emergencyReport?: string;
  readonly notRecorded?: NotRecorded;
}

/**
 * Asks the database once for a whole batch of clips, then answers for each of them. All versions of their labels, oldest
 * first, are read already.
 */
export type FactsSource = (
  store: Repositories,
  clips: readonly ClipOnRecord[],
  labels: readonly LabelOnRecord[],
) => (clip: ClipOnRecord) => Said;

export const NOTHING_SAID: Said = {};

/** Statements in the words of facts. The keys are those that `fact.state` writes. */
export function saidBy(statements: readonly Statement[] | undefined): Said {
  if (statements === undefined || statements.length === 0) return NOTHING_SAID;
  const moments: Partial<Record<Moment, KnownMoment>> = {};
  const [flags, reasons]: [FlagFact[], ReasonFact[]] = [[], []];
  let sourceKind: SourceKind | undefined;
  let emergencyReport: string | undefined;
  let notRecorded: NotRecorded | undefined;
  for (const { fact, value, source, confidence } of statements) {
    const told: Told = { source, confidence };
    const [sort, word] = fact.split(':', 2);
    if (sort === 'moment') moments[word as Moment] = { at: (value as { at: Instant }).at, ...told };
    else if (sort === 'flag') flags.push({ flag: word as Flag, holds: (value as { holds: boolean }).holds, ...told });
    else if (sort === 'reason')
      reasons.push({ reason: word as Reason, reference: (value as { reference: string | null }).reference, ...told });
    else if (sort === 'emergencyReport') emergencyReport = (value as { number: string }).number;
    else if (sort === 'notRecorded') notRecorded = value as NotRecorded;
    else sourceKind = (value as { is: SourceKind }).is;
  }
  return {
    moments,
    flags,
    reasons,
    ...(sourceKind === undefined ? {} : { sourceKind }),
    ...(emergencyReport === undefined ? {} : { emergencyReport }),
    ...(notRecorded === undefined ? {} : { notRecorded }),
  };
}

/** The ids that are there, each once. */
export const distinct = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))];

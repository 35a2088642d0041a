/**
 * What is known about one recording (or one activity's recordings together). What is not known is absent: nothing here
 * has a value that stands for "probably".
 */
import type { Instant } from '../../domain/time.js';
import type { AccessRequest } from '../approvals/ladder.js';
import type { Goods, Service } from '../details/vocabulary.js';
import type { NotRecorded } from '../continuity/not-recorded.js';
import type { LabelField } from '../deadlines/label-rules.js';
import type { CaseKind } from '../retention/rules.js';
import type { Flag, Moment, Reason, SecrecyMark, SourceKind } from './vocabulary.js';

/** Who or what says so. `unstated`: the document did not say. */
export const FACT_SOURCES = ['camera', 'dock', 'ledger', 'roster', 'app', 'person', 'station', 'unstated'] as const;
export type FactSource = (typeof FACT_SOURCES)[number];

/** `unreliable`: the clock was lost or reset, or is off by more than the limit. */
export const CONFIDENCES = ['certain', 'estimated', 'unreliable'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export interface Told {
  readonly source: FactSource;
  readonly confidence: Confidence;
}

/** Between which moments something happened that nobody can date. */
export interface Within {
  /** Null where nothing says how early it can have been. */
  readonly notBefore: Instant | null;
  readonly notAfter: Instant;
}

export interface KnownMoment extends Told {
  readonly at: Instant;
  /** Where `at` is only a bound: the earlier one, so that a limit never ends too late, or the later one where there is none. */
  readonly within?: Within;
}

export interface FlagFact extends Told {
  readonly flag: Flag;
  /** Somebody looked and said no: more than nobody having said yes. */
  readonly holds: boolean;
}

export interface ReasonFact extends Told {
  readonly reason: Reason;
  /** What it rests on: the number of a fault report, of an order, of a loss report. */
  readonly reference: string | null;
}

export interface ApprovalFact {
  readonly purpose: ApprovalPurpose;
  readonly role: string;
  readonly by: string | null;
  readonly at: Instant;
}
export const APPROVAL_PURPOSES = ['lateUpload', 'access', 'release', 'disposal', 'holdRelease'] as const;
export type ApprovalPurpose = (typeof APPROVAL_PURPOSES)[number];

/** One version of a label; later ones never overwrite earlier ones. */
export interface LabelVersion {
  readonly at: Instant;
  readonly fields: Readonly<Partial<Record<LabelField, string>>>;
  /** The case it was associated with, if it was. */
  readonly association: string | null;
  /** Why there is no case number yet (无案号), where the rule asks for one. */
  readonly noCaseNumber: string | null;
  readonly goods: readonly Goods[];
  readonly services: readonly Service[];
}

export type CasePeriod = { readonly years: number } | { readonly months: number } | 'permanent';

export interface CaseFacts {
  /** What the case is about; null while nobody has said. */
  readonly kind: CaseKind | null;
  readonly number: string | null;
  readonly party: string | null;
  readonly stage: string | null;
  /** How long the case file is kept; null while nobody has said. */
  readonly retention: CasePeriod | null;
  /** When the recordings joined the case file. */
  readonly filedAt: Instant | null;
  /** 序号 and 记录事项 of the recording in the record list of the case. */
  readonly ordinal: number | null;
  readonly recordItem: string | null;
}

export interface Facts {
  readonly moments: Readonly<Partial<Record<Moment, KnownMoment>>>;
  readonly flags: readonly FlagFact[];
  readonly reasons: readonly ReasonFact[];
  readonly approvals: readonly ApprovalFact[];
  readonly sourceKind: SourceKind;
  /** Oldest first. */
  readonly labels: readonly LabelVersion[];
  readonly case: CaseFacts | null;
  /** Empty where nobody has marked it. */
  readonly secrecy: readonly SecrecyMark[];
  /** Somebody asks to see, copy or get the recording. */
  readonly request: AccessRequest | null;
  /** Number of the report (报备) made before another device was used in place of a camera; null where none is told. */
  readonly emergencyReport: string | null;
  /** What was done was not recorded, or not all of it: null where nobody has said so. */
  readonly notRecorded: NotRecorded | null;
}

export const NO_FACTS: Facts = {
  moments: {},
  flags: [],
  reasons: [],
  approvals: [],
  sourceKind: 'bodyCamera',
  labels: [],
  case: null,
  secrecy: [],
  request: null,
  emergencyReport: null,
  notRecorded: null,
};

/** Whether a flag holds, does not, or nobody has said (null). */
export const flagHolds = (facts: Facts, flag: Flag): boolean | null => {
  const said = facts.flags.filter((f) => f.flag === flag);
  if (said.length === 0) return null;
  return said.some((f) => f.holds);
};

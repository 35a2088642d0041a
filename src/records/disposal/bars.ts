/** What keeps a clip from being disposed of: the rules' bars, and those that follow from the record. */
import type { RetentionVerdict } from '../../policy/retention/retention.js';
import type { Repositories } from '../../store/station-store.js';
import type { RetentionOnRecord } from '../../store/repositories/retention.js';
import { DISPOSAL_BARS } from '../../policy/retention/disposal.js';
import { withArticle } from '../retention/explain.js';

export const RECORD_BARS = [
  ...DISPOSAL_BARS,
  /** It is disposed of already. */
  'disposed',
  /** Another proposal waits for its decision. */
  'alreadyProposed',
  /** Its original is not on the disk, or another file is: that has to be looked into first. */
  'originalMissing',
  'originalAltered',
  /** Verification found something of it that no later run took back: that has to be looked into first. */
  'finding',
] as const;
export type RecordBar = (typeof RECORD_BARS)[number];

export const verdictOf = (row: RetentionOnRecord): RetentionVerdict => ({
  class: row.class,
  until: row.until,
  earliestDisposal: row.earliest,
  reasons: row.reasons,
});

/** Disposed of, and nothing came of it since that would have to be decided on. */
export const isOver = ({ disposals }: Repositories, clip: string): boolean => disposals.among([clip]).size > 0;

/** A verdict as proposals and custody entries keep it. */
export const verdictJson = (row: RetentionOnRecord, rulebook: string) => ({
  rulebook,
  rules: row.rules,
  class: row.class,
  until: row.until,
  earliestDisposal: row.earliest,
  settledUntil: row.floor,
  reasons: row.reasons.map(withArticle),
});

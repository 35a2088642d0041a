/** What retention needs to know, out of what is known of a recording. */
import { localDay } from '../../domain/time.js';
import { isLabelled } from '../deadlines/label-done.js';
import type { LabelRules } from '../deadlines/label-rules.js';
import type { Facts } from '../facts/facts.js';
import type { LegalHold } from './hold.js';
import type { KeptReason } from './kept.js';
import type { RetentionFacts } from './retention.js';

/**
 * @param zone in which the day of the recording is told
 * @param kept `keptBy` of the verdicts before this one; empty for the first
 */
export function retentionFacts(
  facts: Facts,
  labels: LabelRules,
  zone: string,
  holds: readonly LegalHold[],
  kept: readonly KeptReason[],
): RetentionFacts {
  const recorded = facts.moments.recordingEnd ?? facts.moments.recordingStart;
  const closed = facts.moments.caseClosed;
  const latest = facts.labels.at(-1);
  return {
    // What cannot be dated counts from the latest there can be: keeping goes the other way than a limit.
    recordedOn: recorded === undefined ? null : localDay(recorded.within?.notAfter ?? recorded.at, zone),
    timeReliable: recorded?.confidence !== 'unreliable',
    labelled: facts.labels.some((label) => isLabelled(labels, label)),
    // Somebody looked (the camera's key for important footage is no look): named the kind of work, joined it to a case, or said of anything whether it holds.
    classified:
      latest?.fields.category !== undefined ||
      latest?.association != null ||
      facts.case !== null ||
      facts.flags.some((f) => f.source !== 'camera'),
    category: latest?.fields.category ?? null,
    flags: [...new Set(facts.flags.filter((f) => f.holds).map((f) => f.flag))],
    case:
      facts.case === null
        ? null
        : {
            kind: facts.case.kind,
            closedOn: closed === undefined ? null : localDay(closed.at, zone),
            period: facts.case.retention,
          },
    holds,
    kept,
  };
}

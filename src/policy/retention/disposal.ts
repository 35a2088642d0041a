/**
 * When a clip may be disposed of: its time is over, it was proposed, the notice has run, and another person consents.
 * Says what is missing; disposes of nothing.
 */
import { addDays, localDay, type CivilDay, type Instant } from '../../domain/time.js';
import { samePerson } from '../approvals/person.js';
import { basisOf, type Basis } from '../rulebook/cited.js';
import type { RetentionVerdict } from './retention.js';
import type { RetentionRules } from './rules.js';

export interface DisposalProposal {
  readonly by: string;
  readonly at: Instant;
  readonly consent: { readonly by: string; readonly at: Instant } | null;
}

export const DISPOSAL_BARS = [
  'kept',
  'notProposed',
  'proposedTooEarly',
  'notice',
  'noConsent',
  'samePerson',
  'consentTooEarly',
] as const;
export type DisposalBar = (typeof DISPOSAL_BARS)[number];

export interface DisposalVerdict {
  readonly may: boolean;
  readonly bars: readonly DisposalBar[];
  /** The first day on which consent counts; null before there is a proposal. */
  readonly consentFrom: CivilDay | null;
  readonly noticeBasis: Basis;
}

export function mayDispose(
  rules: RetentionRules,
  verdict: RetentionVerdict,
  proposal: DisposalProposal | null,
  now: Instant,
  zone: string,
): DisposalVerdict {
  const today = localDay(now, zone);
  const [proposedOn, consent] = [proposal === null ? null : localDay(proposal.at, zone), proposal?.consent ?? null];
  const consentFrom = proposedOn === null ? null : addDays(proposedOn, rules.noticeDays.value);
  // NEVER sorts after every day.
  const over = (day: CivilDay): boolean => day >= verdict.earliestDisposal;
  const found: (readonly [boolean, DisposalBar])[] = [
    [!over(today), 'kept'],
    [proposal === null, 'notProposed'],
    // Proposed before its time, or before something made it longer: the notice did not say what it should have.
    [proposedOn !== null && !over(proposedOn), 'proposedTooEarly'],
    [consentFrom !== null && today < consentFrom, 'notice'],
    [proposal !== null && consent === null, 'noConsent'],
    [proposal !== null && consent !== null && samePerson(proposal.by, consent.by), 'samePerson'],
    [consent !== null && consentFrom !== null && localDay(consent.at, zone) < consentFrom, 'consentTooEarly'],
  ];
  const bars = found.filter(([is]) => is).map(([, bar]) => bar);
  return { may: bars.length === 0, bars, consentFrom, noticeBasis: basisOf(rules.noticeDays) };
}

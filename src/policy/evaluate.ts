/** Everything a rulebook says of one recording: the whole engine behind one pure function, without a database. */
import { localDay, type Instant } from '../domain/time.js';
import { approvalLadder, type AccessRequest, type Ladder } from './approvals/ladder.js';
import { ACTS, ASKERS, SENSITIVITIES } from './approvals/rules.js';
import { markedRequest } from './approvals/sensitivity.js';
import { evaluateDeadlines } from './deadlines/evaluate.js';
import { judgeNotRecorded, type NotRecordedVerdict } from './continuity/not-recorded.js';
import { lackingDetails, type Lacking } from './details/lacking.js';
import { labelDone } from './deadlines/label-done.js';
import type { LabelField } from './deadlines/label-rules.js';
import type { CalendarContext } from './deadlines/limit.js';
import type { DeadlineVerdict } from './deadlines/verdict.js';
import type { Facts } from './facts/facts.js';
import { gateFromFacts, type GateFromFacts } from './gate/from-facts.js';
import { checkName, type NameCheck } from './names/check.js';
import { nameValues } from './names/from-facts.js';
import type { NameForm } from './names/rules.js';
import { retentionFacts } from './retention/from-facts.js';
import type { LegalHold } from './retention/hold.js';
import type { KeptReason } from './retention/kept.js';
import { retention, type RetentionVerdict } from './retention/retention.js';
import { inForce } from './rulebook/in-force.js';
import type { Rulebook } from './rulebook/schema.js';

export interface Evaluation {
  readonly rulebook: {
    readonly id: string;
    readonly title: string;
    /** Nearest first. */
    readonly extends: readonly string[];
    /** Whether the rulebook is in force on the day of `now`. */
    readonly inForce: boolean;
    /** What it takes from others, and the bureau has to confirm. */
    readonly inherits: Rulebook['inherits'];
  };
  readonly deadlines: readonly DeadlineVerdict[];
  readonly label: {
    readonly doneAt: Instant | null;
    readonly missing: readonly LabelField[];
    readonly lacking: readonly Lacking[];
  };
  /** Null where nobody has said that something was not recorded. */
  readonly notRecorded: NotRecordedVerdict | null;
  readonly name: {
    /** Null where the rulebook has no such name. */
    readonly storage: NameCheck | null;
    /** Null also where the recording belongs to no case. */
    readonly caseItem: NameCheck | null;
  };
  readonly retention: RetentionVerdict;
  readonly gate: GateFromFacts;
  /** For the request among the facts; for all there can be where there is none. */
  readonly approvals: readonly (AccessRequest & Ladder)[];
}

/** For the length of a name, where the recording's own extension is not known. */
const EXTENSION = 'mp4';

/** What a caller with a record knows beyond the facts. */
export interface OnRecord {
  readonly holds: readonly LegalHold[];
  readonly kept: readonly KeptReason[];
}

export function evaluate(
  rulebook: Rulebook,
  facts: Facts,
  now: Instant,
  calendar: CalendarContext,
  { holds, kept }: OnRecord = { holds: [], kept: [] },
): Evaluation {
  const { id, title, inherits } = rulebook;
  const named = (form: NameForm | null): NameCheck | null =>
    form && checkName(form, rulebook.naming, nameValues(form, facts), EXTENSION);
  const storage = named(rulebook.naming.storage);
  return {
    rulebook: {
      id,
      title,
      extends: rulebook.extends,
      inForce: inForce(rulebook, localDay(now, calendar.zone)),
      inherits,
    },
    deadlines: evaluateDeadlines(rulebook, facts, now, calendar),
    label: {
      ...labelDone(rulebook.label, facts.labels),
      lacking: lackingDetails(rulebook.label, facts.labels.at(-1)),
    },
    notRecorded: judgeNotRecorded(rulebook.continuity, facts.notRecorded),
    name: {
      storage,
      caseItem: facts.case === null ? null : named(rulebook.naming.caseItem),
    },
    retention: retention(rulebook.retention, retentionFacts(facts, rulebook.label, calendar.zone, holds, kept)),
    gate: gateFromFacts(rulebook, facts, storage),
    approvals: requestsFor(facts).map((request) => ({ ...request, ...approvalLadder(rulebook.approvals, request) })),
  };
}

const requestsFor = ({ request, secrecy }: Facts): readonly AccessRequest[] =>
  request !== null
    ? [markedRequest(secrecy, request)]
    : ALL_REQUESTS.filter(({ sensitivity }) => secrecy.length === 0 || sensitivity === 'secret');

const ALL_REQUESTS: readonly AccessRequest[] = ASKERS.flatMap((asker) =>
  SENSITIVITIES.flatMap((sensitivity) => ACTS.map((act) => ({ asker, sensitivity, act }))),
);

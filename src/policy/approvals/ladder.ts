/** Whose consent a request takes, in which order, and how far it has come. */
import type { Instant } from '../../domain/time.js';
import { basisOf, type Basis } from '../rulebook/cited.js';
import { samePerson } from './person.js';
import type { Act, ApprovalEntry, ApprovalRules, ApprovalStep, Asker, Sensitivity } from './rules.js';

export interface AccessRequest {
  readonly asker: Asker;
  readonly sensitivity: Sensitivity;
  readonly act: Act;
}

export interface Ladder {
  /** In order. Empty where the request is refused. */
  readonly steps: readonly ApprovalStep[];
  readonly refused: boolean;
  /** The text does not speak of such a request: this is the longest ladder it knows, as the safe reading. */
  readonly byDefault: boolean;
  readonly basis: Basis;
  readonly register: ApprovalRules['register']['value'];
  readonly registerBasis: Basis;
}

export function approvalLadder(rules: ApprovalRules, request: AccessRequest): Ladder {
  const rows: readonly ApprovalEntry[] = [...(rules.added ?? []), ...rules.matrix];
  const entry = rows.find((e) => fits(e, request));
  const chosen = entry ?? longest(rules.matrix);
  const outcome = chosen?.outcome.value;
  return {
    steps: outcome !== undefined && 'steps' in outcome ? outcome.steps : [],
    // Without a ladder nobody may consent; the schema sees to it that there is one.
    refused: outcome === undefined || 'refuse' in outcome,
    byDefault: entry === undefined,
    basis: chosen === undefined || entry === undefined ? NO_BASIS : basisOf(entry.outcome),
    register: rules.register.value,
    registerBasis: basisOf(rules.register),
  };
}

const NO_BASIS: Basis = { article: null, phrase: null, of: null };

const fits = (entry: ApprovalEntry, { asker, sensitivity, act }: AccessRequest): boolean =>
  entry.askers.includes(asker) && entry.sensitivities.includes(sensitivity) && entry.acts.includes(act);

const stepCount = ({ outcome: { value } }: ApprovalEntry): number => ('steps' in value ? value.steps.length : 0);

/** Of equally long ones the last: a matrix goes from the ordinary to the sensitive. */
const longest = (matrix: readonly ApprovalEntry[]): ApprovalEntry | undefined =>
  matrix.reduce<ApprovalEntry | undefined>(
    (a, b) => (a === undefined || stepCount(b) >= stepCount(a) ? b : a),
    undefined,
  );

/** What one person did about a request. */
export interface GivenStep {
  readonly role: ApprovalStep['role'];
  readonly by: string;
  readonly at: Instant;
  readonly agrees: boolean;
  /** Number of the signed form, where one was signed. */
  readonly form: string | null;
}

export type LadderFault = 'outOfOrder' | 'samePerson' | 'formMissing' | 'beforeTheOneBefore' | 'afterTheEnd';

export interface LadderState {
  readonly state: 'refused' | 'waiting' | 'complete' | 'invalid';
  /** Whose turn it is; null where it is nobody's. */
  readonly next: ApprovalStep | null;
  /** What is wrong with the steps given, by their place; empty unless `invalid`. */
  readonly faults: readonly { readonly index: number; readonly fault: LadderFault }[];
}

/**
 * @param given in the order in which they were given
 * @param asker who asks, as a person: nobody consents to his own request
 */
export function ladderState(ladder: Ladder, given: readonly GivenStep[], asker: string): LadderState {
  if (ladder.refused) return { state: 'refused', next: null, faults: [] };
  const faults = given.flatMap((g, index) => {
    const fault = faultOf(ladder.steps, given, index, asker);
    return fault === null ? [] : [{ index, fault }];
  });
  if (faults.length > 0) return { state: 'invalid', next: null, faults };
  if (given.some((g) => !g.agrees)) return { state: 'refused', next: null, faults };
  const next = ladder.steps[given.length] ?? null;
  return { state: next === null ? 'complete' : 'waiting', next, faults };
}

function faultOf(
  steps: readonly ApprovalStep[],
  given: readonly GivenStep[],
  index: number,
  asker: string,
): LadderFault | null {
  const [step, mine, before] = [steps[index], given[index], given.slice(0, index)];
  if (mine === undefined) return null;
  if (step === undefined || before.some((b) => !b.agrees)) return 'afterTheEnd';
  if (step.role !== mine.role) return 'outOfOrder';
  if (consents(step) && samePerson(asker, mine.by)) return 'samePerson';
  // One person holding two offices still counts once: the second look has to be another's.
  if (
    consents(step) &&
    before.some((b, i) => samePerson(b.by, mine.by) && steps[i] !== undefined && consents(steps[i]))
  )
    return 'samePerson';
  if (step.form !== null && mine.agrees && mine.form === null) return 'formMissing';
  return before.some((b) => b.at > mine.at) ? 'beforeTheOneBefore' : null;
}

const consents = ({ does }: ApprovalStep): boolean => does === 'review' || does === 'approve' || does === 'signForm';

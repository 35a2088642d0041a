/** Whether the original of an archived clip may leave the station's own disk; what keeps it there otherwise. Pure. */
import type { ClearBar } from '../../domain/clear.js';
import { addMs, type Instant } from '../../domain/time.js';

export interface ClearFacts {
  readonly disposed: boolean;
  readonly cleared: boolean;
  /** What keeps it from the archive; null where that was never judged. */
  readonly gate: readonly string[] | null;
  readonly labelled: boolean;
  readonly stateSecret: boolean;
  readonly held: boolean;
  /** Of the case it is in; null where it is in none. */
  readonly case: 'open' | 'closed' | null;
  readonly findings: number;
  readonly problem: 'originalMissing' | 'originalAltered' | null;
  readonly proposed: boolean;
  readonly describing: boolean;
  readonly previewDue: boolean;
  readonly shared: boolean;
  /** When it was stored, or last brought back because somebody wanted it here. */
  readonly hereSince: Instant;
  /** Every archive that is configured has it, and one is proven to. */
  readonly archived: boolean;
}

export interface ClearRules {
  /** The rulebook's word on footage of cases. */
  readonly caseCopy: boolean;
  /** So long everything stays. */
  readonly keepDays: number;
}

const DAY_MS = 86_400_000;

/** @returns nothing where it may go */
export function mayClear(rules: ClearRules, facts: ClearFacts, now: Instant): readonly ClearBar[] {
  const bars: readonly (readonly [ClearBar, boolean])[] = [
    ['disposed', facts.disposed],
    ['cleared', facts.cleared],
    ['gate', facts.gate === null || facts.gate.length > 0],
    ['label', !facts.labelled],
    ['stateSecret', facts.stateSecret],
    ['hold', facts.held],
    ['openCase', facts.case === 'open'],
    ['caseCopy', facts.case !== null && rules.caseCopy],
    ['finding', facts.findings > 0],
    ['originalMissing', facts.problem === 'originalMissing'],
    ['originalAltered', facts.problem === 'originalAltered'],
    ['proposed', facts.proposed],
    ['describing', facts.describing],
    ['preview', facts.previewDue],
    ['shared', facts.shared],
    ['young', addMs(facts.hereSince, rules.keepDays * DAY_MS) > now],
    ['notArchived', !facts.archived],
  ];
  return bars.flatMap(([bar, is]) => (is ? [bar] : []));
}

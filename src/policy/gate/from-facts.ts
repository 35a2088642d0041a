/** The sync gate of a facts document, which knows the recording and not the station: what it cannot say stays unknown. */
import { labelDone } from '../deadlines/label-done.js';
import type { LabelRules } from '../deadlines/label-rules.js';
import type { Facts } from '../facts/facts.js';
import type { NameCheck } from '../names/check.js';
import { syncGate, type GateBar, type GateRulebook } from './sync-gate.js';

export interface GateFromFacts {
  /** Never true: whether the original is still as it was stored is not in a document. Null: nothing that is told is missing. */
  readonly may: false | null;
  readonly missing: readonly GateBar[];
  /** What the gate asks and the document does not say. */
  readonly unknown: readonly GateUnknown[];
}

export const GATE_UNKNOWNS = ['notVerified', 'altered', 'emergencyReport'] as const;
export type GateUnknown = (typeof GATE_UNKNOWNS)[number];

/** @param name of the canonical name, where the rulebook has one */
export function gateFromFacts(
  rulebook: GateRulebook & { readonly label: LabelRules },
  facts: Facts,
  name: NameCheck | null,
): GateFromFacts {
  const { missing } = syncGate(rulebook, {
    state: 'verified',
    readBack: 'direct',
    altered: false,
    disposed: false,
    secrecy: facts.secrecy,
    label: labelDone(rulebook.label, facts.labels),
    name,
    sourceKind: facts.sourceKind,
    emergencyReport: facts.emergencyReport,
  });
  // That the number of a report is not told is not that none was made.
  const barred = missing.filter((bar) => bar.what !== 'emergencyReport');
  const unknown = GATE_UNKNOWNS.filter((what) =>
    what === 'notVerified'
      ? facts.moments.uploadedAt === undefined
      : what === 'altered' || barred.length < missing.length,
  );
  return { may: barred.length > 0 ? false : null, missing: barred, unknown };
}

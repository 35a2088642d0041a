/** The one answer to: may this clip go to the archive, and if not, what is missing? */
import type { ClipState, ReadBack } from '../../domain/clip.js';
import type { LabelDone } from '../deadlines/label-done.js';
import type { LabelField } from '../deadlines/label-rules.js';
import type { SecrecyMark, SourceKind } from '../facts/vocabulary.js';
import type { NameCheck, NameProblem } from '../names/check.js';
import type { NamingRules } from '../names/rules.js';
import { basisOf, type Basis } from '../rulebook/cited.js';
import type { GateRules } from './rules.js';

export interface GateFacts {
  readonly state: ClipState;
  readonly readBack: ReadBack;
  /** A check found its bytes or its records other than they were stored, or not at all. */
  readonly altered: boolean;
  readonly label: LabelDone;
  /** Of the canonical name; null where nobody has given the parts of one. */
  readonly name: NameCheck | null;
  readonly sourceKind: SourceKind;
  /** Number of the report (报备) made before another device was used. */
  readonly emergencyReport: string | null;
  readonly secrecy: readonly SecrecyMark[];
  /** It was disposed of: there is nothing left to send. */
  readonly disposed: boolean;
}

/** What can be missing, as `GateBar` tells it. */
export const GATE_BARS = [
  'disposed',
  'altered',
  'notVerified',
  'label',
  'name',
  'emergencyReport',
  'stateSecret',
] as const;

export type GateBar =
  | { readonly what: 'disposed' | 'altered' | 'notVerified'; readonly basis: null }
  | { readonly what: 'label'; readonly missing: readonly LabelField[]; readonly basis: Basis }
  /** `problems` is empty where no name was given at all. */
  | { readonly what: 'name'; readonly problems: readonly NameProblem[]; readonly basis: Basis }
  | { readonly what: 'emergencyReport' | 'stateSecret'; readonly basis: Basis };

export interface GateVerdict {
  readonly may: boolean;
  readonly missing: readonly GateBar[];
}

export interface GateRulebook {
  readonly gate: GateRules;
  readonly naming: NamingRules;
}

/** Devices that stand in for a camera in an emergency (工作手机或其他摄录设备); a fixed camera does not. */
const STAND_INS: ReadonlySet<SourceKind> = new Set(['phone', 'camcorder', 'stillCamera', 'audioRecorder']);

export function syncGate({ gate, naming }: GateRulebook, facts: GateFacts): GateVerdict {
  if (facts.disposed) return { may: false, missing: [{ what: 'disposed', basis: null }] };
  const missing: GateBar[] = [];
  if (facts.altered) missing.push({ what: 'altered', basis: null });
  if (facts.state !== 'verified' || facts.readBack === 'none') missing.push({ what: 'notVerified', basis: null });
  if (gate.label.value && facts.label.doneAt === null) {
    missing.push({ what: 'label', missing: facts.label.missing, basis: basisOf(gate.label) });
  }
  if (gate.name.value && naming.storage !== null && facts.name?.name == null) {
    missing.push({ what: 'name', problems: facts.name?.problems ?? [], basis: basisOf(gate.name) });
  }
  if (gate.emergencyReport.value && STAND_INS.has(facts.sourceKind) && (facts.emergencyReport ?? '').trim() === '') {
    missing.push({ what: 'emergencyReport', basis: basisOf(gate.emergencyReport) });
  }
  if (gate.stateSecret.value && facts.secrecy.includes('stateSecret')) {
    missing.push({ what: 'stateSecret', basis: basisOf(gate.stateSecret) });
  }
  return { may: missing.length === 0, missing };
}

/** Taking files off a camera: the proof it needs, what keeps a file there, what may come of trying. */
import type { ArchiveLack } from './archived.js';

declare const eraseProofBrand: unique symbol;
/**
 * Proof that a file may be taken off its camera: that its content is kept elsewhere, as the policy of the station asks.
 * Only `archive/erase/decide.ts` makes one, so no other code path can reach an erase.
 */
export interface EraseProof {
  readonly [eraseProofBrand]: 'made by archive only';
  /** Of the file as it is kept. */
  readonly bytes: number;
  /** Hex, lower case. */
  readonly sha256: string;
}

/** What must have happened before a file may leave its camera: nothing is enough, stored and read back, or archived. */
export const ERASE_POLICIES = ['never', 'afterVerified', 'afterArchived'] as const;
export type ErasePolicy = (typeof ERASE_POLICIES)[number];

/** Who allowed it once for all: without one nothing is ever erased. */
export interface StandingAuthorisation {
  readonly by: string;
  /** `2026-11-21` */
  readonly on: string;
  /** Of the document it stands in; null where none is named. */
  readonly reference: string | null;
}

export const ERASE_BARS = [
  /** The policy of the station is to erase nothing. */
  'never',
  /** Nobody has authorised it. */
  'notAuthorised',
  /** A folder named by hand, or a drop folder. */
  'noCamera',
  /** The camera's kind is not known to erase what it is asked to. */
  'cannot',
  /** Its volume is mounted read-only. */
  'readOnly',
  /** Erasing failed on this camera, or of this file, so often that a person has to ask again. */
  'leftAlone',
  /** What became of an earlier try is not known yet. */
  'unsettled',
  /** It did not come onto the station from here. */
  'notStored',
  /** Not this very file was read: another size, another time, another content. */
  'otherFile',
  /** What lies beside it on the camera is not on the station. */
  'sidecarMissing',
  /** The camera protects it. */
  'locked',
  /** Whether the camera protects it is not known. */
  'lockUnknown',
  'held',
  /** Verification found something of it that is not settled. */
  'finding',
  'disposed',
  /** Not read back from the station's disk. */
  'notVerified',
  'notArchived',
  /** A file beside a clip that stays. */
  'clipStays',
] as const;
export type EraseBarKind = (typeof ERASE_BARS)[number];

export interface EraseBar {
  readonly what: EraseBarKind;
  /** Of `notArchived`: what is lacking. Else empty. */
  readonly lacking: readonly ArchiveLack[];
}

/** On what ground it may go. */
export type EraseBasis = Exclude<ErasePolicy, 'never'>;

/** Whether a camera can be erased from, as it was opened: its driver and model do, or do not, or its volume is mounted read-only. */
export type Erasable = 'yes' | 'no' | 'readOnly';

/** `still_there`, `gone`: what a later listing showed of a try whose outcome was not known. */
export const ERASE_OUTCOMES = ['erased', 'refused', 'unconfirmed', 'gone', 'still_there'] as const;
export type EraseOutcome = (typeof ERASE_OUTCOMES)[number];

/** What a visit took off its camera, and why the rest stayed. */
export interface EraseTally {
  readonly erased: number;
  readonly bytesErased: number;
  /** Stored clips and their sidecars that stayed. */
  readonly left: number;
  /** Of those: tried, and refused by the camera or not confirmed. */
  readonly failed: number;
  /** Why they stayed, the most frequent first. */
  readonly why: readonly { readonly what: EraseBarKind | 'failed'; readonly files: number }[];
}

/** What would become of one file of a camera that stands in the dock. */
export interface ErasePlanFile {
  readonly path: string;
  readonly bytes: number;
  readonly clip: string | null;
  /** Why it stays; null where it would be taken off. */
  readonly bar: EraseBar | null;
}

export interface ErasePlan {
  readonly slot: string;
  readonly visit: string;
  readonly camera: string | null;
  readonly policy: ErasePolicy;
  readonly authorised: StandingAuthorisation | null;
  readonly files: readonly ErasePlanFile[];
  /** Whether the card has more than are told of. */
  readonly more: boolean;
}

/** The station's own disk: why an original leaves it, and what keeps one there. */
/** `restored`: the station came back from its archive, and this original stayed there. */
export const CLEAR_REASONS = ['space', 'age', 'restored'] as const;
export type ClearReason = (typeof CLEAR_REASONS)[number];

export const CLEAR_BARS = [
  'disposed',
  'cleared',
  /** Something keeps it from the archive, or it was never judged. */
  'gate',
  'label',
  'stateSecret',
  'hold',
  /** Its case is not closed. */
  'openCase',
  /** The regulation wants the handling unit to keep its own copy of a case's footage. */
  'caseCopy',
  'finding',
  'originalMissing',
  'originalAltered',
  /** A proposal to dispose of it waits for its decision. */
  'proposed',
  /** Its content is still to be read, or a preview of it is being made. */
  'describing',
  'preview',
  /** The same content came beside a clip as well: it is needed there. */
  'shared',
  /** Stored, or brought back, less long ago than the station keeps everything. */
  'young',
  /** Something of it waits for an archive, or no archive is proven to have it. */
  'notArchived',
  /** The archive was asked and does not confirm it: not there, other bytes, or not locked as it should be. */
  'notConfirmed',
] as const;
export type ClearBar = (typeof CLEAR_BARS)[number];

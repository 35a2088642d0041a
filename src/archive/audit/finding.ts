/** What an audit of an archive may find. The codes are those of `verify.py` wherever both look at the same thing. */

export const ARCHIVE_FINDINGS = [
  // a station's log, as it was shown
  'checkpoint.unreadable',
  'checkpoint.signature',
  'checkpoint.misnamed',
  'checkpoint.missing',
  'checkpoint.fork',
  'checkpoint.rollback',
  'checkpoint.inconsistent',
  /** What was witnessed, by a receipt in the archive or by what the witness remembers, is not there any more. */
  'checkpoint.removed',
  'receipt.signature',
  /** The key the archive holds of a station is not the one that was given. */
  'key.other',
  /** A key was given, and no station in the archive has it. */
  'key.unknown',
  // records, and the entries in them
  'record.malformed',
  'record.misplaced',
  'record.chain',
  'record.altered',
  'record.removed',
  'record.payload',
  'entry.malformed',
  'entry.order',
  'entry.other',
  'entry.proof',
  // objects
  'file.altered',
  'file.unreadable',
  'file.unexpected',
] as const;
export type ArchiveFindingKind = (typeof ARCHIVE_FINDINGS)[number];

export interface ArchiveFinding {
  readonly kind: ArchiveFindingKind;
  /** A key of the archive, or the file that was given. */
  readonly subject: string;
  readonly detail: string;
}

/** Findings that speak against a station's log. What the archive itself lost or spoiled says nothing against the station. */
export const isAboutLog = ({ kind }: ArchiveFinding): boolean => !kind.startsWith('file.') && kind !== 'record.payload';

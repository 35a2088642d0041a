/** What `bwc verify` can find. Each names exactly what it is about. */
export const FINDING_KINDS = [
  /** The database itself cannot be read through. */
  'database.damaged',
  /** An original that is on record is not on the disk. */
  'original.missing',
  /** An original's bytes are not the ones that were recorded. */
  'original.altered',
  /** It was disposed of and is there all the same. */
  'original.disposed',
  /** It was cleared from the disk, is at an archive, and is there all the same. */
  'original.cleared',
  /** An archive that should have an original does not, or has other bytes. */
  'archive.missing',
  'archive.altered',
  /** The disk does not return the bytes. */
  'original.unreadable',
  /** A file among the originals that is not on record. */
  'original.unexpected',
  /** A custody entry is missing, altered or out of order. */
  'custody.chain',
  /** A hash of the Merkle tree is not what the entries give. */
  'custody.tree',
  /** A checkpoint is not signed by the station, or says another root or size. */
  'custody.checkpoint',
  /** The log is not the one that an archive signed a receipt for. */
  'custody.witness',
  /** A row says something else than its custody entry. */
  'row.altered',
  /** A custody entry speaks of a row that is not there. */
  'row.missing',
  /** A row that no custody entry speaks of. */
  'row.unexpected',
] as const;

export type FindingKind = (typeof FINDING_KINDS)[number];

export interface Finding {
  readonly kind: FindingKind;
  /** A stored path, a clip id, `entry 12`, `checkpoint 40`. */
  readonly subject: string;
  /** Plain words: what was expected and what was found. */
  readonly detail: string;
}

/** What may be lacking before a clip counts as archived: the words of the proof in `archive/archived.ts`. */
export const ARCHIVE_LACKS = [
  /** No archive is configured that would have to hold it. */
  'noArchive',
  /** Nothing was ordered there. */
  'notOrdered',
  /** It was ordered and is not done yet. */
  'notDone',
  /** The archive refuses it for ever. */
  'refused',
  /** What was sent is not what the station has on record. */
  'otherContent',
  /** Not locked as the archive is configured to lock. */
  'notLocked',
  /** The lock that is on record is over. */
  'lockOver',
  /** Its bytes were not read back in full. */
  'notReadBack',
  /** The custody log has no entry that says so, of this archive. */
  'notLogged',
  /** The archive has not been shown a checkpoint that covers the entry. */
  'notShown',
  /** The archive holds another log than the station's. */
  'logRefused',
  /** The archive was found not to hold to what it has to. */
  'unfit',
  /** A later look at what lies there found it not to be as it was, and none since found it whole. */
  'finding',
  /** The archive's witness has signed no receipt that covers the entry. */
  'noReceipt',
] as const;

export type ArchiveLackKind = (typeof ARCHIVE_LACKS)[number];
export type ArchivedPart = 'original' | 'sidecar' | 'record';

export interface ArchiveLack {
  readonly what: ArchiveLackKind;
  /** Name of the archive; null where none is configured. */
  readonly target: string | null;
  /** What of the clip it is about; null for the archive as a whole. */
  readonly part: ArchivedPart | null;
  /** Of a sidecar: its digest. Of a record: its version. Else null. */
  readonly which: string | null;
}

/** The acts that the custody log records (SH-22, SP-28, TJ-01, TJ-25). Names are never reused for another meaning. */
export const CUSTODY_KINDS = [
  'station.initialised',
  'station.started',
  'station.stopped',
  'camera.refused',
  'camera.clock_set',
  'camera.clock_not_set',
  'visit.opened',
  'visit.identified',
  'visit.checked',
  'visit.listed',
  'visit.interrupted',
  'visit.resumed',
  'visit.closed',
  'clip.stored',
  'clip.already_known',
  'clip.failed',
  'clip.described',
  'clip.grouped',
  'sidecar.stored',
  'original.recovered',
  'staging.discarded',
  'alarm.raised',
  'alarm.cleared',
  'priority.set',
  /** Somebody stopped a visit; had a slot read again; said where a file in a drop folder comes from. */
  'visit.cancelled',
  'slot.retried',
  'drop.noted',
  'store.verified',
  'fact.stated',
  'hold.placed',
  /** A clip came under a hold on its activity or its case. */
  'hold.reached',
  'hold.release_asked',
  'hold.release_refused',
  'hold.released',
  'approval.recorded',
  'approval.withdrawn',
  /** Something more keeps a clip, or keeps it longer, and will from now on. */
  'retention.decided',
  /** A proposal with its notice; then one entry for each clip of it, of this and of every later step. */
  'disposal.listed',
  'disposal.proposed',
  'disposal.decided',
  'disposal.refused',
  'disposal.barred',
  'disposal.approved',
  'clip.disposed',
  /** A camera still holds what was disposed of: it is recognised and not taken in again. */
  'clip.seen_disposed',
  /** A clip on record brought a content again whose file had been removed with another clip. */
  'content.returned',
  'activity.put',
  'activity.joined',
  'activity.left',
  'case.put',
  'case.joined',
  'case.left',
  'label.put',
  'name.given',
  'camera.checked',
  'camera.issued',
  'camera.returned',
  'camera.lost',
  'camera.found',
  'camera.faulty',
  'camera.repaired',
  'deadline.consented',
  'interruption.explained',
  /** Verification found something of a clip; a later run found it no more. */
  'finding.recorded',
  'finding.settled',
  'unit.put',
  'person.put',
  'camera.put',
  /** Many rows at once; each has an entry of its own before this one. */
  'table.imported',
  'table.exported',
  /** A list of what a search found left the station; the entry comes before its first byte. */
  'list.exported',
  /** A one-time code was made; the entry does not hold it. */
  'person.code_made',
  'person.password_set',
  'session.started',
  /** The signed-in person gave the password again, for acts that want it. */
  'session.confirmed',
  /** The session became a screen that shows the dock and nothing else. */
  'session.wall',
  'session.ended',
  'session.refused',
  /** Somebody looked at a clip: at its page, its preview or its footage. */
  'clip.viewed',
  /** A record of a clip was built for the archive: its version and digest. */
  'archive.record',
  /** An archive signed that it has seen the log up to here. */
  'archive.receipt',
  /** What is on record of a clip left the station as a document. */
  'clip.exported',
  /** A clip left the station with its visit: the original, its record and what proves them. */
  'clip.handed_over',
  /** Whole at an archive: locked there and read back. */
  'clip.archived',
  'sidecar.archived',
  'record.archived',
  /** It is kept for longer than was known: what lies there is locked for longer as well. */
  'archive.lock_renewed',
  /** An archive would refuse it for ever; a person had it tried again. */
  'archive.order_refused',
  'archive.order_again',
  'archive.checkpoint_shown',
  /** The archive holds another log than the station's. */
  'archive.checkpoint_refused',
  'archive.sync_asked',
  /** A file is about to be taken off its camera: with the proof, and who authorised it; then what came of it. */
  'clip.erase_begun',
  'clip.erased',
  'clip.erase_refused',
  'clip.erase_unconfirmed',
  /** A later listing showed what had become of a try whose outcome was not known. */
  'clip.erase_settled',
  /** The erasing of a visit ended. */
  'visit.erased',
  /** A camera on which erasing had failed too often is to be tried again. */
  'camera.erase_again',
  /** From now on, whose receipts are taken from where: the witness's key as it was configured. */
  'archive.witness_set',
  /** A receipt was found that does not hold, or is for another log than the station's. */
  'archive.receipt_refused',
  /** A backup of the station was made; it is whole at an archive. */
  'backup.made',
  'backup.archived',
  /** This station came back from a backup: from which, and what is known to be lost. */
  'station.restored',
  /** The archive holds a record of a clip that is newer than the backup. */
  'archive.record_found',
  /** A share of what is archived was read back once more. */
  'archive.audited',
  /** What is archived is not as it was; a later read found it whole. */
  'archive.finding',
  'archive.finding_settled',
  /** What an archive was found to hold to. */
  'archive.probed',
  /** An archive has it, confirmed just before: its file leaves the station's own disk. */
  'clip.cleared',
  /** It lies on the station's disk again: fetched from the archive, or kept after all. */
  'clip.local_again',
  /** Somebody took the original out as a file. */
  'clip.original_taken',
  /** Somebody asked for the disk to be cleared now. */
  'clear.asked',
  /** The description of a visit lies at an archive: what it brought, the records, the entries and what proves them. */
  'bag.archived',
  /** Footage in it is kept for longer than was known: the bag is locked for longer as well. */
  'bag.lock_renewed',
] as const;

export type CustodyKind = (typeof CUSTODY_KINDS)[number];

export const ALARM_KINDS = [
  'serial.duplicate',
  /** The newest file is younger than the station's now: the camera's clock runs ahead. */
  'camera.clock_ahead',
  /** Another camera came back in a slot than the one that was sent to become a disk. */
  'camera.other',
  /** What the rulebook asks for before use is not so. */
  'camera.unfit',
  'disk.reserve_reached',
  'disk.write_failed',
  'visit.crashed',
  'store.finding',
  'store.orphan_original',
  /** Files of a clip whose disposal was approved could not be removed. */
  'disposal.unfinished',
  'media.unavailable',
  'archive.unreachable',
  /** An archive refuses something for ever. */
  'archive.refused',
  /** Something waits for its archive for too long. */
  'archive.waiting',
  /** Something was to be taken off a camera and could not be. */
  'camera.not_erased',
  /** The station's log is not the one that was shown to the archive before. */
  'archive.log_changed',
  /** No receipt came for too long: what was logged since rests on the station's own signature. */
  'archive.receipt_overdue',
  /** No copy in another place is as new as the rulebook asks. */
  'archive.offsite_late',
  /** The station's own backup could not be made or sent. */
  'backup.failed',
  /** What this station was restored from did not hold everything. */
  'restore.incomplete',
  /** An archive has no room. */
  'archive.full',
  /** Something that is archived is not as it was. */
  'archive.copy_bad',
  /** The same, and no other whole copy is known. */
  'archive.copy_lost',
  /** An archive does not hold to what it has to: nothing counts as archived there. */
  'archive.unfit',
  /** What an archive has of an original that was cleared here, or was to be, is not the original. */
  'archive.altered',
] as const;

export type AlarmKind = (typeof ALARM_KINDS)[number];

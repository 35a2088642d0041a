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
  /** Whole at an archive: locked there and read back. */
  'clip.archived',
  'sidecar.archived',
  'record.archived',
  /** An archive would refuse it for ever; a person had it tried again. */
  'archive.order_refused',
  'archive.order_again',
  'archive.checkpoint_shown',
  /** The archive holds another log than the station's. */
  'archive.checkpoint_refused',
  'archive.sync_asked',
  /** A share of what is archived was read back once more. */
  'archive.audited',
  /** What is archived is not as it was; a later read found it whole. */
  'archive.finding',
  'archive.finding_settled',
  /** What an archive was found to hold to. */
  'archive.probed',
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
  /** The station's log is not the one that was shown to the archive before. */
  'archive.log_changed',
  /** An archive has no room. */
  'archive.full',
  /** Something that is archived is not as it was. */
  'archive.copy_bad',
  /** The same, and no other whole copy is known. */
  'archive.copy_lost',
  /** An archive does not hold to what it has to: nothing counts as archived there. */
  'archive.unfit',
] as const;

export type AlarmKind = (typeof ALARM_KINDS)[number];

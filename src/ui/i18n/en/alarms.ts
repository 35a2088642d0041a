import type { ALARMS as ZH } from '../zh/alarms.js';

export const ALARMS: Readonly<Record<keyof typeof ZH, string>> = {
  'alarm.serial.duplicate': 'Two cameras have one serial',
  'alarm.camera.clock_ahead': 'A camera’s clock runs ahead',
  'alarm.camera.other': 'Another camera stands in the slot',
  'alarm.camera.unfit': 'A camera is not fit for use',
  'alarm.disk.reserve_reached': 'The disk is full: copying has stopped',
  'alarm.disk.write_failed': 'Writing to the disk failed',
  'alarm.visit.crashed': 'Reading a camera failed again and again',
  'alarm.store.finding': 'The verification found something',
  'alarm.store.orphan_original': 'A file is not on record',
  'alarm.disposal.unfinished': 'Files approved for disposal could not be removed',
  'alarm.media.unavailable': 'Videos cannot be looked into',
  'alarm.archive.unreachable': 'An archive cannot be used',
  'alarm.archive.refused': 'An archive refuses a file',
  'alarm.archive.waiting': 'Footage has waited for the archive for too long',
  'alarm.archive.log_changed': 'The log is not the one the archive was shown',
  'alarm.archive.full': 'An archive is full',
  'alarm.archive.copy_bad': 'A copy at the archive is not as it was',
  'alarm.archive.copy_lost': '⚠ THE ONLY COPY IS DAMAGED OR GONE: act now',
  'alarm.archive.unfit': 'An archive does not hold to what it has to: nothing counts as archived there',
  'alarm.other': 'Another alarm',
};

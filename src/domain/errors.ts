/**
 * Every failure a person can meet carries a stable code. The code is what is read over the phone, matched by scripts
 * and looked up in `src/i18n/errors/` for what happened, what it means for the evidence and what to do.
 */
export const ERROR_CODES = [
  // the command line and the configuration
  'bwc.usage',
  'bwc.config.invalid',
  'bwc.config.missing',
  // the data directory
  'bwc.data.missing',
  'bwc.data.exists',
  'bwc.data.half_initialised',
  'bwc.data.version',
  'bwc.data.locked',
  'bwc.data.not_writable',
  'bwc.data.durability',
  'bwc.data.corrupt',
  // the daemon
  'bwc.daemon.unreachable',
  'bwc.internal',
  // people, and who may do what
  'bwc.access.signed_out',
  'bwc.access.credentials',
  'bwc.access.throttled',
  'bwc.access.forbidden',
  'bwc.access.confirm',
  'bwc.access.origin',
  'bwc.access.code',
  'bwc.access.password',
  'bwc.person.login_taken',
  'bwc.person.last_administrator',
  'bwc.unit.name_taken',
  'bwc.unit.circle',
  'bwc.unit.closed',
  // tables that come in as spreadsheets
  'bwc.table.unreadable',
  'bwc.table.too_large',
  'bwc.table.formula',
  'bwc.table.columns',
  'bwc.table.cell',
  'bwc.table.duplicate',
  'bwc.table.refused',
  'bwc.table.changed',
  // lists that leave the station
  'bwc.list.too_long',
  // documents to print
  'bwc.print.no_font',
  'bwc.print.failed',
  'bwc.print.busy',
  // cameras and their media
  'bwc.device.refused',
  'bwc.device.ambiguous',
  'bwc.device.profile_invalid',
  'bwc.device.gone',
  'bwc.device.changed',
  'bwc.device.read_error',
  'bwc.device.busy',
  'bwc.device.unconfirmed',
  'bwc.device.timeout',
  'bwc.device.unsupported',
  'bwc.device.listing_failed',
  'bwc.device.protocol',
  'bwc.device.erase_refused',
  'bwc.device.erase_unconfirmed',
  // cameras that are first talked to and then become a disk (GA/T 947.4)
  'bwc.device.connect_failed',
  'bwc.device.credential_missing',
  'bwc.device.password_refused',
  'bwc.device.clock_refused',
  'bwc.device.switch_refused',
  'bwc.device.value_unencodable',
  'bwc.device.other_camera',
  // one clip's way to the disk
  'bwc.ingest.source_missing',
  'bwc.ingest.source_changed',
  'bwc.ingest.short_read',
  'bwc.ingest.impossible_size',
  'bwc.ingest.disk_full',
  'bwc.ingest.reserve_reached',
  'bwc.ingest.write_error',
  'bwc.ingest.fsync_failed',
  'bwc.ingest.readback_mismatch',
  'bwc.ingest.publish_conflict',
  'bwc.ingest.visit_crashed',
  'bwc.ingest.cancelled',
  // what can be read out of a clip
  'bwc.media.sandbox_unavailable',
  'bwc.media.unreadable',
  'bwc.media.no_preview',
  'bwc.media.range',
  // working days, names, holds and consents
  'bwc.calendar.invalid',
  'bwc.name.empty_part',
  'bwc.name.illegal_character',
  'bwc.name.separator',
  'bwc.name.number_like',
  'bwc.name.not_normalised',
  'bwc.name.edge_character',
  'bwc.name.reserved',
  'bwc.name.too_long',
  'bwc.name.not_a_date',
  'bwc.name.not_an_ordinal',
  'bwc.name.part_count',
  'bwc.hold.state',
  'bwc.approval.same_person',
  'bwc.approval.role',
  'bwc.approval.withdrawn',
  'bwc.disposal.done',
  'bwc.disposal.decided',
  'bwc.disposal.notice',
  // the custody log and the store
  'bwc.custody.regression',
  'bwc.custody.key_missing',
  'bwc.custody.key_mismatch',
  'bwc.custody.chain_broken',
  'bwc.store.original_altered',
  'bwc.store.not_found',
  // rulebooks, and the facts that are held to them
  'bwc.rules.unknown',
  'bwc.rules.invalid',
  'bwc.rules.extension_refused',
  'bwc.facts.invalid',
  'bwc.facts.no_zone',
  'bwc.facts.future',
  'bwc.facts.end_before_start',
  'bwc.facts.no_reason',
  // cameras given out, deadlines and interruptions
  'bwc.camera.state',
  'bwc.camera.ambiguous',
  'bwc.camera.not_fit',
  'bwc.camera.serial_taken',
  'bwc.deadline.no_exception',
  'bwc.interruption.rejected',
  // labels, activities and cases
  'bwc.label.unknown_word',
  'bwc.label.officers',
  'bwc.label.not_a_time',
  'bwc.label.illegal_character',
  'bwc.label.too_long',
  'bwc.label.changed',
  'bwc.activity.elsewhere',
  'bwc.activity.not_member',
  'bwc.case.elsewhere',
  'bwc.case.not_member',
  'bwc.case.number_taken',
  'bwc.case.state',
  // the bureau archive
  'bwc.archive.unreachable',
  'bwc.archive.full',
  'bwc.archive.refused',
  'bwc.archive.content',
  'bwc.archive.conflict',
  'bwc.archive.source',
  'bwc.archive.missing',
  'bwc.archive.lock',
  'bwc.archive.marker',
  'bwc.archive.vanished',
  'bwc.archive.credentials',
  'bwc.archive.clock',
  'bwc.archive.key_file',
  'bwc.archive.unfit',
  'bwc.archive.config',
  'bwc.archive.cancelled',
  'bwc.bag.open',
  'bwc.bag.empty',
  'bwc.bag.exists',
  // the bureau's catalogue
  'bwc.bureau.database',
  'bwc.bureau.unreachable',
  'bwc.bureau.credentials',
  'bwc.bureau.forbidden',
  'bwc.bureau.encoding',
  'bwc.bureau.schema',
  'bwc.bureau.newer',
  'bwc.bureau.append_only',
  'bwc.bureau.key',
  'bwc.bureau.failed',
  // witnesses of the log
  'bwc.witness.key',
  'bwc.witness.no_receipt',
  'bwc.archive.altered',
  'bwc.clear.off',
  'bwc.clear.room',
  'bwc.archive.superseded',
  // backups of the station, and restoring it
  'bwc.backup.no_key',
  'bwc.backup.no_room',
  'bwc.backup.file',
  'bwc.restore.key',
  'bwc.restore.station',
  'bwc.restore.no_backup',
  'bwc.restore.witnessed',
  'bwc.restore.not_empty',
  'bwc.restore.other',
  'bwc.restore.no_room',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** JSON-safe facts about a failure: paths, sizes, errno names, holders. Never credentials. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/** The base of every error this project throws on purpose. The message is English and for logs; people see the catalogue text. */
export class BwcError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'BwcError';
  }

  toJSON(): { code: ErrorCode; message: string; details: ErrorDetails } {
    return { code: this.code, message: this.message, details: this.details };
  }
}

/** The errno name (`ENOSPC`, `EIO`, …) of a Node system error, or undefined. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** SQLite's words for a disk that takes nothing any more, or gives nothing back. */
const DISK_FAILED = /^SQLITE_(?:IOERR|READONLY|CANTOPEN|FULL)/;

/** What an error that is none of the project's own is to people. */
export const codeOfForeign = (error: unknown): ErrorCode =>
  DISK_FAILED.test(errnoOf(error) ?? '') ? 'bwc.data.not_writable' : 'bwc.internal';

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** By its shape: a vendor's driver may come with a copy of this package, and then with classes, of its own. */
export const isBwcError = (error: unknown): error is BwcError =>
  error instanceof Error &&
  'code' in error &&
  (ERROR_CODES as readonly unknown[]).includes(error.code) &&
  'details' in error &&
  typeof error.details === 'object' &&
  error.details !== null;

export const hasCode = (error: unknown, ...codes: ErrorCode[]): boolean =>
  isBwcError(error) && codes.includes(error.code);

/** Whether the same clip may succeed on a later try without anybody changing anything on the camera. */
export const isRetryable = (error: unknown): boolean =>
  hasCode(
    error,
    'bwc.device.gone',
    'bwc.device.timeout',
    'bwc.ingest.source_changed',
    'bwc.ingest.short_read',
    'bwc.ingest.disk_full',
    'bwc.ingest.reserve_reached',
    'bwc.ingest.readback_mismatch',
    'bwc.ingest.fsync_failed',
    'bwc.ingest.cancelled',
  );

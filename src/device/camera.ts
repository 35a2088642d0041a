/**
 * What every camera is to the station, whatever carries it: a mounted volume, MTP, a vendor's commands. A driver makes
 * a `Camera` from a dock candidate; the contract suite in `./testing` says what it must then keep to.
 */
import type { CameraIdentity, ClockMethod, ClockReading, Readiness } from '../domain/camera.js';
import type { EntryClass } from '../domain/clip.js';
import type { EraseProof } from '../domain/erase.js';
import type { SourcePath } from '../domain/source-path.js';
import type { CivilTime, Clock, Instant } from '../domain/time.js';

/** What a driver can do with this camera. Callers ask the manifest, never the driver's name. */
export interface CapabilityManifest {
  readonly identity: boolean;
  readonly battery: boolean;
  readonly storage: boolean;
  /** The best method this driver has for reading the camera's clock. */
  readonly clockRead: ClockMethod;
  readonly clockSet: boolean;
  /** Reading can start at any byte, so that an interrupted clip is resumed and not begun again. */
  readonly partialRead: boolean;
  readonly erase: boolean;
  /** The camera says which clips are locked against loop recording. */
  readonly lockedClips: boolean;
}

/** The physical medium, told apart from another one that claims the same serial. */
export interface MediumIdentity {
  /** Stable while the medium is the same one: `fs-uuid:1A2B-3C4D`, `dir:2049:131073`. */
  readonly id: string;
  readonly source: string;
}

/** What a file's name says, where the profile has a pattern for it. Digits as written; nothing is corrected. */
export interface NameFacts {
  readonly pattern: string;
  readonly start: CivilTime | null;
  readonly serial: string | null;
  readonly officerNo: string | null;
  /** The camera's own mark (重点文件标记, GA/T 947.2 6.2.20), kept apart from any human mark. */
  readonly important: boolean;
  readonly encrypted: boolean;
}

export interface ListedFile {
  /** Position in this listing, from 0; sidecars name their clip by it. */
  readonly index: number;
  readonly path: SourcePath;
  readonly bytes: number;
  /** Bytes the file system really gave it, or null where it does not say. Less than `bytes` means holes. */
  readonly allocatedBytes: number | null;
  /** Opaque; differs when the file was changed. Equal stamps alone prove nothing about the content. */
  readonly stamp: string;
  /** Modification time as the file system reports it. FAT keeps local time in 2 s steps: a hint, not proof. */
  readonly modified: Instant | null;
  readonly class: EntryClass;
  readonly locked: boolean | null;
  readonly nameFacts: NameFacts | null;
}

/** One file of the camera, open for reading. */
export interface ClipSource {
  readonly bytes: number;
  /**
   * Fills `into` from `position`; returns how many bytes were read, 0 only at the end of the file.
   * @throws DeviceError `bwc.device.read_error` (with `position`), `bwc.device.gone`
   */
  read(into: Uint8Array, position: number): Promise<number>;
  /** Size and stamp as the camera has them now, to tell whether the file changed while it was read. */
  restat(): Promise<{ readonly bytes: number; readonly stamp: string }>;
  close(): Promise<void>;
}

export type MediaClock = 'local' | 'utc';

export type EraseProgress = (position: number) => void;

export interface Camera {
  readonly manifest: CapabilityManifest;
  readonly medium: MediumIdentity;
  /** The profile that recognised it, e.g. `l6-dsj-android`. */
  readonly profile: string;
  /**
   * What this camera writes into a container's creation time, whatever zone is named there; absent, the zone named is
   * believed. From its profile.
   */
  readonly mediaClock?: MediaClock;
  identify(): Promise<CameraIdentity>;
  readiness(): Promise<Readiness>;
  /** A driver that has only files to go by answers method `none` until `list` has run to its end. */
  readClock(clock: Clock, zone: string): Promise<ClockReading>;
  /** Every file, each exactly once, index ascending from 0. A folder that cannot be read is an entry of class `failed`. */
  list(signal?: AbortSignal): AsyncIterable<ListedFile>;
  /**
   * Whether files may have appeared since the last listing: on a card that showed late, or closed by the firmware meanwhile.
   * Listing again then says which. Absent where files do not appear by themselves.
   */
  appeared?(): Promise<boolean>;
  open(file: ListedFile): Promise<ClipSource>;
  /** Whether the medium is still the one that was opened. Never throws. */
  isPresent(): Promise<boolean>;
  /** Present only with `manifest.clockSet`. */
  setClock?(to: Instant, zone: string): Promise<void>;
  /**
   * Present only with `manifest.erase`. Looks at the file anew, reads it once more and compares, erases it once at most, and
   * sees afterwards that it is gone.
   * @param onProgress told how far it has been read
   * @throws DeviceError `bwc.device.erase_refused` (nothing was erased), `bwc.device.erase_unconfirmed` (the outcome is not what was asked for)
   */
  erase?(file: ListedFile, proof: EraseProof, onProgress?: EraseProgress): Promise<void>;
  close(): Promise<void>;
}

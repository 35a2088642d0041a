import type { CivilTime, Instant } from './time.js';

/** What a camera says of itself. Every field is what was read; what could not be read is null, never guessed. */
export interface CameraIdentity {
  /** Product serial or device number, as the camera writes it. */
  readonly serial: string | null;
  /** Officer number stored on the camera (`userNo`). `000000` means "not set" and is reported as null. */
  readonly officerNo: string | null;
  readonly officerName: string | null;
  readonly unitNo: string | null;
  readonly unitName: string | null;
  readonly model: string | null;
  readonly firmware: string | null;
  /** Where the identity was read: `PARAM.INI`, `file names`, `volume label`, … */
  readonly source: string;
}

export interface BatteryReading {
  /** 0..100. */
  readonly percent: number;
  /** Where it was read: `LOG/BATTERY.TXT`. */
  readonly source: string;
}

export interface StorageReading {
  readonly capacityBytes: number | null;
  readonly freeBytes: number | null;
  /** Bytes of clips that loop recording may not overwrite, or null where the camera does not say. */
  readonly lockedBytes: number | null;
}

/** What is checked at dock (SH-08, SP-12, XM-03): unknown stays null. */
export interface Readiness {
  readonly battery: BatteryReading | null;
  readonly storage: StorageReading;
  /** What people called it, where the camera keeps such a name: to show, never to tell cameras or officers by. */
  readonly friendlyName?: string;
}

/**
 * How the camera's clock was read. `newest-file` is one-sided: the camera's clock is at least as far on as its newest
 * file, and nothing bounds it from above, because recording may have stopped hours before docking.
 */
export type ClockMethod = 'device-command' | 'property-edge' | 'property-read' | 'newest-file' | 'none';

export interface ClockReading {
  readonly method: ClockMethod;
  /** The camera's reading as written, without a zone. Null where there was nothing to read. */
  readonly cameraRaw: CivilTime | null;
  /** The zone the reading was taken to be in (from the profile or the station's configuration). */
  readonly assumedZone: string;
  readonly hostTime: Instant;
  /** Camera minus station, milliseconds. For `lower bound` the true offset is at least this. */
  readonly offsetMs: number | null;
  /** Half width of the interval that holds the true offset; null when it is one-sided or unknown. */
  readonly uncertaintyMs: number | null;
  readonly bound: 'two-sided' | 'lower bound' | 'unknown';
  /** The nearest multiple of 15 min in the offset: a zone set wrong rather than drift. Null for one-sided readings. */
  readonly zoneShiftMinutes: number | null;
  /** Plain words for a person, English: why this method, what it can and cannot say. */
  readonly remark: string;
}

/** Whether the station's own clock was disciplined when it vouched for a time. */
export interface StationClockState {
  readonly synchronised: boolean | null;
  /** `chrony`, `timedatectl`, `unknown`. */
  readonly source: string;
  readonly stratum: number | null;
  /** Estimated error bound of the station clock, milliseconds. */
  readonly errorMs: number | null;
  readonly remark: string;
}

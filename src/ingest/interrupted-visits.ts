/** Which interrupted visit a camera that is docked goes on with. */
import { saidInHostMode } from '../device/vendor-host/join-identity.js';
import type { CameraIdentity } from '../domain/camera.js';

/** A visit that was cut off, as far as it can be told by what comes back. */
export interface CutOff {
  readonly id: string;
  readonly slot: string;
  readonly driver: string;
  /** Serial of the camera it read from. */
  readonly camera: string | null;
  readonly identity: CameraIdentity | null;
  /** Undefined where it had not come to a medium yet: a camera that was in host mode. */
  readonly mediumId: string | undefined;
}

export interface InHostMode {
  readonly slot: string;
  readonly driver: string;
  readonly serial: string | null;
}

/** What is asked of the visits that wait for their camera. */
export interface InterruptedVisits {
  readonly ofMedium: (mediumId: string, serial: string | null) => string | null;
  /** Undefined where only its disk will tell. */
  readonly ofHost: (camera: InHostMode) => string | null | undefined;
}

/**
 * The same medium, and the same serial: two cards of one image are not one camera. A disk without a serial of its own is
 * the camera that named its own in host mode. A camera that was sent away to become a disk, and missed, is known by its
 * serial alone: that something stands in its slot proves nothing after nobody looked.
 */
export function ofMedium(visits: readonly CutOff[], mediumId: string, serial: string | null): string | null {
  const same = visits.find(
    (v) =>
      v.mediumId === mediumId &&
      (v.camera === serial || (serial === null && v.identity !== null && saidInHostMode(v.identity))),
  );
  const missed = visits.find((v) => v.mediumId === undefined && serial !== null && v.identity?.serial === serial);
  return (same ?? missed)?.id ?? null;
}

/** Undefined, undecided: one that had come to its medium may be this camera's. Its disk will tell. */
export function ofHost(visits: readonly CutOff[], { slot, driver, serial }: InHostMode): string | null | undefined {
  const mayBe = visits.some(
    (v) => v.mediumId !== undefined && (serial === null ? v.driver === driver : v.camera === serial),
  );
  if (mayBe) return undefined;
  const same = visits.find(
    (v) =>
      v.mediumId === undefined &&
      v.driver === driver &&
      v.identity?.serial === serial &&
      (serial !== null || v.slot === slot),
  );
  return same?.id ?? null;
}

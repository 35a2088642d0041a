/** Where a camera was while it recorded, by its own receiver. What it does not say stays null. */
import type { Instant } from './time.js';

export interface TrackPoint {
  /** By the satellites; null where the log gives no date. */
  readonly at: Instant | null;
  /** Milliseconds after the clip's start; null where one of the two is unknown. */
  readonly offsetMs: number | null;
  /** WGS 84 degrees, north and east positive: never shifted to another datum. */
  readonly latitude: number;
  readonly longitude: number;
  /** Metres above sea level. */
  readonly altitudeM: number | null;
  readonly speedKmh: number | null;
  /** Degrees clockwise from true north. */
  readonly courseDeg: number | null;
  readonly satellites: number | null;
}

export interface Track {
  readonly points: readonly TrackPoint[];
  /** Every n-th point is given: 1 is all of them. */
  readonly every: number;
  readonly sources: readonly TrackSource[];
}

/** A file beside the clip, or the clip itself, that was looked into. */
export interface TrackSource {
  readonly path: string;
  readonly sha256: string;
  readonly points: number;
  /** Sentences without a position: no satellites in sight. */
  readonly withoutFix: number;
  /** Lines that are damaged or are no sentence. */
  readonly rejected: number;
  /** Where nothing could be read of it, why. */
  readonly reason: string | null;
}

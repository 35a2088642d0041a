/** A track as a drawing without a map: north up, true to scale, every point where it was measured. Pure. */
import type { TrackPoint } from '../../web/api-types.js';
import { lastIndexWhere } from '../lib/last.js';

export interface TrackShape {
  /** In the drawing's own units, in the order of the track. */
  readonly dots: readonly { readonly x: number; readonly y: number }[];
  /** A round length, and how long it is in the drawing. */
  readonly bar: { readonly metres: number; readonly length: number };
}

const METRES_A_DEGREE = 111_320;
/** A camera that stands still scatters by some metres: that is no way it went. */
const LEAST_M = 40;
const MARGIN = 18;

export function shapeOf(
  points: readonly Pick<TrackPoint, 'latitude' | 'longitude'>[],
  wide: number,
  high: number,
): TrackShape {
  const [south, north] = ends(points.map((p) => p.latitude));
  const [west, east] = ends(points.map((p) => p.longitude));
  const middle = { latitude: (south + north) / 2, longitude: (west + east) / 2 };
  const eastM = METRES_A_DEGREE * Math.cos((middle.latitude * Math.PI) / 180);
  const [spanX, spanY] = [
    Math.max(LEAST_M, (east - west) * eastM),
    Math.max(LEAST_M, (north - south) * METRES_A_DEGREE),
  ];
  const unit = Math.min((wide - 2 * MARGIN) / spanX, (high - 2 * MARGIN) / spanY);
  const metres = roundLength(wide / 4 / unit);
  return {
    dots: points.map(({ latitude, longitude }) => ({
      x: wide / 2 + (longitude - middle.longitude) * eastM * unit,
      y: high / 2 - (latitude - middle.latitude) * METRES_A_DEGREE * unit,
    })),
    bar: { metres, length: metres * unit },
  };
}

const ends = (values: readonly number[]): readonly [number, number] =>
  values.reduce<readonly [number, number]>(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [values[0] ?? 0, values[0] ?? 0],
  );

/** 1, 2 or 5 times a power of ten, and no longer than asked for. */
function roundLength(atMost: number): number {
  const power = 10 ** Math.floor(Math.log10(atMost));
  return power * ([5, 2].find((n) => n * power <= atMost) ?? 1);
}

/** The last point that was measured by then; -1 before the first, and where no point says when it was. */
export const pointAt = (points: readonly Pick<TrackPoint, 'offsetMs'>[], ms: number): number =>
  lastIndexWhere(points, ({ offsetMs }) => offsetMs !== null && offsetMs <= ms);

/** One look at a camera's clock through a vendor's call, and what it can be taken to mean. */
import type { ClockReading } from '../../domain/camera.js';
import {
  type CivilTime,
  civilToInstant,
  type Clock,
  type EpochMs,
  fromInstant,
  instantToCivil,
  toInstant,
} from '../../domain/time.js';
import { DeviceError } from '../errors.js';
import { noReading } from '../volume/clock.js';
import type { HostTimers } from './timers.js';

/** As the vendor's call gives it, whole seconds. */
export type DeviceTime =
  | { readonly as: 'epoch'; readonly seconds: number }
  /** Digits without a zone. */
  | { readonly as: 'civil'; readonly digits: CivilTime };

export interface ClockSample {
  readonly time: DeviceTime;
  /** The station's clock when the call was made. */
  readonly askedAt: EpochMs;
  /** Measured on a monotonic clock. */
  readonly roundTripMs: number;
}

/** A camera shows whole seconds: the true time lies up to one second after what it says. */
const RESOLUTION_MS = 1000;
const QUARTER_HOUR_MS = 900_000;
/** 9999-12-31T23:59:59Z. */
const LAST_SECOND = 253_402_300_799;

/** @throws what `read` throws; DeviceError `bwc.device.protocol` for seconds that are no time. */
export async function takeSample(
  clock: Clock,
  timers: HostTimers,
  read: () => Promise<DeviceTime>,
): Promise<ClockSample> {
  const askedAt = clock.now();
  const start = timers.now();
  const time = await read();
  const roundTripMs = timers.now() - start;
  if (time.as === 'epoch' && !(Number.isInteger(time.seconds) && time.seconds >= 0 && time.seconds <= LAST_SECOND)) {
    throw new DeviceError('bwc.device.protocol', 'the camera answered no time', { seconds: String(time.seconds) });
  }
  return { time, askedAt, roundTripMs };
}

/** Camera minus station as the interval that must hold it: the camera was read at some moment between question and answer. */
export function readingFromSample({ time, askedAt, roundTripMs }: ClockSample, zone: string): ClockReading {
  const hostTime = askedAt + roundTripMs / 2;
  const instant = time.as === 'epoch' ? toInstant(time.seconds * 1000) : civilToInstant(time.digits, zone);
  if (instant === undefined) return noReading(hostTime, zone, 'the camera answered an impossible time');
  const offsetMs = fromInstant(instant) + RESOLUTION_MS / 2 - hostTime;
  // `+ 0` makes no minus zero of a small negative offset.
  const zoneShiftMinutes = Math.round(offsetMs / QUARTER_HOUR_MS) * 15 + 0;
  return {
    method: 'device-command',
    cameraRaw: time.as === 'epoch' ? instantToCivil(instant, zone) : time.digits,
    assumedZone: zone,
    hostTime: toInstant(hostTime),
    offsetMs,
    uncertaintyMs: RESOLUTION_MS / 2 + roundTripMs / 2,
    bound: 'two-sided',
    zoneShiftMinutes,
    remark: `Asked the camera, which answers whole seconds; the answer took ${String(Math.round(roundTripMs))} ms.`,
  };
}

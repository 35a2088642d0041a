/** `SyncDevTime`, with what the clock said before and after: evidence, whatever the camera answers. */
import type { ClockReading, StationClockState } from '../../domain/camera.js';
import { BwcError, hasCode, messageOf } from '../../domain/errors.js';
import { type Instant, toInstant } from '../../domain/time.js';
import { DeviceError } from '../errors.js';
import { readingFromSample } from './clock-sample.js';
import { type AskContext, sampleClock } from './vendor-facts.js';

export interface ClockSetRecord {
  /** `refused`: it said no, or stayed busy. `unknown`: it was lost while it was asked, or answered nonsense. */
  readonly outcome: 'set' | 'refused' | 'unknown';
  /** The code and words of what went wrong, null where nothing did. */
  readonly problem: string | null;
  readonly askedAt: Instant;
  readonly answeredAt: Instant;
  /** Null where the camera's clock cannot be read, or was not readable at that moment. */
  readonly before: ClockReading | null;
  readonly after: ClockReading | null;
  readonly stationClock: StationClockState;
}

/**
 * Sets the camera's clock to the station's. Answers a record in every case in which the camera may have been changed.
 * @throws DeviceError `bwc.device.unsupported` without the capability, `bwc.device.gone` once it became a disk,
 * `bwc.device.refused` while the station's own clock is not known to be synchronised
 */
export async function setClock(context: AskContext, station: StationClockState, zone: string): Promise<ClockSetRecord> {
  const { caller, password, clock } = context;
  if (!caller.host.capabilities.clockSet) {
    throw new DeviceError('bwc.device.unsupported', 'the clock of this camera cannot be set');
  }
  if (!caller.isUsable()) {
    throw new DeviceError('bwc.device.gone', "the camera's host interface is closed: its clock can no longer be set");
  }
  if (station.synchronised !== true) {
    throw new DeviceError('bwc.device.refused', "the station's own clock is not known to be synchronised", {
      source: station.source,
    });
  }
  const before = await readingNow(context, zone);
  const askedAt = toInstant(clock.now());
  let outcome: ClockSetRecord['outcome'] = 'set';
  let problem: string | null = null;
  try {
    await caller.ask('SyncDevTime', context.leftMs(), (limits) => caller.host.syncDevTime?.(password, limits));
  } catch (error) {
    const staysBusy = caller.isUsable() && hasCode(error, 'bwc.device.timeout');
    outcome = staysBusy || (error instanceof BwcError && 'refusal' in error.details) ? 'refused' : 'unknown';
    problem = error instanceof BwcError ? `${error.code}: ${error.message}` : messageOf(error);
  }
  const answeredAt = toInstant(clock.now());
  const after = await readingNow(context, zone);
  return { outcome, problem, askedAt, answeredAt, before, after, stationClock: station };
}

async function readingNow(context: AskContext, zone: string): Promise<ClockReading | null> {
  if (!context.caller.host.capabilities.clockRead) return null;
  try {
    return readingFromSample(await sampleClock(context, 0), zone);
  } catch {
    return null;
  }
}

/** Whether a camera's clock is to be set at the end of its visit. Pure. */
import type { ClockReading, StationClockState } from '../../domain/camera.js';

/** Less than this is not worth changing a camera for; clocks of whole seconds cannot be set much better. */
const WORTH_SETTING_MS = 1500;

export type ClockDecision =
  | { readonly set: true }
  /** `worthy`: it should have been set, so that the reason belongs on record. */
  | { readonly set: false; readonly worthy: boolean; readonly reason: string };

/** The station's clock must be known to be right: a wrong one would be spread to every camera. */
export function decideClock(reading: ClockReading, station: StationClockState): ClockDecision {
  const { offsetMs, uncertaintyMs, bound } = reading;
  if (bound !== 'two-sided' || offsetMs === null || uncertaintyMs === null) {
    return { set: false, worthy: false, reason: 'how far the camera clock is off is not known' };
  }
  if (Math.abs(offsetMs) <= WORTH_SETTING_MS + uncertaintyMs) {
    return { set: false, worthy: false, reason: 'the camera clock is right' };
  }
  if (station.synchronised !== true) {
    return { set: false, worthy: true, reason: `the station's own clock is not known to be right: ${station.remark}` };
  }
  return { set: true };
}

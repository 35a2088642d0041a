/** How a driver learns that the camera it sent away is back as a disk. */
import type { VolumeCandidate } from '../driver.js';
import type { CallLimits } from './host-interface.js';
import { type HostTimers, sleep } from './timers.js';

/** The mounted volume that stands in the slot, or null where the time is over or the signal was aborted. */
export type VolumeWaiter = (slot: string, limits: CallLimits) => Promise<VolumeCandidate | null>;

/** Looks again and again: a scan is the truth, events are only hints. `scan` is `scanVolumes` of the dock's roots. */
export const pollForVolume =
  (scan: () => Promise<readonly VolumeCandidate[]>, timers: HostTimers, everyMs: number): VolumeWaiter =>
  async (slot, { timeoutMs, signal }) => {
    const until = timers.now() + timeoutMs;
    for (;;) {
      const found = (await scan()).find((candidate) => candidate.slot === slot);
      if (found !== undefined) return found;
      const left = until - timers.now();
      if (left <= 0 || signal.aborted) return null;
      await sleep(timers, Math.min(everyMs, left));
    }
  };

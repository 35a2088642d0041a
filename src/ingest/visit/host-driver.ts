/** A vendor's host interface as a camera driver of this station, for one visit. */
import type { CameraDriver, VendorHostCandidate, VolumeCandidate } from '../../device/driver.js';
import { DeviceError } from '../../device/errors.js';
import { createDriverRegistry } from '../../device/registry.js';
import { readingFromSample } from '../../device/vendor-host/clock-sample.js';
import type { VendorHostKind } from '../../device/vendor-host/host-interface.js';
import { systemTimers } from '../../device/vendor-host/timers.js';
import { createVendorHostDriver, DEFAULT_LIMITS } from '../../device/vendor-host/vendor-host-driver.js';
import type { VendorSession } from '../../device/vendor-host/vendor-session.js';
import { pollForVolume } from '../../device/vendor-host/volume-waiter.js';
import { scanVolumes } from '../../device/volume/scan.js';
import type { Camera } from '../../device/camera.js';
import type { CameraIdentity } from '../../domain/camera.js';
import { messageOf } from '../../domain/errors.js';
import { readStationClock } from '../station-clock.js';
import { decideClock } from './clock-policy.js';
import type { HostSettings } from './host-order.js';
import type { Report } from './protocol.js';

export interface HostVisit {
  readonly settings: HostSettings;
  readonly zone: string;
  /** Whether its clock may be set. It can be only while it is in host mode: before its clips are stored. */
  readonly setClock: boolean;
  readonly report: (report: Report) => void;
}

const ALIVE_EVERY_MS = 1000;

/** As the registry asks it. */
export const asCameraDriver = (
  kind: VendorHostKind,
  open: (candidate: VendorHostCandidate, profile: string) => Promise<Camera>,
): CameraDriver => ({
  id: kind.id,
  recognise: (candidate) =>
    Promise.resolve(
      candidate.kind === 'vendor-host' ? kind.recognise(candidate) : { recognised: false, reason: 'not in host mode' },
    ),
  open: (candidate, profile) =>
    candidate.kind === 'vendor-host'
      ? open(candidate, profile)
      : Promise.reject(new DeviceError('bwc.device.refused', `${candidate.slot} is not in host mode`)),
});

/** @param drivers for the disk it becomes */
export function hostDriver(kind: VendorHostKind, drivers: readonly CameraDriver[], visit: HostVisit): CameraDriver {
  const { settings, report } = visit;
  const scan = (): Promise<VolumeCandidate[]> => scanVolumes({ roots: settings.roots });
  return asCameraDriver(kind, async (candidate, profile) => {
    // Every wait in here has its end, and the longest is longer than a camera may otherwise be silent.
    const alive = setInterval(() => {
      report({ type: 'awaited' });
    }, ALIVE_EVERY_MS);
    const driver = createVendorHostDriver({
      kind,
      volumes: diskDriver(drivers, report),
      waitForVolume: pollForVolume(scan, systemTimers, settings.rescanMs),
      credentials: (model) => settings.passwords.get(model) ?? null,
      limits: { ...DEFAULT_LIMITS, returnMs: settings.switchMs },
      beforeDisk: async (session) => {
        const recognition = kind.recognise(candidate);
        const because = recognition.recognised ? recognition.because : recognition.reason;
        const identity = session.facts.identity ?? { ...NOBODY, model: session.facts.model };
        report({ type: 'docked', driver: kind.id, because, profile, identity, notes: session.facts.notes });
        if (visit.setClock) await setClock(session, visit);
      },
    });
    return driver.open(candidate, profile).finally(() => {
      clearInterval(alive);
    });
  });
}

const NOBODY: CameraIdentity = {
  serial: null,
  officerNo: null,
  officerName: null,
  unitNo: null,
  unitName: null,
  model: null,
  firmware: null,
  source: 'Init_Device',
};

/** Whichever of the station's drivers knows the disk. */
function diskDriver(drivers: readonly CameraDriver[], report: HostVisit['report']): CameraDriver {
  const registry = createDriverRegistry(drivers);
  return {
    id: 'disk',
    recognise: async (candidate) => {
      const answer = await registry.recognise(candidate);
      return answer.recognised ? { ...answer, specificity: 0 } : answer;
    },
    open: async (candidate) => {
      const answer = await registry.recognise(candidate);
      if (!answer.recognised) throw new DeviceError(answer.code, answer.reason, { slot: candidate.slot });
      if (candidate.kind === 'volume') report({ type: 'cameBack', disk: candidate });
      return answer.driver.open(candidate, answer.profile);
    },
  };
}

/** By the same rule as for other cameras: without a reading of how far it is off, setting a clock destroys evidence. */
async function setClock(session: VendorSession, { zone, report }: HostVisit): Promise<void> {
  const { capabilities, clock } = session.facts;
  if (!capabilities.clockSet || clock === null) return;
  const docked = readingFromSample(clock, zone);
  const station = await readStationClock();
  const decision = decideClock(docked, station);
  if (!decision.set) {
    if (decision.worthy) report({ type: 'clockSet', before: docked, after: null, problem: decision.reason });
    return;
  }
  try {
    const { before, after, problem } = await session.setClock(station, zone);
    report({ type: 'clockSet', before: before ?? docked, after, problem });
  } catch (error) {
    report({ type: 'clockSet', before: docked, after: null, problem: messageOf(error) });
  }
}

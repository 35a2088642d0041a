/** What stands in the dock slots now, what this station would take it for, and what it says of itself. */
import type { DockCandidate } from '../device/driver.js';
import { DeviceError } from '../device/errors.js';
import { probeMtp, type ProbeReport } from '../device/mtp/probe.js';
import { GENERIC_QUIRKS } from '../device/mtp/quirks.js';
import { createDriverRegistry } from '../device/registry.js';
import { kernelUsb } from '../device/usb/kernel-usb.js';
import { systemTiming } from '../device/usb/timing.js';
import { scanCameras } from '../device/usb/usb-candidates.js';
import { scanVolumes } from '../device/volume/scan.js';
import { loadDrivers } from '../ingest/drivers.js';
import { asCameraDriver } from '../ingest/visit/host-driver.js';
import { cameraSources, type Config } from './config.js';

export interface ProbedDevice {
  readonly slot: string;
  readonly kind: DockCandidate['kind'];
  readonly label: string | null;
  readonly treatment:
    | { readonly recognised: true; readonly driver: string; readonly profile: string; readonly because: string }
    | { readonly recognised: false; readonly code: string; readonly reason: string };
  /** Null for a volume. */
  readonly report: ProbeReport | null;
}

export async function probeDevices(cameras: Config['cameras']): Promise<ProbedDevice[]> {
  const { drivers, hostKinds } = await loadDrivers(cameraSources(cameras));
  const hosts = hostKinds.map((kind) => asCameraDriver(kind, onlyLooked));
  const registry = createDriverRegistry([...drivers, ...hosts]);
  const candidates: DockCandidate[] = [
    ...(await Promise.all(hostKinds.map((kind) => kind.scan()))).flat(),
    ...(await scanVolumes({ roots: cameras.mount_roots })),
    ...(await scanCameras(cameras.confirmed_usb)),
  ];
  const tools = { host: kernelUsb, timing: systemTiming, quirks: GENERIC_QUIRKS };
  const probed: ProbedDevice[] = [];
  for (const candidate of candidates) {
    const answer = await registry.recognise(candidate);
    const { slot, kind, label } = candidate;
    const treatment = answer.recognised
      ? { recognised: true as const, driver: answer.driver.id, profile: answer.profile, because: answer.because }
      : answer;
    const report = candidate.kind === 'usb' ? await probeMtp(candidate, tools) : null;
    probed.push({ slot, kind, label, treatment, report });
  }
  return probed;
}

/** A camera in host mode is not talked to here: that takes its password. */
const onlyLooked = (): Promise<never> =>
  Promise.reject(new DeviceError('bwc.device.unsupported', 'a probe opens no camera in host mode'));

/** What is asked of a camera in host mode before it becomes a disk. */
import type { BatteryReading, CameraIdentity } from '../../domain/camera.js';
import { hasCode, messageOf } from '../../domain/errors.js';
import type { Clock } from '../../domain/time.js';
import { type ClockSample, takeSample } from './clock-sample.js';
import type { HostCaller } from './host-caller.js';
import type { DiskSpace, HostCapabilities } from './host-interface.js';
import type { Secret } from './secret.js';
import type { HostTimers } from './timers.js';
import { identityOf } from './zfy-info.js';

export interface VendorFacts {
  /** The recognition code. */
  readonly model: string;
  readonly capabilities: HostCapabilities;
  /** Null where the camera has no call for it: the disk must tell. */
  readonly identity: CameraIdentity | null;
  readonly battery: BatteryReading | null;
  readonly space: DiskSpace | null;
  /** Taken before anybody may have set the clock: the one its clips were recorded by. */
  readonly clock: ClockSample | null;
  /** Why something is not known, for the log. */
  readonly notes: readonly string[];
}

export interface AskContext {
  readonly caller: HostCaller;
  readonly password: Secret;
  readonly timers: HostTimers;
  readonly clock: Clock;
  /** Milliseconds that are left for asking. */
  readonly leftMs: () => number;
}

/** @throws DeviceError where the camera has the call and does not say who it is. */
export async function askIdentity(context: AskContext, model: string): Promise<CameraIdentity | null> {
  const { caller, password } = context;
  if (!caller.host.capabilities.info) return null;
  const info = await caller.ask('GetZFYInfo', context.leftMs(), (limits) => caller.host.getZfyInfo?.(password, limits));
  return identityOf(info, model);
}

/**
 * What is useful and not needed: asked once, without waiting for a busy camera; what goes wrong makes a note, not an error.
 * @throws DeviceError where the device is lost or refuses the password
 */
export async function askExtras(
  context: AskContext,
): Promise<Pick<VendorFacts, 'battery' | 'space' | 'clock' | 'notes'>> {
  const { caller, password } = context;
  const { capabilities } = caller.host;
  const notes: string[] = [];
  const optional = async <T>(has: boolean, work: () => Promise<T>): Promise<T | null> => {
    if (!has) return null;
    try {
      return await work();
    } catch (error) {
      // A wrong password is not tried again: cameras may lock.
      if (!caller.isUsable() || hasCode(error, 'bwc.device.password_refused', 'bwc.device.connect_failed')) throw error;
      notes.push(messageOf(error));
      return null;
    }
  };
  // The clock first: it runs on while the others are asked.
  const clock = await optional(capabilities.clockRead, () => sampleClock(context, 0));
  const percent = await optional(capabilities.battery, () =>
    caller.ask('ReadDeviceBatteryDumpEnergy', 0, (limits) =>
      caller.host.readDeviceBatteryDumpEnergy?.(password, limits),
    ),
  );
  const space = await optional(capabilities.diskSpace, () =>
    caller.ask('disk space', 0, (limits) => caller.host.diskSpace?.(password, limits)),
  );
  const battery = percent !== null && percent >= 0 && percent <= 100 ? percent : null;
  if (percent !== battery) notes.push(`ReadDeviceBatteryDumpEnergy answered ${String(percent)} %`);
  const believable = space !== null && isSpace(space) ? space : null;
  if (space !== believable) notes.push('disk space: the answer makes no sense');
  return {
    clock,
    battery: battery === null ? null : { percent: battery, source: 'ReadDeviceBatteryDumpEnergy' },
    space: believable,
    notes,
  };
}

/** @throws DeviceError as a call does, `bwc.device.protocol` where the answer is no time. */
export const sampleClock = ({ caller, password, timers, clock }: AskContext, withinMs: number): Promise<ClockSample> =>
  takeSample(clock, timers, () =>
    caller.ask('read clock', withinMs, (limits) => caller.host.readClock?.(password, limits)),
  );

const isSpace = ({ capacityBytes, freeBytes }: DiskSpace): boolean =>
  Number.isSafeInteger(capacityBytes) &&
  Number.isSafeInteger(freeBytes) &&
  freeBytes >= 0 &&
  freeBytes <= capacityBytes;

/** The driver for cameras with the host interface of GA/T 947.4. One for each vendor's kind of it. */
import { messageOf } from '../../domain/errors.js';
import { type Clock, systemClock } from '../../domain/time.js';
import type { Camera } from '../camera.js';
import type { CameraDriver, Recognition, VendorHostCandidate } from '../driver.js';
import { DeviceError } from '../errors.js';
import { HostCaller, type Patience } from './host-caller.js';
import type { HostInterface, VendorHostKind } from './host-interface.js';
import type { SwitchLimits, SwitchState } from './mode-switch.js';
import { checkRecognitionCode } from './recognition-code.js';
import type { CredentialSource } from './secret.js';
import { SwitchTracker } from './switch-tracker.js';
import { type HostTimers, systemTimers, within } from './timers.js';
import { askExtras, askIdentity } from './vendor-facts.js';
import { VendorSession } from './vendor-session.js';
import type { VolumeWaiter } from './volume-waiter.js';

export interface VendorHostDriverOptions {
  readonly kind: VendorHostKind;
  /** Opens the disk the camera becomes. */
  readonly volumes: CameraDriver;
  readonly waitForVolume: VolumeWaiter;
  readonly credentials: CredentialSource;
  /** What is done with the camera before it becomes a disk, e.g. setting its clock. Default: nothing. */
  readonly beforeDisk?: (session: VendorSession) => Promise<void>;
  /** Told of every step, for the slot's claim and the log. */
  readonly onState?: (state: SwitchState) => void;
  /** Default `DEFAULT_LIMITS`. */
  readonly limits?: Patience & SwitchLimits;
  readonly timers?: HostTimers;
  readonly clock?: Clock;
}

/** Closing a long recording takes a camera a minute; coming back as a disk includes its file system check. */
export const DEFAULT_LIMITS: Patience & SwitchLimits = {
  callMs: 10_000,
  busyEveryMs: 2_000,
  askMs: 120_000,
  returnMs: 60_000,
};

export interface VendorHostDriver {
  readonly id: string;
  recognise(candidate: VendorHostCandidate): Promise<Recognition>;
  /** As far as host mode: the camera is identified and has not been changed. */
  dock(candidate: VendorHostCandidate, profile: string): Promise<VendorSession>;
  /**
   * All the way to its files, in one visit. `WriteZFYInfo` is never called.
   * @throws DeviceError `bwc.device.connect_failed`, `.credential_missing`, `.password_refused`, `.switch_refused`,
   * `.other_camera` (another one came back), `.refused` (a disk nobody knows), `.gone`, `.timeout`, `.protocol`
   */
  open(candidate: VendorHostCandidate, profile: string): Promise<Camera>;
}

export function createVendorHostDriver(options: VendorHostDriverOptions): VendorHostDriver {
  const dock = (candidate: VendorHostCandidate, profile: string): Promise<VendorSession> =>
    openSession(options, candidate, profile);
  return {
    id: options.kind.id,
    recognise: (candidate) => Promise.resolve(options.kind.recognise(candidate)),
    dock,
    open: async (candidate, profile) => {
      const session = await dock(candidate, profile);
      try {
        await options.beforeDisk?.(session);
      } catch (error) {
        await session.close();
        throw error;
      }
      return session.toDisk();
    },
  };
}

async function openSession(
  options: VendorHostDriverOptions,
  candidate: VendorHostCandidate,
  profile: string,
): Promise<VendorSession> {
  const { timers = systemTimers, clock = systemClock, limits = DEFAULT_LIMITS } = options;
  const { volumes, waitForVolume } = options;
  const tracker = new SwitchTracker(candidate.slot, limits, timers, options.onState ?? (() => undefined));
  let caller: HostCaller | undefined;
  try {
    const connected = new HostCaller(await connect(options.kind, candidate, limits, timers), limits, timers);
    caller = connected;
    const { host } = connected;
    const code = await connected.ask('Init_Device', tracker.leftMs, (call) => host.initDevice(call));
    const model = checkRecognitionCode(code);
    tracker.send({ is: 'initialised' });
    tracker.check();

    const password = options.credentials(model);
    if (password === null) {
      throw new DeviceError(
        'bwc.device.credential_missing',
        `no password is configured for cameras of model ${model}`,
        {
          model,
        },
      );
    }
    connected.password = password;
    const asking = { caller: connected, password, timers, clock, leftMs: () => tracker.leftMs };
    const identity = await askIdentity(asking, model);
    tracker.send({ is: 'identified', serial: identity?.serial ?? null });
    tracker.check();
    const facts = { model, capabilities: host.capabilities, identity, ...(await askExtras(asking)) };
    tracker.send({ is: 'tick' });
    tracker.check();
    return new VendorSession(facts, { ...asking, tracker, volumes, waitForVolume }, profile);
  } catch (error) {
    tracker.send({ is: 'failed', why: messageOf(error) });
    await caller?.close();
    throw error;
  }
}

/** A device that is reached too late is given free again. */
async function connect(
  kind: VendorHostKind,
  candidate: VendorHostCandidate,
  { callMs }: Patience,
  timers: HostTimers,
): Promise<HostInterface> {
  const connected = await within(
    timers,
    callMs,
    (signal) => kind.connect(candidate, { timeoutMs: callMs, signal }),
    (host) => {
      void host.close().catch(() => undefined);
    },
  ).catch((error: unknown) => {
    if (error instanceof DeviceError) throw error;
    throw new DeviceError(
      'bwc.device.connect_failed',
      `the camera in ${candidate.slot} cannot be reached`,
      {},
      { cause: error },
    );
  });
  if (!connected.late) return connected.value;
  throw new DeviceError('bwc.device.timeout', `the camera in ${candidate.slot} cannot be reached`, {
    slot: candidate.slot,
  });
}

/** A camera on a USB cable, down to its packets, that can be unplugged, changed underneath and made to go wrong. */
import type { Message } from '../../mtp/codec/container.js';
import { EventCode } from '../../mtp/codec/events.js';
import { mutatesDevice } from '../../mtp/codec/operations.js';
import type { UsbCandidate } from '../../driver.js';
import { DeviceError } from '../../errors.js';
import { LinkGone } from '../../mtp/link-error.js';
import { type UsbDevice, usbId } from '../../usb/usb-device.js';
import type { UsbHost } from '../../usb/usb-host.js';
import { type DeviceState, openSession, type VirtualBattery } from './device-state.js';
import { FaultTracker } from './fault-tracker.js';
import { HandleTable } from './handle-table.js';
import { DEFAULT_KNOBS, type Knobs } from './knobs.js';
import { LoopbackPipe } from './loopback-pipe.js';
import { Responder } from './responder.js';
import type { Fault, FaultSchedule } from './schedule.js';
import { usbCandidate, usbFacts, VIRTUAL_MAKE, type VirtualUsbDevice, type VirtualUsbOptions } from './usb-facts.js';
import { VirtualClock, type VirtualClockOptions } from './virtual-clock.js';
import { VirtualStore, type VirtualStorageSpec } from './virtual-store.js';
import { createVirtualTiming, type VirtualTiming } from './virtual-timing.js';

export interface VirtualMtpCameraOptions {
  /** Default: one empty storage. */
  readonly storages?: readonly VirtualStorageSpec[];
  /** Over `DEFAULT_KNOBS`. */
  readonly knobs?: Partial<Knobs>;
  readonly schedule?: FaultSchedule;
  /** Default: a new one. Several cameras may share one. */
  readonly timing?: VirtualTiming;
  /** Default `BWC0001`. */
  readonly serialNumber?: string;
  /** Default: 80 of 100. Null: the device has no such property. */
  readonly battery?: VirtualBattery | null;
  /** Default: right, UTC+8, whole seconds, no zone written. Null: no such property. */
  readonly clock?: VirtualClockOptions | null;
  /** Default: none. */
  readonly friendlyName?: string;
  readonly usb?: VirtualUsbOptions;
}

/** A `UsbHost` of its one device. */
export interface VirtualMtpCamera extends UsbHost {
  /**
   * Claims the interface. What an earlier pipe left unread is still there.
   * @throws LinkGone while unplugged, or where another device than `wanted` stands there now; DeviceError
   * `bwc.device.busy` while another pipe is open
   */
  connect(wanted?: UsbDevice): Promise<LoopbackPipe>;
  unplug(): void;
  replug(): void;
  /** Sends an event. */
  raise(code: number, ...params: number[]): void;
  readonly plugged: boolean;
  /** Commands it has received, newest last; of very many only the last. */
  readonly operations: readonly Message[];
  /** Opcodes it has received that are not known to only read. */
  readonly mutations: readonly number[];
  /** Faults of the schedule that really took effect. */
  readonly struck: readonly Fault[];
  readonly store: VirtualStore;
  /** Gives every object another handle, as a rescan in the middle of a session does. */
  rekeyHandles(): void;
  readonly clock: VirtualClock | null;
  readonly timing: VirtualTiming;
  /** As it is enumerated now; after a replug it has another address. */
  readonly device: VirtualUsbDevice;
  readonly candidate: UsbCandidate;
}

const MOST_OPERATIONS_KEPT = 100_000;

export function createVirtualMtpCamera(options: VirtualMtpCameraOptions = {}): VirtualMtpCamera {
  const timing = options.timing ?? createVirtualTiming();
  const knobs = { ...DEFAULT_KNOBS, ...options.knobs };
  const store = new VirtualStore(options.storages ?? [{}]);
  const state: DeviceState = {
    store,
    handles: new HandleTable(store),
    knobs,
    clock: options.clock === null ? null : new VirtualClock(timing, options.clock ?? {}),
    battery: options.battery === undefined ? { value: 80 } : options.battery,
    timing,
    identity: VIRTUAL_MAKE,
    serialNumber: options.serialNumber ?? 'BWC0001',
    friendlyName: options.friendlyName ?? null,
    session: null,
    pluggedAt: timing.now(),
    seenSizes: new Map(),
  };
  if (knobs.sessionOpenAtStart) openSession(state, 1);
  const operations: Message[] = [];
  const mutations: number[] = [];
  const faults = new FaultTracker(options.schedule ?? []);
  let plugged = true;
  let address = 0;
  let stopTimers: (() => void)[] = [];

  const unplug = (): void => {
    plugged = false;
    for (const stop of stopTimers.splice(0)) stop();
    responder.powerOff();
  };
  const plugIn = (): void => {
    plugged = true;
    address += 1;
    state.pluggedAt = timing.now();
    stopTimers = store.storages
      .filter(({ appearsAfterMs }) => appearsAfterMs > 0)
      .map(({ appearsAfterMs, id }) =>
        timing.after(appearsAfterMs, () => {
          responder.raise(EventCode.StoreAdded, [id]);
        }),
      );
  };
  const replug = (): void => {
    if (!plugged) plugIn();
  };
  const responder = new Responder(
    state,
    faults,
    {
      unplug,
      replugAfter: (ms, handles) => {
        timing.after(ms, () => {
          if (handles === 'new') state.handles.rekey();
          replug();
        });
      },
    },
    (command) => {
      if (operations.length === MOST_OPERATIONS_KEPT) operations.splice(0, MOST_OPERATIONS_KEPT / 2);
      operations.push(command);
      if (mutatesDevice(command.code)) mutations.push(command.code);
    },
  );
  plugIn();
  const device = (): VirtualUsbDevice => usbFacts(options.usb ?? {}, knobs, state.serialNumber, address);

  return {
    connect: (wanted = device()) => {
      if (!plugged || !isSame(wanted, device())) return Promise.reject(new LinkGone());
      if (responder.claimed) {
        return Promise.reject(new DeviceError('bwc.device.busy', 'another pipe to the virtual camera is open'));
      }
      return Promise.resolve(new LoopbackPipe(responder, timing));
    },
    unplug,
    replug,
    raise: (code, ...params) => {
      responder.raise(code, params);
    },
    get plugged() {
      return plugged;
    },
    operations,
    mutations,
    struck: faults.struck,
    store,
    rekeyHandles: () => {
      state.handles.rekey();
    },
    clock: state.clock,
    timing,
    get device() {
      return device();
    },
    get candidate() {
      return usbCandidate(device());
    },
  };
}

const isSame = (a: UsbDevice, b: UsbDevice): boolean =>
  a.port === b.port && usbId(a) === usbId(b) && a.serial === b.serial;

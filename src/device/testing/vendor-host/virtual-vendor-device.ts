/** A camera with the host interface, that leaves and comes back as a disk, and can go wrong on demand. */
import { type Clock, systemClock } from '../../../domain/time.js';
import type { VendorHostCandidate, VolumeCandidate } from '../../driver.js';
import { DeviceError } from '../../errors.js';
import { vendorHostCandidate } from '../../vendor-host/host-candidate.js';
import { busy, type HostAnswer } from '../../vendor-host/host-answer.js';
import type {
  CallLimits,
  HostCallName,
  HostCapabilities,
  HostInterface,
  VendorHostKind,
} from '../../vendor-host/host-interface.js';
import { answerOf, RETURN_CODE } from '../../vendor-host/return-codes.js';
import type { Secret } from '../../vendor-host/secret.js';
import { type HostTimers, sleep, systemTimers } from '../../vendor-host/timers.js';
import { encodeZfyInfo, parseZfyInfo } from '../../vendor-host/zfy-info.js';
import type { VendorFault } from './vendor-faults.js';

export interface VirtualVendorOptions {
  readonly slot: string;
  /** The disk it becomes; its slot is set to the device's. */
  readonly volume: VolumeCandidate;
  readonly password: Secret;
  /** Its `ZFY_INFO`, as `encodeZfyInfo` makes one. */
  readonly record: Uint8Array;
  /** Default `VRT01`. */
  readonly code?: string;
  /** Percent. Default 80. */
  readonly battery?: number;
  /** The camera's clock minus the true one. Default 0. */
  readonly clockOffsetMs?: number;
  /** Milliseconds every answer takes. Default 0. */
  readonly answerMs?: number;
  /** Milliseconds until it is back as a disk. Default 0. */
  readonly returnMs?: number;
  /** Calls this model does not have. Default: it has all. */
  readonly without?: readonly (keyof HostCapabilities)[];
  readonly faults?: readonly VendorFault[];
  /** Told of every change of `mode`. */
  readonly onMode?: (mode: VirtualVendorDevice['mode']) => void;
  /** Told of every call that reaches the device. */
  readonly onCall?: (name: HostCallName) => void;
  readonly timers?: HostTimers;
  readonly clock?: Clock;
}

export interface VirtualVendorDevice {
  readonly candidate: VendorHostCandidate;
  readonly kind: VendorHostKind;
  readonly host: HostInterface;
  /** Every call that reached the device, in order. */
  readonly calls: readonly HostCallName[];
  /** Where it is: on the bus in host mode, away, or standing as a disk. */
  readonly mode: 'host' | 'away' | 'disk';
  /** What a scan of the dock finds of it. */
  readonly scan: () => Promise<VolumeCandidate[]>;
}

const PROFILE = 'virtual-vendor';
const PIXELS = { width: 1920, height: 1080 };
const SPACE = { capacityBytes: 32_000_000_000, freeBytes: 20_000_000_000 };

export function createVirtualVendorDevice(options: VirtualVendorOptions): VirtualVendorDevice {
  const { slot, code = 'VRT01', battery = 80, answerMs = 0, returnMs = 0, without = [], faults = [] } = options;
  const { timers = systemTimers, clock = systemClock } = options;
  const calls: HostCallName[] = [];
  let mode: VirtualVendorDevice['mode'] = 'host';
  const become = (next: typeof mode): void => {
    mode = next;
    options.onMode?.(next);
  };
  let record = options.record;
  let clockOffsetMs = options.clockOffsetMs ?? 0;
  const has = (flag: keyof HostCapabilities): boolean => !without.includes(flag);
  const find = <K extends VendorFault['is']>(is: K): Extract<VendorFault, { is: K }> | undefined =>
    faults.find((fault): fault is Extract<VendorFault, { is: K }> => fault.is === is);

  const call = async <T>(
    name: HostCallName,
    { signal }: CallLimits,
    password: Secret | null,
    success: number,
    value: () => T,
  ): Promise<HostAnswer<T>> => {
    if (mode !== 'host') throw new DeviceError('bwc.device.gone', 'the device is not there');
    calls.push(name);
    options.onCall?.(name);
    const mine = faults.filter((fault) => 'at' in fault && fault.at === name);
    if (mine.some((fault) => fault.is === 'dies')) {
      become('away');
      throw new DeviceError('bwc.device.gone', 'the device was lost');
    }
    if (mine.some((fault) => fault.is === 'hangs')) return new Promise(() => undefined);
    await answered(timers, answerMs, signal);
    if (password !== null && mine.some((fault) => fault.is === 'blabs')) {
      throw new Error(`bad reply to <${name} pwd="${password.reveal()}">`);
    }
    const made = calls.filter((c) => c === name).length;
    if (mine.some((fault) => fault.is === 'busy' && made <= fault.times)) return busy('a recording is being closed');
    const forced = mine.find((fault) => fault.is === 'answers');
    if (forced?.is === 'answers') return answerOf(name, forced.code, value);
    const wrong = password !== null && password.reveal() !== options.password.reveal();
    return answerOf(name, wrong ? RETURN_CODE.CHECK_PWD_FAILED : success, value);
  };

  const leave = (): void => {
    become('away');
    if (find('never returns') !== undefined) return;
    timers.after(returnMs, () => {
      become('disk');
    });
  };

  const { CONNECT_SUCCESS, CHECK_PWD_SUCCESS, SET_SYSTEMTIME_SUCCESS, MSDC_SUCCESS } = RETURN_CODE;
  const host: HostInterface = {
    capabilities: {
      idCode: has('idCode'),
      info: has('info'),
      writeInfo: has('writeInfo'),
      clockSet: has('clockSet'),
      resolution: has('resolution'),
      battery: has('battery'),
      clockRead: has('clockRead'),
      diskSpace: has('diskSpace'),
    },
    initDevice: (limits) => call('Init_Device', limits, null, CONNECT_SUCCESS, () => code),
    setMsdc: async (password, limits) => {
      const answer = await call('SetMSDC', limits, password, MSDC_SUCCESS, () => null);
      if (answer.is === 'ok') leave();
      return answer.is === 'ok' && find('leaves without a word') !== undefined ? new Promise(() => undefined) : answer;
    },
    ...(has('idCode') && { getIdCode: (limits) => call('GetIDCode', limits, null, CONNECT_SUCCESS, () => code) }),
    ...(has('info') && {
      getZfyInfo: (password, limits) =>
        call('GetZFYInfo', limits, password, CHECK_PWD_SUCCESS, () => parseZfyInfo(record)),
    }),
    ...(has('writeInfo') && {
      writeZfyInfo: (info, password, limits) =>
        call('WriteZFYInfo', limits, password, CHECK_PWD_SUCCESS, () => {
          record = encodeZfyInfo(info, 'terminated');
          return null;
        }),
    }),
    ...(has('clockSet') && {
      syncDevTime: (password, limits) =>
        call('SyncDevTime', limits, password, SET_SYSTEMTIME_SUCCESS, () => {
          clockOffsetMs = 0;
          return null;
        }),
    }),
    ...(has('resolution') && {
      readDeviceResolution: (password, limits) =>
        call('ReadDeviceResolution', limits, password, CHECK_PWD_SUCCESS, () => PIXELS),
    }),
    ...(has('battery') && {
      readDeviceBatteryDumpEnergy: (password, limits) =>
        call('ReadDeviceBatteryDumpEnergy', limits, password, CHECK_PWD_SUCCESS, () => battery),
    }),
    ...(has('clockRead') && {
      readClock: (password, limits) =>
        call('read clock', limits, password, CHECK_PWD_SUCCESS, () => ({
          as: 'epoch' as const,
          seconds: Math.floor((clock.now() + clockOffsetMs) / 1000),
        })),
    }),
    ...(has('diskSpace') && {
      diskSpace: (password, limits) => call('disk space', limits, password, CHECK_PWD_SUCCESS, () => SPACE),
    }),
    close: () => Promise.resolve(),
  };

  const candidate = vendorHostCandidate({ slot, vendorId: 0x1209, productId: 0x0947, product: 'Virtual camera' });
  return {
    candidate,
    host,
    calls,
    get mode() {
      return mode;
    },
    kind: {
      id: 'vendor:virtual',
      scan: () => Promise.resolve(mode === 'host' ? [candidate] : []),
      recognise: ({ vendorId, productId }) =>
        vendorId === candidate.vendorId && productId === candidate.productId
          ? { recognised: true, profile: PROFILE, because: 'USB id 1209:0947', specificity: 100 }
          : { recognised: false, reason: 'not a virtual vendor device' },
      connect: () => Promise.resolve(host),
    },
    scan: () => {
      const volume = find('returns as')?.volume ?? options.volume;
      return Promise.resolve(mode === 'disk' ? [{ ...volume, slot: find('returns in slot')?.slot ?? slot }] : []);
    },
  };
}

/** The time an answer takes, cut short by the caller. */
async function answered(timers: HostTimers, ms: number, signal: AbortSignal): Promise<void> {
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
  if (!signal.aborted) await Promise.race([sleep(timers, ms), aborted]);
  if (signal.aborted) throw new DeviceError('bwc.device.timeout', 'called off');
}

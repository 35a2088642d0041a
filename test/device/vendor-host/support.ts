import type { CameraIdentity } from '../../../src/domain/camera.js';
import { toInstant } from '../../../src/domain/time.js';
import type { Camera } from '../../../src/device/camera.js';
import type { CameraDriver } from '../../../src/device/driver.js';
import { DeviceError } from '../../../src/device/errors.js';
import {
  createVirtualTimers,
  createVirtualVendorDevice,
  type VirtualTimers,
  type VirtualVendorDevice,
  type VirtualVendorOptions,
} from '../../../src/device/testing/vendor-host/index.js';
import {
  createVendorHostDriver,
  encodeZfyInfo,
  pollForVolume,
  Secret,
  type SwitchState,
  type VendorHostDriver,
  type VendorHostDriverOptions,
} from '../../../src/device/vendor-host/index.js';
import { candidateAt } from '../support.js';

export const SLOT = 'usb:3-1.4';
export const PROFILE = 'virtual-vendor';
export const PASSWORD = '740231';
export const SERIAL = 'A1B2C37';
export const RECORD = encodeZfyInfo(
  { serial: SERIAL, officerNo: '012345', officerName: '李雷', unitNo: '310115', unitName: '第一中队' },
  'terminated',
);
export const EPOCH = 1_772_326_800_000;
export const LIMITS = { callMs: 1000, busyEveryMs: 100, askMs: 5000, returnMs: 10_000 };

export interface StubDisk {
  readonly driver: CameraDriver;
  readonly opened: readonly string[];
  readonly closed: readonly string[];
}

/** A disk that is nothing but a serial: in memory, so that virtual time can pass around it. The root says which. */
export function stubDisk(serials: Readonly<Record<string, string | null>>, gone = 0, source = 'PARAM.INI'): StubDisk {
  const opened: string[] = [];
  const closed: string[] = [];
  let left = gone;
  const camera = (root: string): Camera => {
    const none = (): never => {
      throw new Error('this disk has no files');
    };
    const identity: CameraIdentity = {
      serial: serials[root] ?? null,
      officerNo: null,
      officerName: null,
      unitNo: null,
      unitName: null,
      model: null,
      firmware: null,
      source,
    };
    return {
      manifest: {
        identity: true,
        battery: false,
        storage: false,
        clockRead: 'newest-file',
        clockSet: false,
        partialRead: true,
        erase: false,
        lockedClips: false,
      },
      medium: { id: `stub:${root}`, source: 'stub' },
      profile: 'stub',
      identify: () => Promise.resolve(identity),
      readiness: () =>
        Promise.resolve({ battery: null, storage: { capacityBytes: null, freeBytes: null, lockedBytes: null } }),
      readClock: none,
      list: none,
      open: none,
      isPresent: () => Promise.resolve(true),
      close: () => {
        closed.push(root);
        return Promise.resolve();
      },
    };
  };
  return {
    opened,
    closed,
    driver: {
      id: 'stub',
      recognise: ({ root }) =>
        Promise.resolve(
          root in serials
            ? { recognised: true, profile: 'stub', because: 'it is one', specificity: 1 }
            : { recognised: false, reason: 'nothing on it' },
        ),
      open: ({ root }) => {
        if (left-- > 0) return Promise.reject(new DeviceError('bwc.device.gone', 'it left again'));
        opened.push(root);
        return Promise.resolve(camera(root));
      },
    },
  };
}

export interface Bench {
  readonly timers: VirtualTimers;
  readonly device: VirtualVendorDevice;
  readonly driver: VendorHostDriver;
  readonly disk: StubDisk;
  readonly states: readonly SwitchState['at'][];
  /** `driver.open`, with all the time it takes. */
  readonly open: () => Promise<Camera>;
}

export function bench(
  device: Partial<VirtualVendorOptions> = {},
  driver: Partial<VendorHostDriverOptions> = {},
  disk: StubDisk = stubDisk({ '/media/a': SERIAL, '/media/b': 'B000002' }),
): Bench {
  const timers = createVirtualTimers();
  const clock = { now: () => EPOCH + timers.now() };
  const virtual = createVirtualVendorDevice({
    slot: SLOT,
    volume: candidateAt('/media/a'),
    password: new Secret(PASSWORD),
    record: RECORD,
    answerMs: 50,
    returnMs: 3000,
    timers,
    clock,
    ...device,
  });
  const states: SwitchState['at'][] = [];
  const made = createVendorHostDriver({
    kind: virtual.kind,
    volumes: disk.driver,
    waitForVolume: pollForVolume(virtual.scan, timers, 500),
    credentials: (model) => (model === 'VRT01' ? new Secret(PASSWORD) : null),
    onState: ({ at }) => {
      states.push(at);
    },
    limits: LIMITS,
    timers,
    clock,
    ...driver,
  });
  const open = (): Promise<Camera> => timers.run(made.open(virtual.candidate, PROFILE));
  return { timers, device: virtual, driver: made, disk, states, open };
}

export const SYNCHRONISED = { synchronised: true, source: 'chrony', stratum: 2, errorMs: 1, remark: '' } as const;
export const at = (ms: number): string => toInstant(EPOCH + ms);

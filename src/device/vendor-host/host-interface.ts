/**
 * What a vendor implements for a camera that is first talked to and then becomes a disk: the eight calls of GA/T 947.4 and
 * two that vendors add. Calls are made one at a time. An implementation never logs a password and never guesses one.
 */
import type { Recognition, VendorHostCandidate } from '../driver.js';
import type { DeviceTime } from './clock-sample.js';
import type { HostAnswer } from './host-answer.js';
import type { Secret } from './secret.js';
import type { ZfyInfo } from './zfy-info.js';

export type HostCallName =
  | 'Init_Device'
  | 'GetIDCode'
  | 'GetZFYInfo'
  | 'WriteZFYInfo'
  | 'SyncDevTime'
  | 'SetMSDC'
  | 'ReadDeviceResolution'
  | 'ReadDeviceBatteryDumpEnergy'
  | 'read clock'
  | 'disk space';

export interface CallLimits {
  /** Milliseconds this call may take. The caller stops waiting then and makes no further call. */
  readonly timeoutMs: number;
  /** Aborted when the time is over: the implementation ends what it has under way and rejects. */
  readonly signal: AbortSignal;
}

/** Which of the calls this camera has: vendors leave some out and add some. `Init_Device` and `SetMSDC` are always there. */
export interface HostCapabilities {
  readonly idCode: boolean;
  readonly info: boolean;
  readonly writeInfo: boolean;
  readonly clockSet: boolean;
  readonly resolution: boolean;
  readonly battery: boolean;
  readonly clockRead: boolean;
  readonly diskSpace: boolean;
}

export interface DiskSpace {
  readonly capacityBytes: number;
  readonly freeBytes: number;
}

/**
 * Each optional call is present exactly where its flag is set. All reject with DeviceError `bwc.device.gone` (the device
 * went away), `bwc.device.timeout` or `bwc.device.protocol` (an answer that makes no sense).
 */
export interface HostInterface {
  readonly capabilities: HostCapabilities;
  /** `Init_Device`: opens the device; answers the recognition code of maker and model. */
  initDevice(limits: CallLimits): Promise<HostAnswer<string>>;
  /** `SetMSDC`: the device leaves USB and comes back as a disk. The call may never be answered, because the device has left. */
  setMsdc(password: Secret, limits: CallLimits): Promise<HostAnswer<null>>;
  /** `GetIDCode`; flag `idCode`. */
  getIdCode?(limits: CallLimits): Promise<HostAnswer<string>>;
  /** `GetZFYInfo`; flag `info`. */
  getZfyInfo?(password: Secret, limits: CallLimits): Promise<HostAnswer<ZfyInfo>>;
  /** `WriteZFYInfo`; flag `writeInfo`. Changes the device: for issuing a camera to an officer, never made during a visit. */
  writeZfyInfo?(info: ZfyInfo, password: Secret, limits: CallLimits): Promise<HostAnswer<null>>;
  /** `SyncDevTime`; flag `clockSet`. Sets the camera's clock to this machine's. */
  syncDevTime?(password: Secret, limits: CallLimits): Promise<HostAnswer<null>>;
  /** `ReadDeviceResolution`, pixels; flag `resolution`. */
  readDeviceResolution?(
    password: Secret,
    limits: CallLimits,
  ): Promise<HostAnswer<{ readonly width: number; readonly height: number }>>;
  /** `ReadDeviceBatteryDumpEnergy`, percent; flag `battery`. */
  readDeviceBatteryDumpEnergy?(password: Secret, limits: CallLimits): Promise<HostAnswer<number>>;
  /** No call of the standard reads the clock; flag `clockRead`. */
  readClock?(password: Secret, limits: CallLimits): Promise<HostAnswer<DeviceTime>>;
  /** Nor the storage; flag `diskSpace`. */
  diskSpace?(password: Secret, limits: CallLimits): Promise<HostAnswer<DiskSpace>>;
  /** Gives the device free. Twice is fine, and after it left. */
  close(): Promise<void>;
}

/** One vendor's interface: which devices speak it, how they are found, and how to reach one. */
export interface VendorHostKind {
  /** `vendor:h22`. */
  readonly id: string;
  /**
   * What stands in host mode now, each in the slot its disk will stand in. Asked every other second: it looks at what the
   * kernel says (`scanUsbIds`), opens no device, and rejects rather than forgetting one it could not look for.
   */
  scan(): Promise<readonly VendorHostCandidate[]>;
  /** Goes by what the candidate says; sends the device nothing. */
  recognise(candidate: VendorHostCandidate): Recognition;
  /** @throws DeviceError where the device cannot be reached. */
  connect(candidate: VendorHostCandidate, limits: CallLimits): Promise<HostInterface>;
}

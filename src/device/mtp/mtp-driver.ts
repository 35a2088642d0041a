/** The driver for cameras that speak MTP over USB. */
import { errnoOf, messageOf } from '../../domain/errors.js';
import type { Camera } from '../camera.js';
import type { CameraDriver, UsbCandidate } from '../driver.js';
import { DeviceError } from '../errors.js';
import { loadProfiles } from '../profiles/load-profiles.js';
import type { Profile } from '../profiles/profile.js';
import { type UsbDevice, usbId } from '../usb/usb-device.js';
import { kernelUsb } from '../usb/kernel-usb.js';
import { systemTiming, type Timing } from '../usb/timing.js';
import type { UsbHost } from '../usb/usb-host.js';
import { matchProfile } from '../volume/recognise.js';
import { openVolumeCamera } from '../volume/volume-camera.js';
import type { DeviceInfo } from './codec/device-info.js';
import { OperationCode } from './codec/operations.js';
import { MtpLink } from './link.js';
import { isRefusal, LinkGone } from './link-error.js';
import { MTP_FILES_PROFILE } from './files-profile.js';
import { GENERIC_MODEL_ID, loadMtpModels, type MtpModel } from './model.js';
import { MtpCamera } from './mtp-camera.js';
import { MtpIo } from './mtp-io.js';
import { GENERIC_QUIRKS } from './quirks.js';

export interface MtpDriverOptions {
  /** Default: the kernel's USB, loaded on first use: where libusb cannot start, volumes must be read all the same. */
  readonly host?: UsbHost;
  readonly timing?: Timing;
  readonly models?: readonly MtpModel[];
  /**
   * Whether devices no model describes are taken, once confirmed. Default true; a driver of a vendor's own says no, or
   * it and the built-in one would both claim them.
   */
  readonly generic?: boolean;
  /** Layouts of what lies on it; default: those of volumes. */
  readonly profiles?: readonly Profile[];
  /** Whether cameras' clocks may be set. Default false: nothing on a camera is changed. */
  readonly setClock?: boolean;
  /**
   * Whether files may be erased that are proven to be archived, from models known to do it right, and whether each is read
   * a second time before. Default: never.
   */
  readonly erase?: { readonly secondRead: boolean };
  readonly onRecovery?: (step: string, why: string) => void;
}

/** @throws DeviceError `bwc.device.profile_invalid` when the package's own models cannot be loaded. */
export function createMtpDriver(options: MtpDriverOptions = {}): CameraDriver {
  const models = options.models ?? loadMtpModels();
  const profiles = options.profiles ?? loadProfiles();
  return {
    id: 'mtp',
    recognise: (candidate) => {
      if (candidate.kind !== 'usb') return Promise.resolve({ recognised: false, reason: 'not a USB device' });
      const { device, confirmed } = candidate;
      const [model, ...others] = models.filter((m) => m.matches(device));
      if (others.length > 0) {
        const ids = [model, ...others].flatMap((m) => m?.id ?? []).join(', ');
        const message = `more than one model is ${usbId(device)}: ${ids}`;
        return Promise.reject(new DeviceError('bwc.device.ambiguous', message, { models: ids }));
      }
      const name = device.product ?? 'an unnamed device';
      if (model !== undefined) {
        return Promise.resolve({
          recognised: true,
          profile: model.id,
          because: `${model.name} (USB ${usbId(device)})`,
          specificity: 50,
        });
      }
      if (options.generic === false) {
        return Promise.resolve({ recognised: false, reason: `no model of this driver is ${usbId(device)}` });
      }
      if (!confirmed) {
        const message = `${name} (USB ${usbId(device)}) speaks MTP, but nobody has described or confirmed it`;
        return Promise.reject(new DeviceError('bwc.device.unconfirmed', message, { usb: usbId(device) }));
      }
      return Promise.resolve({
        recognised: true,
        profile: GENERIC_MODEL_ID,
        because: `${name} (USB ${usbId(device)}), confirmed by the custodian`,
        specificity: 10,
      });
    },
    open: (candidate, id) => {
      if (candidate.kind !== 'usb') {
        return Promise.reject(new DeviceError('bwc.device.refused', `${candidate.slot} is no USB device`));
      }
      const quirks = models.find((m) => m.id === id)?.quirks ?? GENERIC_QUIRKS;
      return openMtpCamera(candidate, id, quirks, profiles, options);
    },
    over: (host) => createMtpDriver({ ...options, host }),
  };
}

async function openMtpCamera(
  candidate: UsbCandidate,
  model: string,
  quirks: MtpModel['quirks'],
  profiles: readonly Profile[],
  { host = kernelUsb, timing = systemTiming, setClock = false, erase, onRecovery = () => undefined }: MtpDriverOptions,
): Promise<Camera> {
  const { device } = candidate;
  const permitted = [
    ...(setClock ? [OperationCode.SetDevicePropValue] : []),
    ...(erase === undefined ? [] : [OperationCode.DeleteObject]),
  ];
  const link = new MtpLink({ connect: () => host.connect(device), timing, quirks, permitted, onRecovery });
  try {
    const info = await link.use((session) => session.deviceInfo());
    const supports = (operation: number): boolean => info.operationsSupported.includes(operation);
    const io = new MtpIo({ link, timing, quirks, supports });
    if ((await io.tree.storages.first()).length === 0) {
      throw new DeviceError(
        'bwc.device.listing_failed',
        'the camera shows no storage: no card, or its screen is locked',
      );
    }
    const place = { ...candidate, kind: 'volume', fileSystem: 'mtp', mediumHint: mediumId(device, info) } as const;
    const root = await io.openRoot();
    const match = await matchProfile(profiles, { io, root, label: candidate.label });
    await io.close(root);
    const layout = match?.profile ?? MTP_FILES_PROFILE;
    const files = await openVolumeCamera(io, place, layout, { ownFileSystem: true });
    return new MtpCamera({
      link,
      io,
      files,
      info,
      medium: { id: place.mediumHint, source: 'USB identity' },
      profile: `${model}/${layout.id}`,
      serial: serialOf(device, info),
      partialRead: supports(OperationCode.GetPartialObject64) || supports(OperationCode.GetPartialObject),
      quirks,
      timing,
      maySetClock: setClock,
      mayErase: erase ?? null,
    });
  } catch (error) {
    await link.close().catch(() => undefined);
    throw asDeviceError(error);
  }
}

/** iSerial first: the serial in DeviceInfo is a constant in some implementations. */
const serialOf = (device: UsbDevice, info: DeviceInfo): string | null =>
  device.serial ?? (info.serialNumber === '' ? null : info.serialNumber);

/** Without a serial, the port stands in: nothing else tells it from its twin. */
const mediumId = (device: UsbDevice, info: DeviceInfo): string =>
  `mtp:${usbId(device)}:${serialOf(device, info) ?? `port ${device.port}`}`;

function asDeviceError(error: unknown): Error {
  if (error instanceof DeviceError) return error;
  if (error instanceof LinkGone)
    return new DeviceError('bwc.device.gone', 'the camera was unplugged', {}, { cause: error });
  if (isRefusal(error)) {
    return new DeviceError('bwc.device.read_error', error.message, { response: error.code }, { cause: error });
  }
  if (errnoOf(error) !== undefined) {
    // What stood there a moment ago is not there any more.
    return new DeviceError(
      'bwc.device.changed',
      `the camera changed while it was opened: ${messageOf(error)}`,
      {},
      { cause: error },
    );
  }
  return error instanceof Error ? error : new Error(messageOf(error));
}

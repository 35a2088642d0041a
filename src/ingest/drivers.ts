/** The camera drivers of this station: the built-in ones, what its configuration adds to them, and those it names. */
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CameraDriver } from '../device/driver.js';
import { MTP_FILES_PROFILE } from '../device/mtp/files-profile.js';
import { GENERIC_MODEL_ID, loadMtpModels, type MtpModel, parseModelFile } from '../device/mtp/model.js';
import { createMtpDriver, type MtpDriverOptions } from '../device/mtp/mtp-driver.js';
import type { VendorHostKind } from '../device/vendor-host/host-interface.js';
import { withExtra } from '../device/profiles/extra-files.js';
import { loadProfiles, parseProfile } from '../device/profiles/load-profiles.js';
import type { Profile } from '../device/profiles/profile.js';
import { FOLDER_PROFILE } from '../device/volume/folder-profile.js';
import { nodeEraser } from '../device/volume/eraser.js';
import { createVolumeDriver } from '../device/volume/volume-driver.js';
import { messageOf } from '../domain/errors.js';
import { IngestError } from './errors.js';

export const VOLUME_DRIVER_ID = 'volume';
export const FOLDER_PROFILE_ID = FOLDER_PROFILE.id;

export interface Drivers {
  readonly drivers: readonly CameraDriver[];
  /** Vendors' host interfaces: cameras that are first talked to and then become a disk. */
  readonly hostKinds: readonly VendorHostKind[];
}

/** What a station knows of cameras beyond this package. */
export interface CameraSources {
  /** Module paths or package names, each exporting `driver`. */
  readonly drivers: readonly string[];
  /** JSON files: layouts of what lies on cameras, and MTP models. */
  readonly profiles: readonly string[];
  readonly models: readonly string[];
}

export interface CameraDescriptions {
  readonly profiles: readonly Profile[];
  readonly models: readonly MtpModel[];
}

/** @throws DeviceError `bwc.device.profile_invalid` naming the file, the key and what is wrong */
export const loadDescriptions = ({ profiles, models }: CameraSources): CameraDescriptions => ({
  profiles: withExtra(loadProfiles(), profiles, parseProfile, [FOLDER_PROFILE.id, MTP_FILES_PROFILE.id]),
  models: withExtra(loadMtpModels(), models, parseModelFile, [GENERIC_MODEL_ID]),
});

/** @throws DeviceError as `loadDescriptions`; IngestError `bwc.device.unsupported` naming the module that is no driver */
export async function loadDrivers(
  sources: CameraSources,
  options: Pick<MtpDriverOptions, 'onRecovery' | 'setClock' | 'erase'> = {},
): Promise<Drivers> {
  const { profiles, models } = loadDescriptions(sources);
  const modules = await Promise.all(sources.drivers.map(importModule));
  const builtIn = [
    createVolumeDriver({ profiles, ...(options.erase !== undefined && { erase: nodeEraser }) }),
    createMtpDriver({ ...options, profiles, models }),
  ];
  return {
    drivers: [...builtIn, ...modules.flatMap(({ driver }) => driver ?? [])],
    hostKinds: modules.flatMap(({ hostKind }) => hostKind ?? []),
  };
}

interface VendorModule {
  readonly driver?: CameraDriver;
  readonly hostKind?: VendorHostKind;
}

async function importModule(specifier: string): Promise<VendorModule> {
  try {
    const { driver, hostKind } = (await import(
      isAbsolute(specifier) ? pathToFileURL(specifier).href : specifier
    )) as Record<keyof VendorModule, unknown>;
    const found = { ...(isDriver(driver) && { driver }), ...(isHostKind(hostKind) && { hostKind }) };
    if (Object.keys(found).length > 0) return found;
  } catch (error) {
    throw new IngestError(
      'bwc.device.unsupported',
      `driver ${specifier}: ${messageOf(error)}`,
      { driver: specifier },
      { cause: error },
    );
  }
  throw new IngestError('bwc.device.unsupported', `${specifier} exports no driver`, { driver: specifier });
}

const isDriver = (value: unknown): value is CameraDriver =>
  typeof value === 'object' && value !== null && 'id' in value && 'recognise' in value && 'open' in value;

const isHostKind = (value: unknown): value is VendorHostKind =>
  typeof value === 'object' && value !== null && 'id' in value && 'scan' in value && 'connect' in value;

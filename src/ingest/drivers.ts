/** The camera drivers of this station: the built-in ones and those the configuration names. */
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CameraDriver } from '../device/driver.js';
import { createMtpDriver, type MtpDriverOptions } from '../device/mtp/mtp-driver.js';
import type { VendorHostKind } from '../device/vendor-host/host-interface.js';
import { createVolumeDriver } from '../device/volume/volume-driver.js';
import { messageOf } from '../domain/errors.js';
import { IngestError } from './errors.js';

export const VOLUME_DRIVER_ID = 'volume';
export const FOLDER_PROFILE_ID = 'folder';

export interface Drivers {
  readonly drivers: readonly CameraDriver[];
  /** Vendors' host interfaces: cameras that are first talked to and then become a disk. */
  readonly hostKinds: readonly VendorHostKind[];
}

/** @throws IngestError `bwc.device.unsupported` naming the module that is no driver */
export async function loadDrivers(
  extra: readonly string[],
  mtp: Pick<MtpDriverOptions, 'onRecovery' | 'setClock'> = {},
): Promise<Drivers> {
  const modules = await Promise.all(extra.map(importModule));
  return {
    drivers: [createVolumeDriver(), createMtpDriver(mtp), ...modules.flatMap(({ driver }) => driver ?? [])],
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

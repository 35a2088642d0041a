/** The camera drivers of this station: the built-in ones and those the configuration names. */
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CameraDriver } from '../device/driver.js';
import { createMtpDriver, type MtpDriverOptions } from '../device/mtp/mtp-driver.js';
import { createVolumeDriver } from '../device/volume/volume-driver.js';
import { messageOf } from '../domain/errors.js';
import { IngestError } from './errors.js';

export const VOLUME_DRIVER_ID = 'volume';
export const FOLDER_PROFILE_ID = 'folder';

/** @throws IngestError `bwc.device.unsupported` naming the module that is no driver */
export async function loadDrivers(
  extra: readonly string[],
  mtp: Pick<MtpDriverOptions, 'onRecovery' | 'setClock'> = {},
): Promise<CameraDriver[]> {
  const drivers = [createVolumeDriver(), createMtpDriver(mtp)];
  for (const specifier of extra) drivers.push(await importDriver(specifier));
  return drivers;
}

async function importDriver(specifier: string): Promise<CameraDriver> {
  try {
    const module = (await import(isAbsolute(specifier) ? pathToFileURL(specifier).href : specifier)) as {
      driver?: unknown;
    };
    if (isDriver(module.driver)) return module.driver;
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

/** A station with a virtual bus of cameras in host mode, and the cameras. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  plugIntoBus,
  pullFromBus,
  callsOnBus,
  type VirtualBusDevice,
} from '../../../src/device/testing/vendor-host/virtual-vendor-bus.js';
import type { VirtualContent } from '../../../src/device/testing/index.js';
import type { VisitView } from '../../../src/domain/visit.js';
import { bwcJson, FAULTY_DRIVER } from './bwc.js';
import { card, media, noise } from './cards.js';
import { newStation, type Settings } from './station.js';

const TESTING = new URL('../../../dist/device/testing/index.js', import.meta.url).href;

export const PASSWORD = 'pw-740231-secret';
const MODEL = 'VRT01';

export interface VendorDock {
  readonly dir: string;
  readonly data: string;
  readonly dock: string;
  readonly shelf: string;
  /** Makes a camera with two files and plugs it in, in host mode. `cardSerial`: what its disk says it is. */
  readonly plug: (
    changes?: Partial<VirtualBusDevice> & { readonly cardSerial?: string },
    third?: VirtualContent,
  ) => Promise<void>;
  /** Plugs the same camera in again, its card as it is on the shelf. */
  readonly again: (changes?: Partial<VirtualBusDevice>) => void;
  readonly pull: () => void;
  readonly calls: () => string[];
  readonly visits: () => Promise<VisitView[]>;
}

export const SERIAL = 'ZFY0007';

/** @param password null for none */
export async function vendorDock(
  settings: Settings = {},
  password: string | null = JSON.stringify(PASSWORD),
): Promise<VendorDock> {
  const station = await newStation(settings, password === null ? '' : `[cameras.passwords]\n${MODEL} = ${password}\n`);
  const { dir, data, dock, shelf } = station;
  const bus = join(dir, 'bus');
  const module = join(dir, 'vendor.mjs');
  writeFileSync(
    module,
    `import { virtualVendorKind } from ${JSON.stringify(TESTING)};\n` +
      `export const hostKind = virtualVendorKind(${JSON.stringify(bus)});\n`,
  );
  plugIntoBus(bus, 'nothing', device());
  pullFromBus(bus, 'nothing');
  const config = join(data, 'config.toml');
  writeFileSync(
    config,
    readFileSync(config, 'utf8').replace(
      /^extra_drivers = .*$/m,
      `extra_drivers = ${JSON.stringify([module, FAULTY_DRIVER])}`,
    ),
  );

  function device(changes: Partial<VirtualBusDevice> = {}): VirtualBusDevice {
    return {
      card: join(shelf, 'CARD'),
      mount: join(dock, 'CARD'),
      password: PASSWORD,
      info: { serial: SERIAL, officerNo: '350214', officerName: '林晓', unitNo: null, unitName: null },
      returnMs: 300,
      ...changes,
    };
  }
  const again = (changes: Partial<VirtualBusDevice> = {}): void => {
    plugIntoBus(bus, 'camera', device(changes));
  };
  return {
    dir,
    data,
    dock,
    shelf,
    plug: async ({ cardSerial = SERIAL, ...changes } = {}, third) => {
      await card(shelf, {
        serial: cardSerial,
        name: 'CARD',
        unitName: '鹭江中队',
        files: [
          { content: media('segment-1.mp4') },
          { content: noise(3_000_000, 'second') },
          ...(third === undefined ? [] : [{ content: third }]),
        ],
      });
      again(changes);
    },
    again,
    pull: () => {
      pullFromBus(bus, 'camera');
    },
    calls: () => callsOnBus(bus, 'camera'),
    visits: () => bwcJson(['visits', '--data', data]),
  };
}

/** Every byte below a folder, file by file. */
export function* filesBelow(folder: string): Generator<readonly [string, Buffer]> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    yield [path, readFileSync(path)];
  }
}

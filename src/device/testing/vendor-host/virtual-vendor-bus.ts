/**
 * Virtual vendor devices for whole-process tests: a folder is the bus, and a JSON file in it a device that is plugged in,
 * so that the process that looks for devices, the one that talks to one and the test see the same. When a device is told
 * to become a disk its file goes, and the folder that is its card is moved into the mount root, into the same slot.
 */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { DeviceError } from '../../errors.js';
import type { VendorHostKind } from '../../vendor-host/host-interface.js';
import { Secret } from '../../vendor-host/secret.js';
import { encodeZfyInfo, type ZfyInfo } from '../../vendor-host/zfy-info.js';
import { plainFolder } from '../../volume/scan.js';
import type { VendorFault } from './vendor-faults.js';
import { createVirtualVendorDevice, type VirtualVendorDevice } from './virtual-vendor-device.js';

export interface VirtualBusDevice {
  /** The card as it lies outside, and the place in a mount root where it appears. */
  readonly card: string;
  readonly mount: string;
  readonly password: string;
  readonly info: ZfyInfo;
  /** The camera's clock minus the true one, milliseconds. Default 0. */
  readonly clockOffsetMs?: number;
  /** Milliseconds until it is back as a disk. Default 0. */
  readonly returnMs?: number;
  /** `returns as` and `returns in slot` mean nothing here: another card or place does that. */
  readonly faults?: readonly VendorFault[];
}

const deviceSchema = z.object({
  card: z.string(),
  mount: z.string(),
  password: z.string(),
  record: z.string(),
  clockOffsetMs: z.number(),
  returnMs: z.number(),
  faults: z.array(z.custom<VendorFault>()),
});

const fileOf = (bus: string, name: string): string => path.join(bus, `${name}.json`);
const callsOf = (bus: string, name: string): string => path.join(bus, `${name}.calls`);

/** Plugs it in, in host mode. */
export function plugIntoBus(bus: string, name: string, device: VirtualBusDevice): void {
  const { info, clockOffsetMs = 0, returnMs = 0, faults = [], ...rest } = device;
  const record = Buffer.from(encodeZfyInfo(info, 'terminated')).toString('base64');
  mkdirSync(bus, { recursive: true });
  // In one piece: the bus is looked at all the time.
  const draft = path.join(bus, `${name}.draft`);
  writeFileSync(draft, JSON.stringify({ ...rest, record, clockOffsetMs, returnMs, faults }));
  renameSync(draft, fileOf(bus, name));
}

/** Pulls it out. Nothing happens where it is not there. */
export function pullFromBus(bus: string, name: string): void {
  rmSync(fileOf(bus, name), { force: true });
}

/** Calls that reached a device since it was first plugged in, in order. */
export function callsOnBus(bus: string, name: string): string[] {
  try {
    return readFileSync(callsOf(bus, name), 'utf8').trim().split('\n');
  } catch {
    return [];
  }
}

/** What a driver module of a test exports as `hostKind`. */
export function virtualVendorKind(bus: string): VendorHostKind {
  const devices = (): { readonly name: string; readonly device: VirtualVendorDevice }[] =>
    readdirSync(bus)
      .filter((file) => file.endsWith('.json'))
      .map((file) => ({ name: path.basename(file, '.json'), device: deviceOnBus(bus, path.basename(file, '.json')) }));
  return {
    id: 'vendor:virtual',
    scan: () => Promise.resolve(devices().map(({ device }) => device.candidate)),
    recognise: () => ({ recognised: true, profile: 'virtual-vendor', because: 'the virtual bus', specificity: 100 }),
    connect: ({ slot }) => {
      const found = devices().find(({ device }) => device.candidate.slot === slot);
      if (found !== undefined) return Promise.resolve(found.device.host);
      return Promise.reject(new DeviceError('bwc.device.gone', `nothing stands in ${slot} any more`));
    },
  };
}

function deviceOnBus(bus: string, name: string): VirtualVendorDevice {
  const file = fileOf(bus, name);
  const { card, mount, password, record, ...rest } = deviceSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return createVirtualVendorDevice({
    ...rest,
    slot: plainFolder(mount).slot,
    volume: plainFolder(mount),
    password: new Secret(password),
    record: Buffer.from(record, 'base64'),
    onCall: (call) => {
      if (!existsSync(file)) throw new DeviceError('bwc.device.gone', 'it was pulled out');
      appendFileSync(callsOf(bus, name), `${call}\n`);
    },
    onMode: (mode) => {
      if (mode === 'away') pullFromBus(bus, name);
      if (mode === 'disk') renameSync(card, mount);
    },
  });
}

/** What the configuration says of visits, the dock and the drop folders, as ingest takes it. */
import type { Secret } from '../device/vendor-host/secret.js';
import type { DockOptions } from '../ingest/dock/dock.js';
import type { DropFolderOptions } from '../ingest/drop/drop-folder.js';
import type { VisitSettings } from '../ingest/visit/visit-plan.js';
import { cameraSources, type Config } from './config.js';

export const visitSettings = (
  { station, cameras, ingest }: Config,
  passwords: ReadonlyMap<string, Secret>,
): VisitSettings => ({
  zone: station.timezone,
  sm3: ingest.sm3,
  readBack: ingest.read_back,
  setClock: cameras.set_clock,
  reserve: ingest.reserve,
  stallMs: cameras.stall_seconds * 1000,
  cameras: cameraSources(cameras),
  host: {
    roots: cameras.mount_roots,
    rescanMs: cameras.rescan_seconds * 1000,
    switchMs: cameras.switch_seconds * 1000,
    passwords,
  },
});

export const dockSettings = ({ cameras }: Config): Omit<DockOptions, 'tell'> => ({
  roots: cameras.mount_roots,
  rescanMs: cameras.rescan_seconds * 1000,
  confirmedUsb: cameras.confirmed_usb,
  cameras: cameraSources(cameras),
});

export const dropFolders = ({ drop_folder }: Config): DropFolderOptions[] =>
  drop_folder.map((f) => ({ path: f.path, source: f.source, settleMs: f.settle_seconds * 1000 }));

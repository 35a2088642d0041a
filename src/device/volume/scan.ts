/** Finds what stands in the dock now. Called every other second: a few small reads, nothing on the cameras themselves. */
import { lstat, opendir, readdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { VolumeCandidate } from '../driver.js';
import { type BlockDevices, fileSystemNames, pulledOut, readBlockDevices, usbPortOf } from './block-devices.js';
import { type Mount, parseMountinfo } from './mountinfo.js';

export interface ScanOptions {
  /** Folders that cameras are mounted in, e.g. `/media`. One that does not exist holds nothing. */
  readonly roots: readonly string[];
  /** Reads a mountinfo file. Default: this process's own. */
  readonly mountinfo?: () => string | Promise<string>;
  /** Default `/sys`. */
  readonly sysRoot?: string;
  /** Default `/dev`. */
  readonly devRoot?: string;
}

/**
 * A volume is every mount at or below a root whose disk was not pulled out, and every folder directly in a root that has no mount at or below it, is
 * no symbolic link and holds anything. Where a root is itself a mount, its folders are that volume's own. Ordered by
 * path. Never throws for roots that vanish meanwhile.
 *
 * Mounts are read again after the folders: what was mounted in between shows its content in a folder that had no mount
 * when they were read first, and must not pass for a plain folder with another identity.
 */
export async function scanVolumes(options: ScanOptions): Promise<VolumeCandidate[]> {
  const mounts = await mountsOf(options);
  const folders: string[] = [];
  const found = new Map<string, VolumeCandidate>();
  for (const configured of options.roots) {
    const root = await realpath(configured).catch(() => null);
    if (root === null) continue;
    const below = mounts.filter(({ mountPoint }) => isAtOrBelow(mountPoint, root));
    const devices = below.length > 0 ? await readBlockDevices(options.devRoot ?? '/dev') : null;
    const isGone = below.length > 0 ? await pulledOut(options.sysRoot ?? '/sys') : null;
    for (const mount of below) {
      if (isGone?.(mount.device) === true) continue;
      if (devices !== null) found.set(mount.mountPoint, await mountedVolume(mount, devices, options.sysRoot ?? '/sys'));
    }
    if (below.some(({ mountPoint }) => mountPoint === root)) continue;
    for (const folder of await foldersIn(root)) {
      if (below.some(({ mountPoint }) => isAtOrBelow(mountPoint, folder))) continue;
      folders.push(folder);
    }
  }
  const since = folders.length > 0 ? await mountsOf(options) : [];
  for (const folder of folders) {
    if (!since.some(({ mountPoint }) => isAtOrBelow(mountPoint, folder))) found.set(folder, plainFolder(folder));
  }
  return [...found.values()].sort((a, b) => (a.root < b.root ? -1 : 1));
}

/** The mount at exactly this (real) path, or null. */
export async function findMount(
  root: string,
  options: Omit<ScanOptions, 'roots'> = {},
): Promise<VolumeCandidate | null> {
  const mount = (await mountsOf(options)).find(({ mountPoint }) => mountPoint === root);
  if (mount === undefined) return null;
  return mountedVolume(mount, await readBlockDevices(options.devRoot ?? '/dev'), options.sysRoot ?? '/sys');
}

/** A folder that is no mount of its own. */
export const plainFolder = (root: string): VolumeCandidate => ({
  kind: 'volume',
  root,
  slot: `dir:${root}`,
  label: path.basename(root),
  mediumHint: null,
  fileSystem: null,
  readOnly: null,
});

const mountsOf = async ({ mountinfo }: Pick<ScanOptions, 'mountinfo'>): Promise<Mount[]> =>
  parseMountinfo(await (mountinfo ?? ownMountinfo)());

const ownMountinfo = (): Promise<string> => readFile('/proc/self/mountinfo', 'utf8');

async function mountedVolume(mount: Mount, devices: BlockDevices, sysRoot: string): Promise<VolumeCandidate> {
  const { id, mountPoint, source, fileSystem, readOnly } = mount;
  const port = await usbPortOf(source, sysRoot);
  const known = source.startsWith('/dev/') ? devices.uuidOf(source) : null;
  const asked = source.startsWith('/dev/') && known === null ? await fileSystemNames(source, id, sysRoot) : null;
  const uuid = known ?? asked?.uuid ?? null;
  const label = source.startsWith('/dev/') ? (devices.labelOf(source) ?? asked?.label ?? null) : null;
  return {
    kind: 'volume',
    root: mountPoint,
    slot: port === null ? `dir:${mountPoint}` : `usb:${port}`,
    label: label ?? path.basename(mountPoint),
    mediumHint: uuid === null ? null : `fs-uuid:${uuid}`,
    fileSystem,
    readOnly,
  };
}

const isAtOrBelow = (at: string, root: string): boolean =>
  at === root || at.startsWith(root === '/' ? '/' : `${root}/`);

async function foldersIn(root: string): Promise<string[]> {
  const folders: string[] = [];
  for (const name of await readdir(root).catch(() => [])) {
    const folder = path.join(root, name);
    try {
      if ((await lstat(folder)).isDirectory() && (await holdsAnything(folder))) folders.push(folder);
    } catch {
      // It vanished between two looks, or may not be read: the next scan tells.
    }
  }
  return folders;
}

/** Reads one entry, not all: a card's folder may hold thousands. */
async function holdsAnything(folder: string): Promise<boolean> {
  const entries = await opendir(folder, { bufferSize: 1 });
  try {
    return (await entries.read()) !== null;
  } finally {
    await entries.close();
  }
}

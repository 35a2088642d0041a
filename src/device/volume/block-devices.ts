/** What udev and sysfs say of a mount's block device. All answers are null where they say nothing. */
import { execFile } from 'node:child_process';
import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

export interface BlockDevices {
  uuidOf(source: string): string | null;
  labelOf(source: string): string | null;
}

/** `devRoot` is `/dev`: its `disk/by-uuid` and `disk/by-label` are links that udev keeps. */
export async function readBlockDevices(devRoot: string): Promise<BlockDevices> {
  const uuids = await linksByTarget(devRoot, 'by-uuid');
  const labels = await linksByTarget(devRoot, 'by-label');
  return {
    uuidOf: (source) => uuids.get(path.basename(source)) ?? null,
    labelOf: (source) => labels.get(path.basename(source)) ?? null,
  };
}

async function linksByTarget(devRoot: string, kind: string): Promise<ReadonlyMap<string, string>> {
  const folder = path.join(devRoot, 'disk', kind);
  const byTarget = new Map<string, string>();
  for (const name of await readdir(folder).catch(() => [])) {
    const target = await readlink(path.join(folder, name)).catch(() => null);
    if (target !== null) byTarget.set(path.basename(target), unescapeUdev(name));
  }
  return byTarget;
}

/** udev writes bytes it does not want in a file name as `\xNN`. */
function unescapeUdev(name: string): string {
  const bytes = name.replace(/\\x([0-9a-f]{2})/gi, (_, hex: string) => `%${hex}`);
  try {
    return bytes === name ? name : decodeURIComponent(bytes);
  } catch {
    return name;
  }
}

/**
 * The USB port a block device hangs on (`3-1.4`): sysfs names a USB device by the way through hubs to it, so the same
 * port gives the same name whatever is plugged in.
 */
export async function usbPortOf(source: string, sysRoot: string): Promise<string | null> {
  if (!source.startsWith('/dev/')) return null;
  const device = await realpath(path.join(sysRoot, 'class/block', path.basename(source))).catch(() => null);
  return device?.split('/').findLast((part) => /^\d+-\d+(\.\d+)*$/.test(part)) ?? null;
}

/**
 * Tells of a mount's device number whether its disk was pulled out: the mount is there until somebody unmounts it, and what it shows
 * is no camera any more. False for what has no disk behind it, and where sysfs says nothing.
 */
export async function pulledOut(sysRoot: string): Promise<(device: string) => boolean> {
  const there = new Set(await readdir(path.join(sysRoot, 'dev/block')).catch(() => []));
  return (device) => there.size > 0 && !device.startsWith('0:') && !there.has(device);
}

export interface FileSystemNames {
  readonly uuid: string | null;
  readonly label: string | null;
}

const run = promisify(execFile);
const BLKID_TIMEOUT_MS = 5000;
const NOTHING: FileSystemNames = { uuid: null, label: null };
const asked = new Map<string, Promise<FileSystemNames>>();

/**
 * Asks `blkid` for what udev would say, on machines without udev: two cards that a kernel gives the same device and the
 * same root inode must not pass for one. Asked once for each time a disk is attached and mounted.
 */
export async function fileSystemNames(source: string, mountId: string, sysRoot: string): Promise<FileSystemNames> {
  const key = `${source} ${mountId} ${await diskSequence(source, sysRoot)}`;
  for (const old of asked.keys()) if (old !== key && old.startsWith(`${source} `)) asked.delete(old);
  const known = asked.get(key) ?? askBlkid(source);
  asked.set(key, known);
  return known;
}

/** Linux 5.15: a number that grows with every disk that is attached. Empty on older kernels. */
async function diskSequence(source: string, sysRoot: string): Promise<string> {
  const device = await realpath(path.join(sysRoot, 'class/block', path.basename(source))).catch(() => '');
  for (const folder of [device, path.dirname(device)]) {
    const text = await readFile(path.join(folder, 'diskseq'), 'utf8').catch(() => '');
    if (text !== '') return text.trim();
  }
  return '';
}

async function askBlkid(source: string): Promise<FileSystemNames> {
  try {
    const { stdout } = await run('blkid', ['-p', '-o', 'export', source], { timeout: BLKID_TIMEOUT_MS });
    const value = (key: string): string | null => new RegExp(`^${key}=(.+)$`, 'm').exec(stdout)?.[1] ?? null;
    return { uuid: value('UUID'), label: value('LABEL') };
  } catch {
    // Not root, or no such program: nothing is known.
    return NOTHING;
  }
}

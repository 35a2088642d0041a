/** What udev and sysfs say of a mount's block device. All answers are null where they say nothing. */
import { readdir, readlink, realpath } from 'node:fs/promises';
import path from 'node:path';

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

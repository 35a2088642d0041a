/** `/proc/self/mountinfo`, proc(5): `36 35 98:0 / /mnt rw,noatime shared:1 - ext4 /dev/sda1 rw,errors=continue`. */
export interface Mount {
  /** The kernel's number of this mount; given again to another once it is gone. */
  readonly id: string;
  /** `8:1`, as `/sys/dev/block` has it; `0:…` where no disk is behind it. */
  readonly device: string;
  readonly mountPoint: string;
  readonly fileSystem: string;
  /** `/dev/sdb1` for a block device; any word otherwise. */
  readonly source: string;
  readonly readOnly: boolean;
}

/** Lines that are not of this form are passed over. Of mounts over one another, only the last (topmost) is kept. */
export function parseMountinfo(text: string): Mount[] {
  const byPoint = new Map<string, Mount>();
  for (const line of text.split('\n')) {
    const [before, after] = splitOnce(line, ' - ');
    const left = before.split(' ');
    const right = after.split(' ');
    const [id, device, mountPoint, options] = [left[0], left[2], left[4], left[5]];
    const [fileSystem, source, superOptions] = right;
    if (
      id === undefined ||
      device === undefined ||
      mountPoint === undefined ||
      options === undefined ||
      fileSystem === undefined ||
      source === undefined
    )
      continue;
    const readOnly = [options, superOptions ?? ''].some((list) => list.split(',').includes('ro'));
    const at = unescapeOctal(mountPoint);
    byPoint.delete(at);
    byPoint.set(at, { id, device, mountPoint: at, fileSystem, source: unescapeOctal(source), readOnly });
  }
  return [...byPoint.values()];
}

function splitOnce(line: string, separator: string): [string, string] {
  const cut = line.indexOf(separator);
  return cut < 0 ? [line, ''] : [line.slice(0, cut), line.slice(cut + separator.length)];
}

/** The kernel writes blank, tab, newline, backslash (and `#` at a start) as `\ooo`; everything else as it is. */
const unescapeOctal = (text: string): string =>
  text.replace(/\\([0-3][0-7]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));

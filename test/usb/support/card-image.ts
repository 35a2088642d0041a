/** Disk images as memory cards are: a partition table and one file system, made on this machine, filled in the guest. */
import { createHash } from 'node:crypto';
import { createReadStream, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Guest } from './guest.js';
import { tool } from './need.js';
import { usbStorage } from './usb-devices.js';
import { blockDeviceOf } from './usb-tree.js';
import { until } from './waiting.js';

export type CardFileSystem = 'fat32' | 'exfat';

const MIB = 2 ** 20;
const MAKE = {
  fat32: (file: string, label: string) => tool('mkfs.vfat', ['-F', '32', '-n', label, file]),
  exfat: (file: string, label: string) => tool('mkfs.exfat', ['-L', label, file]),
} as const;
/** The types that cameras write into the table: FAT32 with LBA, and the one exFAT shares with NTFS. */
const PARTITION_TYPE = { fat32: 'c', exfat: '7' } as const;
/** Read-write options; a camera's clock has no zone, so what is copied in keeps its digits. */
const WRITABLE = { fat32: 'tz=UTC,utf8=1,shortname=mixed', exfat: 'iocharset=utf8' } as const;
const KERNEL_NAME = { fat32: 'vfat', exfat: 'exfat' } as const;

export interface CardImage {
  readonly image: string;
  readonly fileSystem: CardFileSystem;
}

/** A sparse image with an empty file system. */
export function makeCardImage(image: string, fileSystem: CardFileSystem, megabytes: number, label: string): CardImage {
  const partition = `${image}.partition`;
  writeFileSync(partition, '');
  truncateSync(partition, (megabytes - 1) * MIB);
  MAKE[fileSystem](partition, label);
  writeFileSync(image, '');
  truncateSync(image, megabytes * MIB);
  tool('sfdisk', ['-q', image], `2048,,${PARTITION_TYPE[fileSystem]}\n`);
  tool('dd', [`if=${partition}`, `of=${image}`, 'bs=1M', 'seek=1', 'conv=notrunc,sparse', 'status=none']);
  rmSync(partition);
  return { image, fileSystem };
}

/** Lets the guest's own kernel write the tree onto the card, as a camera would. @param archive in the guest; a tar, because 9p is slow with many files */
export async function fillCard(guest: Guest, card: CardImage, archive: string): Promise<void> {
  await withCard(guest, card, `tar -xf ${archive} --no-same-owner -C /mnt`);
}

/** Runs a shell command with the card mounted writable at /mnt in the guest. @returns what it printed */
export async function withCard(guest: Guest, card: CardImage, command: string): Promise<string> {
  const [id, serial] = ['filling', 'FILLING'];
  await guest.plug(usbStorage({ id, port: 8, serial, image: card.image }));
  let disk: string | null = null;
  await until(
    async () => (disk = await blockDeviceOf(guest, serial)) !== null,
    () => `the card does not appear\n${guest.console()}`,
    30_000,
  );
  const mount = `mount -t ${KERNEL_NAME[card.fileSystem]} -o ${WRITABLE[card.fileSystem]} /dev/${String(disk)}1 /mnt`;
  const printed = await guest.must(`${mount} && ${command} && umount /mnt`);
  await guest.unplug(id);
  return printed;
}

export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

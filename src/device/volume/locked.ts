/**
 * FAT's read-only attribute, or MTP's protection status, which firmware sets on clips that loop recording must keep; the kernel shows it as a file
 * without any write bit. A mount that hides the write bits of every file (`fmask=0222`) says nothing.
 */
const WITH_ATTRIBUTE = new Set(['vfat', 'msdos', 'exfat', 'mtp']);
const WRITE_BITS = 0o222n;

export const canTellLocked = (fileSystem: string | null): boolean =>
  fileSystem !== null && WITH_ATTRIBUTE.has(fileSystem);

export const isWritable = (mode: bigint): boolean => (mode & WRITE_BITS) !== 0n;

/**
 * What the volume driver asks of the kernel, shaped like the `*at` system calls: a name is always looked up in an open
 * directory, so no path is ever resolved twice and no symbolic link is ever followed. The virtual camera puts its
 * faults in here, at the lowest seam there is.
 */
import type { BigIntStats } from 'node:fs';

export interface IoHandle {
  readonly fd: number;
}

/** As `fstat` has it. `blocks` is negative where what keeps the file does not say how much room it takes. */
export type FileStat = Pick<
  BigIntStats,
  | 'dev'
  | 'ino'
  | 'mode'
  | 'size'
  | 'blocks'
  | 'mtimeNs'
  | 'ctimeNs'
  | 'isFile'
  | 'isDirectory'
  | 'isSymbolicLink'
  | 'isFIFO'
  | 'isSocket'
>;

export interface FileSystemSpace {
  readonly capacityBytes: bigint;
  readonly freeBytes: bigint;
}

/** Every call rejects with the system's error (`code` is the errno name). Names are bytes, never text. */
export interface VolumeIo {
  openRoot(path: string): Promise<IoHandle>;
  openDirectoryAt(directory: IoHandle, name: Buffer): Promise<IoHandle>;
  openFileAt(directory: IoHandle, name: Buffer): Promise<IoHandle>;
  /** Of the entry itself, never of what a symbolic link points at. */
  statAt(directory: IoHandle, name: Buffer): Promise<FileStat>;
  stat(handle: IoHandle): Promise<FileStat>;
  statPath(path: string): Promise<FileStat>;
  names(directory: IoHandle): Promise<Buffer[]>;
  /** One positional read; may return fewer bytes than fit, 0 at the end of the file. */
  read(handle: IoHandle, into: Uint8Array, position: number): Promise<number>;
  space(path: string): Promise<FileSystemSpace>;
  /** Whether the kernel still has the block device a file system's `st_dev` names. */
  hasBlockDevice(device: bigint): Promise<boolean>;
  /** Lets so many milliseconds pass; a virtual medium has no need to. */
  pause(ms: number): Promise<void>;
  close(handle: IoHandle): Promise<void>;
}

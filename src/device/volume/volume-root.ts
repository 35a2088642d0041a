/** The root of a volume: opened anew for each piece of work, so that nothing keeps an operator from unmounting it. */
import { errnoOf } from '../../domain/errors.js';
import { DeviceError } from '../errors.js';
import type { IoHandle, VolumeIo } from './volume-io.js';

export interface VolumeRoot {
  /** `<st_dev>:<ino>` of the root directory. */
  readonly id: string;
  /** @throws DeviceError `bwc.device.gone` when the path no longer leads to the same directory. */
  use<T>(work: (root: IoHandle) => Promise<T>): Promise<T>;
  /** As `use`, for the caller to close. */
  open(): Promise<IoHandle>;
  isPresent(): Promise<boolean>;
  /** The same after a failure that may have been the medium's last: the kernel keeps a pulled disk for a moment after. */
  staysPresent(): Promise<boolean>;
}

/** Between looks at whether a disk is leaving, milliseconds: in an emulated machine it took most of a second. */
const LEAVING_PAUSES_MS = [100, 200, 400, 800, 1600];

/** What stands at the path is no folder. */
const NO_FOLDER = new Set(['ENOTDIR', 'ELOOP']);

/** @throws DeviceError `bwc.device.gone` when there is no folder at `path`, `bwc.device.read_error` when it may not be read. */
export async function openVolumeRoot(io: VolumeIo, path: string): Promise<VolumeRoot> {
  const gone = (cause?: unknown): DeviceError =>
    new DeviceError('bwc.device.gone', `the volume at ${path} is gone`, { root: path }, { cause });
  const openRoot = async (): Promise<IoHandle> => {
    try {
      return await io.openRoot(path);
    } catch (error) {
      if (mayMeanGone(error) || NO_FOLDER.has(errnoOf(error) ?? '')) throw gone(error);
      const errno = errnoOf(error) ?? 'unknown';
      const message = `the volume at ${path} cannot be opened: ${errno}`;
      throw new DeviceError('bwc.device.read_error', message, { root: path, errno }, { cause: error });
    }
  };
  const first = await openRoot();
  let at: { dev: bigint; ino: bigint };
  try {
    at = await io.stat(first);
  } finally {
    await io.close(first);
  }
  // Where the file system has a block device, its removal is seen at once; a stale mount would still answer `stat`.
  const onBlockDevice = await io.hasBlockDevice(at.dev);

  const same = (s: { dev: bigint; ino: bigint }): boolean => s.dev === at.dev && s.ino === at.ino;
  const open = async (): Promise<IoHandle> => {
    const handle = await openRoot();
    try {
      if (same(await io.stat(handle))) return handle;
    } catch (error) {
      await io.close(handle);
      throw gone(error);
    }
    await io.close(handle);
    throw gone();
  };
  const isPresent = async (): Promise<boolean> => {
    try {
      const s = await io.statPath(path);
      return same(s) && (!onBlockDevice || (await io.hasBlockDevice(at.dev)));
    } catch {
      return false;
    }
  };
  return {
    id: `${String(at.dev)}:${String(at.ino)}`,
    open,
    use: async (work) => {
      const handle = await open();
      try {
        return await work(handle);
      } finally {
        await io.close(handle);
      }
    },
    isPresent,
    staysPresent: async () => {
      for (const ms of onBlockDevice ? LEAVING_PAUSES_MS : []) {
        if (!(await isPresent())) return false;
        await io.pause(ms);
      }
      return isPresent();
    },
  };
}

/** Errors a medium that has been pulled out answers with; each may also mean something else while it is still there. */
const GONE = new Set(['ENOENT', 'ENODEV', 'ENXIO', 'ESTALE', 'EIO', 'ENOTCONN', 'ESHUTDOWN']);

export const mayMeanGone = (error: unknown): boolean => GONE.has(errnoOf(error) ?? '');

/** What reads from a disk fail with while the kernel takes it down. */
const LEAVING = new Set(['EIO', 'ENODEV', 'ENXIO', 'ESHUTDOWN']);

export const mayMeanLeaving = (error: unknown): boolean => LEAVING.has(errnoOf(error) ?? '');

/**
 * Taking one file off a mounted volume. Every doubt refuses: it is read once more and compared, looked at anew below the
 * volume's root part by part, unlinked by its name in the open folder, made durable, and what was asked is looked at
 * afterwards. The removal itself is tried once.
 */
import { errnoOf, messageOf } from '../../domain/errors.js';
import type { EraseProof } from '../../domain/erase.js';
import { sourcePathToBytes } from '../../domain/source-path.js';
import type { ClipSource, EraseProgress, ListedFile } from '../camera.js';
import { refused, sha256Of, unconfirmed } from '../erasing.js';
import type { VolumeEraser } from './eraser.js';
import { isWritable } from './locked.js';
import { openSource, withFolder } from './open-source.js';
import { bytesKey, pathParts } from './path-bytes.js';
import { stampOf } from './stamp.js';
import type { FileStat, IoHandle, VolumeIo } from './volume-io.js';
import type { VolumeRoot } from './volume-root.js';

export interface VolumeErasing {
  readonly io: VolumeIo;
  readonly eraser: VolumeEraser;
  readonly root: VolumeRoot;
  readonly onProgress?: EraseProgress | undefined;
}

/** Answers of the kernel after which the file is certainly still there. */
const NOT_REMOVED = new Set(['EROFS', 'EACCES', 'EPERM', 'EBUSY', 'EISDIR', 'ENOENT', 'ENOTDIR', 'ELOOP']);

/**
 * @throws DeviceError `bwc.device.erase_refused`: nothing was erased; `bwc.device.erase_unconfirmed`: it was asked for, and
 * what is seen is not the outcome that was wanted; `bwc.device.gone`, `bwc.device.changed`, `bwc.device.read_error` before
 */
export async function eraseFromVolume(file: ListedFile, proof: EraseProof, context: VolumeErasing): Promise<void> {
  const { io, root, eraser } = context;
  if (file.locked !== false) throw refused(file, 'it is protected on the camera, or that cannot be told');
  if (proof.bytes !== file.bytes) throw refused(file, `${String(proof.bytes)} bytes of it are kept`);
  const parts = pathParts(sourcePathToBytes(file.path));
  if (parts === undefined) throw refused(file, 'this is no path on a camera');
  const source = await openSource(io, root, file.path);
  try {
    await confirmSource(file, proof, source, context.onProgress);
  } finally {
    await source.close();
  }
  await withFolder(io, root, parts, async (folder, name) => {
    const before = await namesIn(io, folder);
    confirmEntry(file, await io.statAt(folder, name));
    try {
      await eraser.unlinkAt(folder, name);
    } catch (error) {
      const why = messageOf(error);
      throw NOT_REMOVED.has(errnoOf(error) ?? '') ? refused(file, why, error) : unconfirmed(file, why, error);
    }
    try {
      await eraser.sync(folder);
      await confirmErased(file, name, before, io, folder);
    } catch (error) {
      throw errnoOf(error) === undefined ? error : unconfirmed(file, messageOf(error), error);
    }
  });
  // The removal reached the medium, or making it durable would have failed; whether this is still that medium is asked once more.
  if (!(await root.isPresent())) throw unconfirmed(file, 'the medium went away');
}

async function confirmSource(
  file: ListedFile,
  proof: EraseProof,
  source: ClipSource,
  onProgress: EraseProgress | undefined,
): Promise<void> {
  if (source.bytes !== file.bytes) throw refused(file, 'it has another size now');
  if ((await sha256Of(source, onProgress)) !== proof.sha256)
    throw refused(file, 'read again, the camera has other bytes than those that are kept');
  const now = await source.restat();
  if (now.bytes !== file.bytes || now.stamp !== file.stamp)
    throw refused(file, 'it is no longer the file that was listed');
}

function confirmEntry(file: ListedFile, entry: FileStat): void {
  if (!entry.isFile()) throw refused(file, 'it is no regular file now');
  if (Number(entry.size) !== file.bytes || stampOf(entry) !== file.stamp) throw refused(file, 'it was replaced');
  if (!isWritable(entry.mode)) throw refused(file, 'it is protected on the camera now');
}

/** It is gone, and nothing beside it is. */
async function confirmErased(
  file: ListedFile,
  name: Buffer,
  before: ReadonlySet<string>,
  io: VolumeIo,
  folder: IoHandle,
): Promise<void> {
  const after = await namesIn(io, folder);
  if (after.has(bytesKey(name))) throw unconfirmed(file, 'it is still there');
  const lost = [...before].filter((one) => one !== bytesKey(name) && !after.has(one));
  if (lost.length > 0) throw unconfirmed(file, `${String(lost.length)} other files vanished with it`);
}

const namesIn = async (io: VolumeIo, folder: IoHandle): Promise<Set<string>> =>
  new Set((await io.names(folder)).map(bytesKey));

/** Finds one named file or folder of a layout, without regard to ASCII case (FAT) and without following links. */
import { errnoOf } from '../../domain/errors.js';
import { bytesKey, foldAscii, joinBytes } from './path-bytes.js';
import type { FileStat, IoHandle, VolumeIo } from './volume-io.js';

/** Identity and status files are a few hundred bytes; anything larger is not one. */
export const SMALL_FILE_BYTES = 64 * 1024;

const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);

export interface Found {
  readonly folder: IoHandle;
  readonly name: Buffer;
  /** The path as it really is written on the volume. */
  readonly path: Buffer;
  readonly stat: FileStat;
}

/** Calls `work` with the entry, or answers null where there is none. @throws system errors other than absence. */
export async function lookUp<T>(
  io: VolumeIo,
  root: IoHandle,
  path: string,
  work: (found: Found) => Promise<T | null>,
): Promise<T | null> {
  const parts = path.split('/').map((part) => Buffer.from(part, 'utf8'));
  return descend(io, root, Buffer.alloc(0), parts, work);
}

async function descend<T>(
  io: VolumeIo,
  folder: IoHandle,
  at: Buffer,
  parts: readonly Buffer[],
  work: (found: Found) => Promise<T | null>,
): Promise<T | null> {
  const [part, ...rest] = parts;
  if (part === undefined) return null;
  const name = await realName(io, folder, part);
  if (name === null) return null;
  const path = joinBytes(at, name);
  const stat = await orAbsent(io.statAt(folder, name));
  if (stat === null) return null;
  if (rest.length === 0) return work({ folder, name, path, stat });
  const next = await orAbsent(io.openDirectoryAt(folder, name));
  if (next === null) return null;
  try {
    return await descend(io, next, path, rest, work);
  } finally {
    await io.close(next);
  }
}

/** The exact name where it exists, else the first by bytes that differs in ASCII case only. */
async function realName(io: VolumeIo, folder: IoHandle, wanted: Buffer): Promise<Buffer | null> {
  if ((await orAbsent(io.statAt(folder, wanted))) !== null) return wanted;
  const key = foldAscii(bytesKey(wanted));
  const alike = (await io.names(folder)).filter((name) => foldAscii(bytesKey(name)) === key);
  return alike.sort((a, b) => Buffer.compare(a, b))[0] ?? null;
}

async function orAbsent<T>(result: Promise<T>): Promise<T | null> {
  try {
    return await result;
  } catch (error) {
    if (ABSENT.has(errnoOf(error) ?? '')) return null;
    throw error;
  }
}

export const folderExists = async (io: VolumeIo, root: IoHandle, path: string): Promise<boolean> =>
  (await lookUp(io, root, path, (found) => Promise.resolve(found.stat.isDirectory() ? true : null))) ?? false;

/** The whole content of a small regular file and its path as written; null where absent, special or too large. */
export const readSmallFile = (
  io: VolumeIo,
  root: IoHandle,
  path: string,
): Promise<{ readonly bytes: Buffer; readonly path: Buffer } | null> =>
  lookUp(io, root, path, async (found) => {
    if (!found.stat.isFile() || found.stat.size > BigInt(SMALL_FILE_BYTES)) return null;
    const file = await orAbsent(io.openFileAt(found.folder, found.name));
    if (file === null) return null;
    try {
      return { bytes: await readUpTo(io, file, SMALL_FILE_BYTES), path: found.path };
    } finally {
      await io.close(file);
    }
  });

/** The first `limit` bytes of an open file, fewer where it is shorter. */
export async function readUpTo(io: VolumeIo, file: IoHandle, limit: number): Promise<Buffer> {
  const into = Buffer.alloc(limit);
  let length = 0;
  while (length < limit) {
    const got = await io.read(file, into.subarray(length), length);
    if (got === 0) break;
    length += got;
  }
  return into.subarray(0, length);
}

/**
 * Walks a volume without ever following a symbolic link or leaving it. Every entry that is not a directory comes out
 * exactly once; a directory that could not be looked into comes out as well. Order: by bytes, within each folder.
 */
import { BwcError, errnoOf, messageOf } from '../../domain/errors.js';
import { joinBytes } from './path-bytes.js';
import type { FileStat, IoHandle, VolumeIo } from './volume-io.js';

/** Deeper folders are reported, not entered: each level holds a descriptor open. */
export const MAX_DEPTH = 128;
/** `lstat` calls under way at once: enough to keep the thread pool busy. */
const BATCH = 64;

export type WalkedEntry =
  | { readonly path: Buffer; readonly kind: 'file'; readonly stat: FileStat }
  | { readonly path: Buffer; readonly kind: 'special' | 'failed'; readonly reason: string };

interface Walk {
  readonly io: VolumeIo;
  readonly device: bigint;
  readonly signal: AbortSignal | undefined;
}

/** @throws the system's error where the root itself cannot be read; the signal's reason when aborted. */
export async function* walkVolume(io: VolumeIo, root: IoHandle, signal?: AbortSignal): AsyncGenerator<WalkedEntry> {
  const { dev } = await io.stat(root);
  yield* walkNames({ io, device: dev, signal }, root, Buffer.alloc(0), await io.names(root), 0);
}

async function* walkNames(
  walk: Walk,
  directory: IoHandle,
  folder: Buffer,
  names: Buffer[],
  depth: number,
): AsyncGenerator<WalkedEntry> {
  names.sort((a, b) => Buffer.compare(a, b));
  for (let from = 0; from < names.length; from += BATCH) {
    walk.signal?.throwIfAborted();
    const batch = names.slice(from, from + BATCH);
    const stats = await Promise.all(batch.map((name) => statOrError(walk.io, directory, name)));
    for (const [i, name] of batch.entries()) {
      const stat = stats[i];
      const path = joinBytes(folder, name);
      if (stat === undefined || stat instanceof Error) yield failed(path, stat);
      else if (stat.isDirectory()) yield* walkFolder(walk, directory, name, path, stat, depth + 1);
      else if (stat.isFile()) yield { path, kind: 'file', stat };
      else yield { path, kind: 'special', reason: specialReason(stat) };
    }
  }
}

async function* walkFolder(
  walk: Walk,
  parent: IoHandle,
  name: Buffer,
  path: Buffer,
  stat: FileStat,
  depth: number,
): AsyncGenerator<WalkedEntry> {
  if (depth > MAX_DEPTH) {
    yield { path, kind: 'failed', reason: `folders nested deeper than ${String(MAX_DEPTH)}: not looked into` };
    return;
  }
  if (stat.dev !== walk.device) {
    yield { path, kind: 'failed', reason: 'another file system is mounted here: not looked into' };
    return;
  }
  let directory: IoHandle | undefined;
  try {
    let names: Buffer[];
    try {
      directory = await walk.io.openDirectoryAt(parent, name);
      names = await walk.io.names(directory);
    } catch (error) {
      yield failed(path, error);
      return;
    }
    yield* walkNames(walk, directory, path, names, depth);
  } finally {
    if (directory !== undefined) await walk.io.close(directory);
  }
}

async function statOrError(io: VolumeIo, directory: IoHandle, name: Buffer): Promise<FileStat | Error> {
  try {
    return await io.statAt(directory, name);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

const failed = (path: Buffer, error: unknown): WalkedEntry => {
  if (error instanceof BwcError) return { path, kind: 'failed', reason: error.message };
  const errno = errnoOf(error) ?? messageOf(error);
  return { path, kind: 'failed', reason: errno === 'ENOENT' ? 'vanished while listing' : `cannot be read: ${errno}` };
};

function specialReason(stat: FileStat): string {
  if (stat.isSymbolicLink()) return 'symbolic link: never followed';
  if (stat.isFIFO()) return 'named pipe: not a file';
  if (stat.isSocket()) return 'socket: not a file';
  return 'device node: not a file';
}

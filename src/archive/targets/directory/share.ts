/**
 * One operation's hold on the mounted share. The root is opened once and everything is looked up below that descriptor:
 * a share that is unmounted under the writer stays the share it was, and the empty folder that appears in its place is
 * never written to.
 */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf } from '../../../domain/errors.js';
import { mustBeArchive, parseMarker, vanished, type ArchiveMarker } from '../../marker.js';
import { asArchiveError } from './errno.js';
import { MARKER } from './layout.js';

export interface Share {
  /** A path that means this very file system for as long as the share is held. */
  readonly root: string;
  /** The file system's device number: everything written must lie on it. */
  readonly device: number;
  /** Of the root. */
  readonly fd: number;
}

/** @throws ArchiveError `bwc.archive.vanished`, `bwc.archive.marker`, or what `use` failed with, typed */
export async function withShare<T>(
  path: string,
  archiveId: string,
  doing: string,
  use: (share: Share) => Promise<T>,
): Promise<T> {
  const fd = openRoot(path);
  try {
    const share = { root: `/proc/self/fd/${String(fd)}`, device: fstatSync(fd).dev, fd };
    mustBeArchive(readMarker(share.root, path), archiveId, path);
    return await use(share);
  } catch (error) {
    // A mistake of the caller's is no failure of the archive.
    throw error instanceof RangeError ? error : asArchiveError(error, doing);
  } finally {
    closeSync(fd);
  }
}

export function openRoot(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT' && errnoOf(error) !== 'ENOTDIR') throw asArchiveError(error, `opening ${path}`);
    throw vanished(path, 'no such directory');
  }
}

/** In place, like the root: with every operation. @param shown how the directory is called in messages */
export function readMarker(root: string, shown: string): ArchiveMarker {
  try {
    return parseMarker(readFileSync(join(root, MARKER), 'utf8'), shown);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
    throw vanished(shown, 'no marker: not mounted, emptied, or never initialised');
  }
}

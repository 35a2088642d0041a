/** Making a directory an archive: once, on purpose. Nothing else ever writes a marker. */
import { closeSync, fstatSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../domain/time.js';
import { makeDirectoryDurable } from '../../../store/durable.js';
import { ArchiveError } from '../../errors.js';
import { newMarker } from '../../marker.js';
import { asArchiveError } from './errno.js';
import { FOLDER_MODE, MARKER, incomingFolder } from './layout.js';
import { openRoot, readMarker } from './share.js';
import { createSmallFile } from './small-file.js';

/**
 * The folder must exist and be empty (but for `lost+found`), or be an archive already, whose identity stays.
 * @returns the archive's identity, for the configuration
 * @throws ArchiveError `bwc.archive.config` where something else is in it
 */
export async function initialiseDirectoryArchive(path: string, clock: Clock): Promise<string> {
  const fd = openRoot(path);
  try {
    const root = `/proc/self/fd/${String(fd)}`;
    const names = (await readdir(root)).filter((name) => name !== 'lost+found');
    if (names.includes(MARKER)) return readMarker(root, path).archiveId;
    if (names.some((name) => name !== '.bwc')) {
      throw new ArchiveError('bwc.archive.config', `${path} is not empty`, { path });
    }
    await makeDirectoryDurable(incomingFolder(root), FOLDER_MODE);
    const share = { root, device: fstatSync(fd).dev, fd };
    await createSmallFile(share, join(root, MARKER), newMarker(clock));
    // Whoever came first has made it: both learn the same identity.
    return readMarker(root, path).archiveId;
  } catch (error) {
    throw asArchiveError(error, `initialising ${path}`);
  } finally {
    closeSync(fd);
  }
}

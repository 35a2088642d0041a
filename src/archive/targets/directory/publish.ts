/**
 * Giving a finished part its final name without ever replacing what has that name. `link` refuses a taken name by
 * itself. Where a share has no hard links, a claim (a file that only one writer can create) stands before the rename.
 */
import { createHash } from 'node:crypto';
import { link, lstat, open, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errnoOf } from '../../../domain/errors.js';
import { fsyncDirectory, makeDirectoryDurable } from '../../../store/durable.js';
import { ArchiveError } from '../../errors.js';
import { FOLDER_MODE, incomingFolder, partPath } from './layout.js';

/** What `link` answers where a file system has none: vfat, exFAT, some SMB servers. */
const NO_LINKS = new Set(['EPERM', 'EOPNOTSUPP', 'ENOTSUP', 'ENOSYS', 'EMLINK']);

/** A writer that has held a claim for so long is dead: between claim and rename there are two calls. */
const DEAD_AFTER_MS = 15 * 60_000;

/**
 * Durable when it returns. The part is gone then where it was published, and left where the name was taken.
 * @throws the system's error; ArchiveError `bwc.archive.unreachable` while another writer holds the claim
 */
export async function publish(root: string, part: string, target: string): Promise<'published' | 'taken'> {
  await makeDirectoryDurable(dirname(target), FOLDER_MODE);
  const outcome = await giveName(root, part, target);
  await fsyncDirectory(dirname(target));
  await fsyncDirectory(incomingFolder(root));
  return outcome;
}

/** The same before the names are durable: that is for the caller to see to. */
export async function giveName(root: string, part: string, target: string): Promise<'published' | 'taken'> {
  try {
    return await publishByLink(part, target);
  } catch (error) {
    if (!NO_LINKS.has(errnoOf(error) ?? '')) throw error;
    return publishByClaim(root, part, target);
  }
}

async function publishByLink(part: string, target: string): Promise<'published' | 'taken'> {
  try {
    await link(part, target);
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
    return 'taken';
  }
  await unlink(part);
  return 'published';
}

async function publishByClaim(root: string, part: string, target: string): Promise<'published' | 'taken'> {
  // By the name alone: what stands before the key is this process's descriptor.
  const name = createHash('sha256').update(target.slice(root.length)).digest('hex');
  const claim = partPath(root, `${name}.claim`);
  await take(claim, part);
  try {
    if (await isThere(target)) return 'taken';
    await rename(part, target);
    return 'published';
  } finally {
    await unlink(claim);
  }
}

async function take(claim: string, part: string): Promise<void> {
  try {
    await (await open(claim, 'wx', 0o640)).close();
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
    // Both times are the file server's own: no other clock comes into it.
    if ((await stat(part)).mtimeMs - (await stat(claim)).mtimeMs < DEAD_AFTER_MS) {
      throw new ArchiveError('bwc.archive.unreachable', 'another writer is publishing this name', {
        reason: 'claimed',
      });
    }
    await unlink(claim);
    await (await open(claim, 'wx', 0o640)).close();
  }
}

/** What has no name yet; one that is gone is gone. */
export const dropPart = (root: string, name: string): Promise<void> => rm(partPath(root, name), { force: true });

export async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}

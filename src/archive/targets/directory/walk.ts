/** Listing a tree in the byte order of its keys, from any key on, without holding more than one folder's names per level. */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../../../domain/errors.js';
import { parseKey, type ObjectKey } from '../../keys.js';
import type { ListedObject } from '../../target.js';

/**
 * @param folder a key's folder with a slash at the end, or empty for the root
 * @param after only keys behind it
 */
export async function* objectsBelow(
  root: string,
  folder: string,
  after: ObjectKey | null,
): AsyncGenerator<ListedObject> {
  for (const name of await namesIn(join(root, folder))) {
    const path = folder + name;
    if (after !== null && (name.endsWith('/') ? isBefore(path, after) : path <= after)) continue;
    if (name.endsWith('/')) {
      yield* objectsBelow(root, path, after);
      continue;
    }
    const key = parseKey(path);
    if (key !== null) yield { key, bytes: (await lstat(join(root, path))).size };
  }
}

/** Whether everything in the folder comes before `after`. */
const isBefore = (folder: string, after: ObjectKey): boolean => folder < after && !after.startsWith(folder);

/** Folders with their slash, so that they sort as their keys do; `.bwc` and other dotted names are not ours to list. */
async function namesIn(dir: string): Promise<string[]> {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isFile()))
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
      .sort((a, b) => (a < b ? -1 : 1));
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** An archive that was opened at the bureau, and how it is gone through. */
import { buffer } from 'node:stream/consumers';
import { parseKey, type ObjectKey } from '../../archive/keys.js';
import type { ArchiveTarget, ListedObject } from '../../archive/target.js';

export interface OpenedArchive {
  /** Its marker's. */
  readonly id: string;
  /** How it is called in messages. */
  readonly shown: string;
  readonly target: ArchiveTarget;
}

export const readWhole = async (target: ArchiveTarget, key: ObjectKey): Promise<Buffer> =>
  buffer(await target.read(key, null));

/** So many names at once: a directory looks through a folder again for each page of it. */
const PAGE = 10_000;

export async function* pagesOf(target: ArchiveTarget, prefix: string): AsyncGenerator<readonly ListedObject[]> {
  for (let after: ObjectKey | null = null; ;) {
    const { objects, next } = await target.list(prefix, after, PAGE);
    if (objects.length > 0) yield objects;
    if (next === null) return;
    after = next;
  }
}

/** Names of the folders below a prefix that ends with a slash, each found by skipping what is in the one before. */
export async function* foldersOf(target: ArchiveTarget, prefix: string): AsyncGenerator<string> {
  for (let after: ObjectKey | null = null; ;) {
    const { objects } = await target.list(prefix, after, 1);
    const found = objects[0]?.key;
    if (found === undefined) return;
    const [folder = '', inside] = found.slice(prefix.length).split('/');
    if (inside !== undefined) yield folder;
    after = inside === undefined ? found : lastOf(`${prefix}${folder}/`);
  }
}

/** A key that nothing in the folder comes after: the names of stations' documents are short, and begin with less than `z`s. */
function lastOf(folder: string): ObjectKey {
  const key = parseKey(`${folder}${'z'.repeat(128)}`);
  if (key === null) throw new RangeError(`${folder} is no folder of documents`);
  return key;
}

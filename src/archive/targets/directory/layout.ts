/**
 * Where things lie in a directory archive. Objects lie under their keys, as plain files that `sha256sum` and a file
 * manager can read; everything else lies below `.bwc`, where no key can point.
 */
import { join } from 'node:path';
import type { ObjectKey } from '../../keys.js';

export const MARKER = '.bwc-archive.json';

export const FOLDER_MODE = 0o750;
export const FILE_MODE = 0o440;

export const objectPath = (root: string, key: ObjectKey): string => join(root, key);
export const incomingFolder = (root: string): string => join(root, '.bwc', 'incoming');
export const partPath = (root: string, name: string): string => join(incomingFolder(root), name);

/** The n-th note on an object, from 1 on. */
export const notePath = (root: string, key: ObjectKey, n: number): string =>
  join(root, '.bwc', 'notes', `${key}.${String(n)}.json`);

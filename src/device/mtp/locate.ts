/** Where an object stands now, and what stands beside it: asked before and after something is erased. */
import { type SourcePath, sourcePathToBytes } from '../../domain/source-path.js';
import { errnoError } from '../volume/errno-error.js';
import { pathParts } from '../volume/path-bytes.js';
import { cannotDescribe, type Children, keyOf } from './folder.js';
import type { FolderTree } from './folder-tree.js';
import type { MtpObject } from './objects.js';

export interface LocatedObject {
  readonly object: MtpObject;
  /** Names as keys. */
  readonly siblings: readonly string[];
}

/** Null where there is no such object. Lists its folder anew. */
export async function locate(tree: FolderTree, path: SourcePath): Promise<LocatedObject | null> {
  const { children, key } = await around(tree, path);
  const child = children.get(key);
  if (child === undefined) return null;
  if (child.as === 'storage') throw errnoError('EISDIR', path.text);
  if (child.as === 'refused') throw cannotDescribe(child.error, path.text);
  return { object: child.object, siblings: [...children.keys()].filter((other) => other !== key) };
}

/** Keys of everything in the folder of `path`, whether that is there or not. Lists the folder anew. */
export async function siblingsOf(tree: FolderTree, path: SourcePath): Promise<readonly string[]> {
  return [...(await around(tree, path)).children.keys()];
}

async function around(
  tree: FolderTree,
  path: SourcePath,
): Promise<{ readonly children: Children; readonly key: string }> {
  const parts = pathParts(sourcePathToBytes(path));
  const name = parts?.pop();
  if (parts === undefined || name === undefined) throw errnoError('ENOENT', path.text);
  return { children: await tree.list(await tree.walk(parts)), key: keyOf(name) };
}

/** What lies in a drop folder at this moment: every regular file below it, links not followed. */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isNote } from './notes.js';

export interface DropContent {
  /** Path → what changes when the file is written to. Notes are not in it. */
  readonly files: ReadonlyMap<string, string>;
  /** Names that are no text in UTF-8: they can be shown, but not be taken in here. */
  readonly unreadable: readonly string[];
}

/** A folder that cannot be read is as good as empty: what is in it is seen once it can. */
export async function lookInto(root: string): Promise<DropContent> {
  const files = new Map<string, string>();
  const unreadable: string[] = [];
  const visit = async (folder: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' }).catch(() => []);
    for (const entry of entries) {
      const name = entry.name.toString('utf8');
      const path = join(folder, name);
      if (!Buffer.from(name).equals(entry.name)) unreadable.push(path);
      else if (entry.isDirectory()) await visit(path);
      else if (entry.isFile() && !isNote(path)) {
        const stat = await lstat(path, { bigint: true }).catch(() => null);
        if (stat !== null) files.set(path, `${String(stat.ino)} ${String(stat.size)} ${String(stat.mtimeNs)}`);
      }
    }
  };
  await visit(root);
  return { files, unreadable };
}

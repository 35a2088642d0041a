import { createHash } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';

/** One SHA-256 over names, sizes, modes, modification and change times and contents of a tree. Links are not followed. */
export async function treeDigest(root: string): Promise<string> {
  const hash = createHash('sha256');
  const visit = async (folder: Buffer): Promise<void> => {
    const names = await readdir(folder, { encoding: 'buffer' });
    for (const name of names.sort((a, b) => Buffer.compare(a, b))) {
      const at = Buffer.concat([folder, Buffer.from('/'), name]);
      const { size, mode, mtimeNs, ctimeNs, blocks } = await lstat(at, { bigint: true });
      hash.update(at).update(`\0${String(size)} ${String(mode)} ${String(mtimeNs)} ${String(ctimeNs)}\0`);
      const type = mode & 0o170000n;
      if (type === 0o040000n) await visit(at);
      else if (type === 0o100000n && blocks > 0n) hash.update(await readFile(at));
    }
  };
  await visit(Buffer.from(root));
  return hash.digest('hex');
}

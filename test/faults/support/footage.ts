/** Folders of footage: bytes that do not compress under names that a camera would give. */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Makes `count` clips of these sizes in `folder`. */
export async function makeFootage(folder: string, sizes: readonly number[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [i, size] of sizes.entries()) await writeFile(join(folder, clipName(i)), randomBytes(size));
}

export const clipName = (index: number): string => {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `20260301_08${two(Math.floor(index / 60))}${two(index % 60)}.mp4`;
};

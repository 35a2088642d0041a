/** What a virtual camera's file holds. Real bytes, the same on every run. */
import { createCipheriv, createHash } from 'node:crypto';
import { copyFile, open, truncate, writeFile } from 'node:fs/promises';

export type VirtualContent =
  | Uint8Array
  /** The bytes of another file, e.g. a real clip. */
  | { readonly copyOf: string }
  /** So many bytes that do not compress, decided by `seed`. */
  | { readonly random: number; readonly seed: string }
  /** A file of this size without any data: holes only. */
  | { readonly sparse: number };

const CHUNK = 1024 * 1024;

export async function writeContent(path: Buffer, content: VirtualContent): Promise<void> {
  if (content instanceof Uint8Array) return writeFile(path, content);
  if ('copyOf' in content) return copyFile(content.copyOf, path);
  if ('sparse' in content) {
    await writeFile(path, '');
    return truncate(path, content.sparse);
  }
  const file = await open(path, 'w');
  try {
    for (const chunk of randomChunks(content.random, content.seed)) await file.write(chunk);
  } finally {
    await file.close();
  }
}

/** AES-CTR keyed by the seed: fast, and any length of it is a prefix of a longer one. */
export function* randomChunks(bytes: number, seed: string): Generator<Buffer> {
  const stream = createCipheriv(
    'aes-128-ctr',
    createHash('sha256').update(seed).digest().subarray(0, 16),
    Buffer.alloc(16),
  );
  for (let left = bytes; left > 0; left -= CHUNK) yield stream.update(Buffer.alloc(Math.min(left, CHUNK)));
}

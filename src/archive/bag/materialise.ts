/** Makes a folder of a bag, to hand it over: the payload as copies, each hashed on the way; the tag manifest comes last. */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Instant } from '../../domain/time.js';
import { fsyncDirectory } from '../../store/durable.js';
import { StoreError } from '../../store/errors.js';
import { sealed, type Bag, type PayloadFile } from './bag.js';
import { mhlGeneration, type HashedFile } from './mhl.js';

export interface MaterialiseOptions {
  /** Where the bytes of a payload file lie. */
  readonly source: (file: PayloadFile) => string;
  /** Told of bytes of the payload that were copied. */
  readonly copied?: (bytes: number) => void;
  /** With a generation of an ASC MHL history; null without. */
  readonly mhl: { readonly at: Instant; readonly host: string; readonly version: string } | null;
}

/**
 * A folder that was cut off has no tag manifest and is no whole bag.
 * @param folder must not exist
 * @throws StoreError `bwc.store.original_altered` where a source is not what the bag says; system errors as they are
 */
export async function materialise(
  bag: Bag,
  folder: string,
  { source, mhl, copied }: MaterialiseOptions,
): Promise<void> {
  await mkdir(folder, { mode: 0o750 });
  const hashed: HashedFile[] = [];
  for (const file of bag.payload) hashed.push(await copy(file, source(file), join(folder, file.path), copied));
  const ignored = [...new Set([...bag.tags.map((t) => t.path.split('/')[0] ?? ''), 'tagmanifest-sha256.txt'])].sort();
  const history = mhl === null ? [] : mhlGeneration({ ...mhl, folder: bag.name, files: hashed, ignored });
  for (const { path, bytes } of sealed([...bag.tags, ...history]))
    await write(join(folder, path), (sink) => sink(bytes));
  await fsyncDirectory(folder);
  await fsyncDirectory(dirname(folder));
}

const CHUNK = 1024 * 1024;

type Sink = (bytes: Uint8Array) => Promise<unknown>;

async function copy(
  { path, sha256, bytes }: PayloadFile,
  from: string,
  to: string,
  copied: MaterialiseOptions['copied'],
): Promise<HashedFile> {
  const [short, long] = [createHash('sha256'), createHash('sha512')];
  let size = 0;
  const input = await open(from, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    await write(to, async (sink) => {
      const buffer = Buffer.allocUnsafeSlow(CHUNK);
      for (;;) {
        const { bytesRead } = await input.read(buffer, 0, CHUNK, null);
        if (bytesRead === 0) break;
        const chunk = buffer.subarray(0, bytesRead);
        short.update(chunk);
        long.update(chunk);
        size += bytesRead;
        await sink(chunk);
        copied?.(bytesRead);
      }
    });
  } finally {
    await input.close();
  }
  if (short.digest('hex') !== sha256 || size !== bytes)
    throw new StoreError('bwc.store.original_altered', `${from} is not the file that the bag names ${path}`, {
      file: from,
    });
  return { path, bytes, sha512: long.digest() };
}

async function write(path: string, fill: (sink: Sink) => Promise<unknown>): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o750 });
  const handle = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o640);
  try {
    await fill((bytes) => handle.writeFile(bytes));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await fsyncDirectory(dirname(path));
}

/** A cleared original as a file for a while: whole, hashed on the way, and durable. */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDirectoryDurable } from '../../store/durable.js';
import type { ClearedOriginal } from '../../store/repositories/cleared.js';
import type { ArchivedReader } from './archived-reader.js';

export interface FetchedFile {
  /** Absolute. */
  readonly path: string;
  /** It is not needed any more. */
  readonly release: () => Promise<void>;
}

const FOLDER_MODE = 0o750;

/** @param ending of its name, with the dot @throws ArchiveError; the system's errors as they are; then nothing is left behind */
export async function fetchInto(
  reader: ArchivedReader,
  row: ClearedOriginal,
  folder: string,
  ending: string,
): Promise<FetchedFile> {
  await makeDirectoryDurable(folder, FOLDER_MODE);
  const path = join(folder, `fetched-${randomUUID()}${ending}`);
  const release = (): Promise<void> => rm(path, { force: true });
  try {
    await write(reader, row, path);
    return { path, release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function write(reader: ArchivedReader, row: ClearedOriginal, path: string): Promise<void> {
  const handle = await open(
    path,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
    0o600,
  );
  try {
    for await (const chunk of await reader.readWhole(row)) await handle.writeFile(chunk as Uint8Array);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await chmod(path, 0o440);
}

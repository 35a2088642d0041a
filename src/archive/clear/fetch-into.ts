/** A cleared original as a file: whole, hashed on the way, and durable. */
import { constants } from 'node:fs';
import { chmod, open } from 'node:fs/promises';
import type { ClearedOriginal } from '../../store/repositories/cleared.js';
import type { ArchivedReader } from './archived-reader.js';

/** @param file must not exist @throws ArchiveError; the system's errors as they are */
export async function fetchInto(reader: ArchivedReader, row: ClearedOriginal, file: string): Promise<void> {
  const handle = await open(
    file,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
    0o600,
  );
  try {
    for await (const chunk of await reader.readWhole(row)) await handle.writeFile(chunk as Uint8Array);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await chmod(file, 0o440);
}

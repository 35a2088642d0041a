/** Writing small files and directories so that they are there after a power cut. */
import { constants } from 'node:fs';
import { link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errnoOf } from '../domain/errors.js';
/** Makes the entries of a directory durable: a file's own fsync does not cover its name. */
export async function fsyncDirectory(dir) {
  const handle = await open(dir, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
/** Creates `dir` and its missing parents, each made durable in its own parent. */
export async function makeDirectoryDurable(dir, mode) {
  try {
    await mkdir(dir, { mode });
  } catch (error) {
    if (errnoOf(error) === 'EEXIST' && (await stat(dir)).isDirectory()) return;
    if (errnoOf(error) !== 'ENOENT') throw error;
    await makeDirectoryDurable(dirname(dir), mode);
    return makeDirectoryDurable(dir, mode);
  }
  await fsyncDirectory(dirname(dir));
}
/** Replaces a small file as a whole: a reader sees the old one or the new one, after a power cut as well. */
export async function replaceFileDurable(path, content, mode) {
  const temporary = `${path}.new`;
  const handle = await open(
    temporary,
    constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW,
    mode,
  );
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
  await fsyncDirectory(dirname(path));
}
/** Writes a file that must not exist yet, as a whole or not at all. @throws EEXIST */
export async function createFileDurable(path, text, mode) {
  const temporary = `${path}.new`;
  await rm(temporary, { force: true });
  const handle = await open(
    temporary,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
    mode,
  );
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    // `link` refuses a name that is taken; `rename` would replace it.
    await link(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  await fsyncDirectory(dirname(path));
}

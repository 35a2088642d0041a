/** The note that must come with footage from other recorders (PD-10, PD-14): who took it, with what, under which report. */
import { constants } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BwcError, errnoOf, messageOf } from '../../domain/errors.js';

const MAX_NOTE_BYTES = 64 * 1024;
const SUFFIX = '.note.txt';
const FOLDER_NOTE = 'note.txt';

/** Pure. */
export const isNote = (path: string): boolean => basename(path) === FOLDER_NOTE || path.endsWith(SUFFIX);

export type NoteLookup =
  | { readonly found: true; readonly text: string }
  | { readonly found: false; readonly reason: string };

/** The file's own note, else the folder's. */
export async function noteFor(path: string): Promise<NoteLookup> {
  const own = await readNote(`${path}${SUFFIX}`);
  return (
    own ??
    (await readNote(join(dirname(path), FOLDER_NOTE))) ?? {
      found: false,
      reason: `no note: put ${basename(path)}${SUFFIX} or ${FOLDER_NOTE} beside it`,
    }
  );
}

/** Puts a note beside a file that has none. @throws BwcError `bwc.usage` where there is one, `bwc.ingest.write_error` */
export async function writeNote(path: string, text: string): Promise<void> {
  const note = `${path}${SUFFIX}`;
  try {
    await writeFile(note, `${text}\n`, { flag: 'wx', mode: 0o640 });
  } catch (error) {
    const errno = errnoOf(error) ?? 'unknown';
    if (errno === 'EEXIST') throw new BwcError('bwc.usage', `${basename(note)} is there already`, { key: 'path' });
    throw new BwcError(
      'bwc.ingest.write_error',
      `${note}: ${messageOf(error)}`,
      { path: note, errno },
      { cause: error },
    );
  }
}

/** @returns undefined where there is no such note */
async function readNote(path: string): Promise<NoteLookup | undefined> {
  let handle;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENAMETOOLONG') return undefined;
    return { found: false, reason: `${basename(path)} cannot be read` };
  }
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) return { found: false, reason: `${basename(path)} is no file` };
    if (stat.size > MAX_NOTE_BYTES) return { found: false, reason: `${basename(path)} is longer than 64 KiB` };
    const text = decode(await handle.readFile());
    if (text === undefined) return { found: false, reason: `${basename(path)} is neither UTF-8 nor GBK text` };
    return text.trim() === ''
      ? { found: false, reason: `${basename(path)} is empty` }
      : { found: true, text: text.trim() };
  } finally {
    await handle.close();
  }
}

/** Control characters other than tab and line ends, and what a decoder puts where bytes mean nothing. */
const NOT_TEXT = /[^\P{Cc}\t\n\r]|\p{Co}|\ufffd/u;

/** Notes are typed on office machines: UTF-8, or GBK from old editors. Pure. */
export function decode(bytes: Uint8Array): string | undefined {
  for (const encoding of ['utf-8', 'gbk']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!NOT_TEXT.test(text)) return text;
    } catch {
      // the next one
    }
  }
  return undefined;
}

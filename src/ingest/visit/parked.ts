/**
 * Parts that wait for their camera to come back. Beside `<ulid>.part` stands `<ulid>.json`, which says how many of its
 * bytes are durable and what their digest is. Only that prefix is ever trusted, and only after it was hashed again:
 * after a power cut the rest of the part may be anything.
 */
import { lstat, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFileDurable } from '../../store/durable.js';

const noteSchema = z.object({
  /** Medium, path, size and stamp of the source, hashed: the only thing this part may be continued from. */
  sourceKey: z.string(),
  /** For people: the path on the camera. */
  path: z.string(),
  /** Size of the whole source in bytes. */
  bytes: z.number().int().nonnegative(),
  /** Bytes that are fsynced. */
  durable: z.number().int().nonnegative(),
  /** SHA-256 of these, hex. */
  sha256: z.string(),
});
export type ParkedNote = z.infer<typeof noteSchema>;

export interface Parked {
  /** Path of the part. */
  readonly part: string;
  readonly note: ParkedNote;
}

const notePath = (part: string): string => part.replace(/\.part$/, '.json');

export const writeNote = (part: string, note: ParkedNote): Promise<void> =>
  replaceFileDurable(notePath(part), `${JSON.stringify(note)}\n`, 0o600);

/** Removes a part and its note; the note first, so that a note never stands without its part. */
export async function discardPart(part: string): Promise<void> {
  await rm(notePath(part), { force: true });
  await rm(part, { force: true });
}

export const removeNote = (part: string): Promise<void> => rm(notePath(part), { force: true });

export interface IncomingFolder {
  readonly parked: readonly Parked[];
  /** Parts without a usable note, or published already: nothing in them is worth keeping. */
  readonly leftovers: readonly string[];
}

export async function readIncoming(incoming: string): Promise<IncomingFolder> {
  const entries = await readdir(incoming, { withFileTypes: true });
  const names = new Set(entries.filter((e) => !e.isDirectory()).map((e) => e.name));
  const parked: Parked[] = [];
  const leftovers: string[] = [];
  for (const name of names) {
    const path = join(incoming, name);
    if (!name.endsWith('.part')) {
      if (!name.endsWith('.json') || !names.has(name.replace(/\.json$/, '.part'))) leftovers.push(path);
      continue;
    }
    const note = await readNote(notePath(path));
    if (note === undefined || (await isPublished(path))) leftovers.push(path);
    else parked.push({ part: path, note });
  }
  return { parked, leftovers };
}

/**
 * A crash between `link` and `unlink` leaves a part that is an original as well: one file under two names. To go on
 * writing into it would be to write into the original.
 */
async function isPublished(part: string): Promise<boolean> {
  const found = await lstat(part).catch(() => undefined);
  return found === undefined || found.nlink !== 1;
}

async function readNote(path: string): Promise<ParkedNote | undefined> {
  try {
    const parsed = noteSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

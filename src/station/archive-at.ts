/**
 * An archive as the bureau has it before it, without a station: a directory that says itself which archive it is, or a
 * bucket as a file with one `[[archive.target]]` block describes it.
 */
import { closeSync, readFileSync, statSync } from 'node:fs';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { ArchiveError } from '../archive/errors.js';
import type { ArchivePlace } from '../archive/sync/context.js';
import { asArchiveError } from '../archive/targets/directory/errno.js';
import { DirectoryTarget } from '../archive/targets/directory/directory-target.js';
import { openRoot, readMarker } from '../archive/targets/directory/share.js';
import { DirectoryWitnessStore } from '../archive/witness/directory-witness-store.js';
import { messageOf } from '../domain/errors.js';
import type { Clock } from '../domain/time.js';
import { archiveSchema } from './archive-config.js';
import { openPlaces } from './archive-places.js';

const described = z.looseObject({ archive: archiveSchema });

export type ArchiveAt = Pick<ArchivePlace, 'archiveId' | 'target' | 'witness'>;

/** The caller closes the target. @throws ArchiveError where there is no archive, or the file does not describe one */
export function archiveAt(path: string, clock: Clock): ArchiveAt {
  if (isFile(path)) {
    const [place, ...more] = openPlaces(readBlock(path), clock);
    if (place === undefined || more.length > 0) throw wrong(path, 'one [[archive.target]] is needed');
    return place;
  }
  const fd = openRoot(path);
  try {
    const { archiveId } = readMarker(`/proc/self/fd/${String(fd)}`, path);
    const target = new DirectoryTarget({ path, archiveId }, clock);
    return { archiveId, target, witness: new DirectoryWitnessStore(path) };
  } catch (error) {
    throw asArchiveError(error, `opening ${path}`);
  } finally {
    closeSync(fd);
  }
}

function readBlock(file: string): z.infer<typeof described> {
  let value: unknown;
  try {
    value = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw wrong(file, messageOf(error).split('\n')[0] ?? '');
  }
  const read = described.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw wrong(file, `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}

const wrong = (file: string, reason: string): ArchiveError =>
  new ArchiveError('bwc.archive.config', `${file} does not describe one archive: ${reason}`, {
    file,
    reason,
  });

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

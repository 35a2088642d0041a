/** Archives as somebody names them on a machine that has no configuration: a mounted directory, or a file with their blocks. */
import { closeSync, readFileSync, statSync } from 'node:fs';
import { parse } from 'smol-toml';
import { z } from 'zod';
import type { ArchivePlace } from '../../archive/sync/context.js';
import { openRoot, readMarker } from '../../archive/targets/directory/share.js';
import { BwcError, messageOf } from '../../domain/errors.js';
import type { Clock } from '../../domain/time.js';
import { openPlaces } from '../archive-places.js';
import { targetSchema } from '../archive-target-config.js';

/** Nothing but the statement that the station goes on here is written, and that is kept for ever by its name. */
const MINIMUM_DAYS = 180;

const blocksSchema = z.object({ archive: z.object({ target: z.array(targetSchema).min(1) }) });

/**
 * @param named absolute paths, of directories or of files in the form of config.toml
 * @throws BwcError `bwc.archive.config`, `bwc.archive.vanished` where a directory is no archive
 */
export function placesNamed(named: readonly string[], clock: Clock): ArchivePlace[] {
  const places: ArchivePlace[] = [];
  for (const path of named) {
    const target = isFile(path) ? targetsIn(path) : [directoryAt(path)];
    places.push(...openPlaces({ archive: { target, minimum_days: MINIMUM_DAYS } }, clock));
  }
  return places;
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

function directoryAt(path: string) {
  const fd = openRoot(path);
  try {
    const { archiveId } = readMarker(`/proc/self/fd/${String(fd)}`, path);
    return { kind: 'directory' as const, name: path, role: 'bureau' as const, witness_key: null, path, id: archiveId };
  } finally {
    closeSync(fd);
  }
}

function targetsIn(file: string) {
  try {
    return blocksSchema.parse(parse(readFileSync(file, 'utf8'))).archive.target;
  } catch (error) {
    const [reason = ''] = messageOf(error).split('\n');
    throw new BwcError('bwc.archive.config', `${file} holds no [[archive.target]]: ${reason}`, {
      key: 'archive.target',
    });
  }
}

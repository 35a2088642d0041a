/** `bwc archive init`: makes a mounted share or a bucket an archive, once, and writes the block for the configuration. */
import { initialiseDirectoryArchive } from '../archive/targets/directory/initialise.js';
import { initialiseS3Archive } from '../archive/targets/s3/marker.js';
import type { Clock } from '../domain/time.js';
import { targetText, whereIs, type S3ReachConfig, type TargetConfig } from './archive-target-config.js';
import { readAccess } from './s3-access.js';

export interface InitialisedArchive {
  readonly where: string;
  readonly archiveId: string;
  /** For config.toml. */
  readonly config: string;
}

const NAME = 'bureau';

/** @throws ArchiveError `bwc.archive.config` where something else is in it, `bwc.archive.key_file`, and what reaching it throws */
export async function initArchive(place: { readonly path: string } | S3ReachConfig, clock: Clock) {
  if ('path' in place)
    return initialised({
      kind: 'directory',
      name: NAME,
      id: await initialiseDirectoryArchive(place.path, clock),
      ...place,
    });
  const { credentials, ca } = place;
  const id = await initialiseS3Archive({ ...place, access: () => readAccess(credentials, ca) }, clock);
  return initialised({ kind: 's3', name: NAME, id, ...place });
}

const initialised = (target: TargetConfig): InitialisedArchive => ({
  where: whereIs(target),
  archiveId: target.id,
  config: targetText(target),
});

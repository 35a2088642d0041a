/** The archives of the configuration, ready to be used: the same for the daemon, for sync and for every command. */
import type { ArchivePlace } from '../archive/sync/context.js';
import { DirectoryTarget } from '../archive/targets/directory/directory-target.js';
import { S3Target } from '../archive/targets/s3/s3-target.js';
import { DirectoryWitnessStore } from '../archive/witness/directory-witness-store.js';
import type { Clock } from '../domain/time.js';
import type { TargetConfig } from './archive-target-config.js';
import type { Config } from './config.js';
import { readAccess } from './s3-access.js';

/** Nothing is reached and no key is read before the first use: what is wrong there is an error then. The caller closes the targets. */
export const openPlaces = (
  { archive }: { readonly archive: Pick<Config['archive'], 'target'> },
  clock: Clock,
): ArchivePlace[] => archive.target.map((target) => openPlace(target, clock));

export function openPlace(target: TargetConfig, clock: Clock): ArchivePlace {
  const { name, id: archiveId } = target;
  if (target.kind === 'directory') {
    const { path } = target;
    return {
      name,
      archiveId,
      target: new DirectoryTarget({ path, archiveId }, clock),
      witness: new DirectoryWitnessStore(path),
    };
  }
  const { endpoint, region, bucket, addressing, lock, credentials, ca } = target;
  const access = () => readAccess(credentials, ca);
  const settings = { endpoint, region, bucket, addressing, lock, archiveId, access };
  return { name, archiveId, target: new S3Target(settings, clock), witness: null };
}

/** The archives of the configuration, ready to be used: the same for the daemon, for sync and for every command. */
import type { ArchivePlace } from '../archive/sync/context.js';
import type { ArchiveTarget } from '../archive/target.js';
import { DirectoryTarget } from '../archive/targets/directory/directory-target.js';
import { S3Target } from '../archive/targets/s3/s3-target.js';
import { DirectoryWitnessStore } from '../archive/witness/directory-witness-store.js';
import type { Clock } from '../domain/time.js';
import type { TargetConfig } from './archive-target-config.js';
import type { Config } from './config.js';
import { readAccess } from './s3-access.js';

/** Nothing is reached and no key is read before the first use: what is wrong there is an error then. The caller closes the targets. */
export const openPlaces = ({ archive }: Pick<Config, 'archive'>, clock: Clock): ArchivePlace[] =>
  archive.target.map((config) => {
    const { name, id: archiveId } = config;
    if (config.kind === 'directory')
      return { name, archiveId, target: openTarget(config, clock), witness: new DirectoryWitnessStore(config.path) };
    const target = openBucket(config, clock);
    return { name, archiveId, target, witness: target.witness(archive.minimum_days) };
  });

/** The caller closes it. */
export const openTarget = (config: TargetConfig, clock: Clock): ArchiveTarget =>
  config.kind === 'directory'
    ? new DirectoryTarget({ path: config.path, archiveId: config.id }, clock)
    : openBucket(config, clock);

const openBucket = ({ credentials, ca, id, ...reach }: TargetConfig & { kind: 's3' }, clock: Clock): S3Target =>
  new S3Target({ ...reach, archiveId: id, access: () => readAccess(credentials, ca) }, clock);

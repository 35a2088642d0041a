import type { MediumIdentity } from '../camera.js';
import type { VolumeCandidate } from '../driver.js';
import type { VolumeRoot } from './volume-root.js';

/** The file system's own UUID where udev knows it, else the root directory's place in the running kernel. */
export const mediumOf = (candidate: VolumeCandidate, root: VolumeRoot): MediumIdentity =>
  candidate.mediumHint !== null
    ? { id: candidate.mediumHint, source: 'file system UUID' }
    : { id: `dir:${root.id}`, source: 'device and inode of the root folder' };

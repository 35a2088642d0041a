/**
 * The driver of the campaign's cards, which are folders: each is read, and erased from, by the station's own code for volumes,
 * as if it were mounted writable and of the FAT kind, which says of every file that it is not locked.
 */
import { basename } from 'node:path';
import { nodeEraser } from '../../../dist/device/volume/eraser.js';
import { FOLDER_PROFILE } from '../../../dist/device/volume/folder-profile.js';
import { nodeIo } from '../../../dist/device/volume/node-io.js';
import { openVolumeCamera } from '../../../dist/device/volume/volume-camera.js';

const profile = { ...FOLDER_PROFILE, id: 'campaign-card' };
const asFat = (candidate) => ({
  ...candidate,
  fileSystem: 'vfat',
  readOnly: false,
  mediumHint: `fs-uuid:${basename(candidate.root)}`,
});

export const driver = {
  id: 'campaign-card',
  recognise: (candidate) =>
    Promise.resolve(
      candidate.kind === 'volume'
        ? { recognised: true, profile: profile.id, because: 'it stands in the dock', specificity: 100 }
        : { recognised: false, reason: 'no volume' },
    ),
  open: (candidate) => openVolumeCamera(nodeIo, asFat(candidate), profile, { ownFileSystem: true }, nodeEraser),
};

/** Names one file on one medium in one state: medium, path, size and stamp. Equal keys make "read before" likely, never certain. */
import { createHash } from 'node:crypto';
import { sourcePathToBytes } from '../domain/source-path.js';
export const sourceKey = (mediumId, file) =>
  createHash('sha256')
    .update(mediumId)
    .update('\0')
    .update(sourcePathToBytes(file.path))
    .update(`\0${String(file.bytes)}\0${file.stamp}`)
    .digest('hex');

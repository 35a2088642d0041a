/** Names one file on one medium in one state: medium, path, size and stamp. Equal keys make "read before" likely, never certain. */
import { createHash } from 'node:crypto';
import { sourcePathToBytes, type SourcePath } from './source-path.js';

export interface SourceFile {
  readonly path: SourcePath;
  readonly bytes: number;
  readonly stamp: string;
}

export const sourceKey = (mediumId: string, file: SourceFile): string =>
  createHash('sha256')
    .update(mediumId)
    .update('\0')
    .update(sourcePathToBytes(file.path))
    .update(`\0${String(file.bytes)}\0${file.stamp}`)
    .digest('hex');

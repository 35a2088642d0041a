/** Whether what is to be restored fits. */
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { BackupManifest } from '../../archive/backup/manifest.js';
import { BwcError } from '../../domain/errors.js';
import type { RestoreOptions } from './options.js';

export interface Room {
  /** Bytes. */
  readonly needs: number;
  readonly has: number;
}

/** For the log that grows, and for what SQLite needs beside its file. */
const BESIDE = 64 * 2 ** 20;

export async function roomFor(
  { dataDir, originals }: Pick<RestoreOptions, 'dataDir' | 'originals'>,
  manifest: BackupManifest,
): Promise<Room> {
  let folder = resolve(dataDir);
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, bsize } = await statfs(folder);
  // What is needed is known only when the database is here.
  const footage = originals === 'all' ? manifest.originals.bytes : 0;
  return { needs: manifest.database.bytes + manifest.files.bytes + footage + BESIDE, has: bavail * bsize };
}

/** @throws BwcError `bwc.restore.no_room` */
export function mustHaveRoom({ needs, has }: Room): void {
  if (has >= needs) return;
  throw new BwcError('bwc.restore.no_room', `it needs ${String(needs)} bytes, there are ${String(has)}`, {
    needs,
    has,
  });
}

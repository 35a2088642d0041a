/** A file out of its pieces, from whichever archive has each of them whole. */
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { messageOf } from '../../domain/errors.js';
import type { ArchivePlace } from '../sync/context.js';
import { pieceKey } from './backup-keys.js';
import type { InPieces } from './manifest.js';
import { openPiece } from './piece.js';

/** Says why a backup cannot be used. */
export class BackupDamaged extends Error {}

/**
 * @param each told each piece in its order, opened
 * @throws BackupDamaged where a piece is whole nowhere, or all of them are not the file
 */
export async function fetchPieces(
  places: readonly ArchivePlace[],
  station: string,
  { bytes, sha256, pieces }: InPieces,
  key: Buffer,
  each: (plain: Buffer) => Promise<void>,
): Promise<void> {
  const whole = createHash('sha256');
  let have = 0;
  for (const piece of pieces) {
    const plain = await fetchPiece(places, station, piece, key);
    whole.update(plain);
    have += plain.length;
    await each(plain);
  }
  if (have !== bytes || whole.digest('hex') !== sha256)
    throw new BackupDamaged('its pieces together are not what its manifest says');
}

async function fetchPiece(
  places: readonly ArchivePlace[],
  station: string,
  sha256: string,
  key: Buffer,
): Promise<Buffer> {
  const objectKey = pieceKey(station, sha256);
  const reasons: string[] = [];
  for (const { name, target } of places) {
    try {
      const data = await buffer(await target.read(objectKey, null));
      if (createHash('sha256').update(data).digest('hex') === sha256) return await openPiece(data, key);
      reasons.push(`${name}: altered`);
    } catch (error) {
      reasons.push(`${name}: ${messageOf(error)}`);
    }
  }
  throw new BackupDamaged(`piece ${sha256.slice(0, 16)}… is whole nowhere (${reasons.join('; ')})`);
}

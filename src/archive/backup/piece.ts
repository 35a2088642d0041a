/**
 * A piece of a backup: compressed, then sealed with the key of the station's backups. The same bytes under the same key
 * always give the same piece, so that what did not change since the last backup is there already and is not sent anew.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** Of a file, before it is compressed: small enough that little of a database is sent anew when little of it changed, large enough that a gigabyte is four thousand of them. */
export const PIECE_BYTES = 2 ** 18;

export interface SealedPiece {
  readonly sha256: string;
  readonly data: Buffer;
}

/**
 * AES-256-GCM; the nonce follows from the key and what is sealed (the compressed bytes, which another zlib may make
 * otherwise), so that no nonce ever stands for two contents.
 */
export async function sealPiece(plain: Uint8Array, key: Buffer): Promise<SealedPiece> {
  const packed = await deflate(plain, { level: 1 });
  const nonce = createHmac('sha256', key).update('bwc-piece-nonce-1').update(packed).digest().subarray(0, 12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(packed), cipher.final()]);
  const data = Buffer.concat([nonce, cipher.getAuthTag(), body]);
  return { sha256: createHash('sha256').update(data).digest('hex'), data };
}

/** @throws Error where it is not what was sealed with this key, or would be larger than a piece */
export async function openPiece(data: Buffer, key: Buffer): Promise<Buffer> {
  const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, 12), { authTagLength: 16 });
  decipher.setAuthTag(data.subarray(12, 28));
  const packed = Buffer.concat([decipher.update(data.subarray(28)), decipher.final()]);
  return inflate(packed, { maxOutputLength: PIECE_BYTES });
}

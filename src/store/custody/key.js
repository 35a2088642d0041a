/** The station's Ed25519 key pair, in PEM so that openssl reads it as it stands. */
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { errnoOf } from '../../domain/errors.js';
import { createFileDurable } from '../durable.js';
import { StoreError } from '../errors.js';
/** Makes the key pair; one that is already there (an init that was cut off) is kept. */
export async function ensureStationKey(paths) {
  const { privateKey } = generateKeyPairSync('ed25519');
  await createUnlessThere(paths.privateKey, privateKey.export({ type: 'pkcs8', format: 'pem' }), 0o600);
  const kept = createPrivateKey(readFileSync(paths.privateKey));
  await createUnlessThere(paths.publicKey, createPublicKey(kept).export({ type: 'spki', format: 'pem' }), 0o644);
}
/** @throws StoreError `bwc.custody.key_missing`, `bwc.custody.key_mismatch` */
export function loadStationKey(paths) {
  let privateKey;
  try {
    if ((statSync(paths.privateKey).mode & 0o077) !== 0) {
      throw new StoreError(
        'bwc.custody.key_mismatch',
        `${paths.privateKey} must be readable by its owner only (0600)`,
        {
          file: paths.privateKey,
        },
      );
    }
    privateKey = createPrivateKey(readFileSync(paths.privateKey));
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(
      'bwc.custody.key_missing',
      `${paths.privateKey} cannot be read`,
      { file: paths.privateKey },
      { cause: error },
    );
  }
  if (privateKey.asymmetricKeyType !== 'ed25519') {
    throw new StoreError('bwc.custody.key_mismatch', `${paths.privateKey} is no Ed25519 key`, {
      file: paths.privateKey,
    });
  }
  const publicKey = loadPublicKey(paths);
  if (!createPublicKey(privateKey).equals(publicKey)) {
    throw new StoreError(
      'bwc.custody.key_mismatch',
      `${paths.publicKey} is not the public half of ${paths.privateKey}`,
      {
        file: paths.publicKey,
      },
    );
  }
  return { privateKey, publicKey };
}
/** The public half alone: enough to verify. */
export function loadPublicKey(paths) {
  try {
    return createPublicKey(readFileSync(paths.publicKey));
  } catch (error) {
    throw new StoreError(
      'bwc.custody.key_missing',
      `${paths.publicKey} cannot be read`,
      { file: paths.publicKey },
      { cause: error },
    );
  }
}
async function createUnlessThere(path, text, mode) {
  try {
    await createFileDurable(path, text, mode);
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
}

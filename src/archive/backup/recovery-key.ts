/**
 * The recovery key: an X25519 pair whose private half never lies on a station. A station seals the key of its backups to
 * the public half, which stands in its configuration; only who holds the private half (on paper, in the bureau's safe)
 * opens them. A passphrase would have to lie on the station, or be typed there every night; a public key need not be kept
 * secret at all, and one pair serves every station of a bureau.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';

const PUBLIC = 'bwc-recovery-public-1:';
const SECRET = 'bwc-recovery-secret-1:';
/** DER before the 32 bytes of an X25519 key (RFC 8410). */
const SPKI = Buffer.from('302a300506032b656e032100', 'hex');
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');
const KEY_BYTES = 32;
const CHECK_BYTES = 4;

export interface RecoveryPublic {
  /** For the configuration of stations. */
  readonly publicText: string;
  readonly fingerprint: string;
}

export interface RecoveryPair extends RecoveryPublic {
  /** To be kept apart from them: one line, hexadecimal in groups of four with a check sum, so that it can be copied by hand. */
  readonly secretText: string;
}

export function makeRecoveryPair(): RecoveryPair {
  const { privateKey } = generateKeyPairSync('x25519');
  const secret = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(PKCS8.length);
  return { ...publicHalfOf(privateKey), secretText: written(SECRET, secret) };
}

/** @returns null where the text is no public half, or was copied wrongly */
export function readRecoveryPublic(text: string): KeyObject | null {
  const raw = read(PUBLIC, text);
  return raw && createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' });
}

/** @throws BwcError `bwc.restore.key` where the text holds no private half, or was copied wrongly */
export function readRecoverySecret(text: string): KeyObject {
  const found = text.split(/\r?\n/).find((line) => line.trim().startsWith(SECRET)) ?? '';
  const raw = read(SECRET, found);
  if (raw === null)
    throw new BwcError('bwc.restore.key', 'this is no private recovery key, or it was copied wrongly', {});
  return createPrivateKey({ key: Buffer.concat([PKCS8, raw]), format: 'der', type: 'pkcs8' });
}

export const publicHalfOf = (key: KeyObject): RecoveryPublic => ({
  publicText: written(PUBLIC, rawPublic(key)),
  fingerprint: fingerprintOf(key),
});

/** The first eight bytes of its digest, hex: what people compare, and what a backup names the key it was sealed to by. */
export const fingerprintOf = (key: KeyObject): string =>
  createHash('sha256').update(rawPublic(key)).digest('hex').slice(0, 16);

export const sealedKeySchema = z.strictObject({
  /** Fingerprint of the recovery key. */
  recipient: z.string(),
  /** Base64: the public half of a pair made for this once; nonce, tag and the sealed key. */
  ephemeral: z.string(),
  sealed: z.string(),
});
export type SealedKey = z.infer<typeof sealedKeySchema>;

/** X25519, HKDF-SHA-256 and AES-256-GCM. */
export function sealKey(key: Buffer, recipient: KeyObject): SealedKey {
  const once = generateKeyPairSync('x25519');
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', wrapping(once.privateKey, recipient, once.publicKey, recipient), nonce);
  const sealed = Buffer.concat([cipher.update(key), cipher.final()]);
  return {
    recipient: fingerprintOf(recipient),
    ephemeral: rawPublic(once.publicKey).toString('base64'),
    sealed: Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64'),
  };
}

/** @throws BwcError `bwc.restore.key` where it was sealed to another recovery key */
export function openKey({ recipient, ephemeral, sealed }: SealedKey, secret: KeyObject): Buffer {
  const own = fingerprintOf(secret);
  const wrong = (): BwcError =>
    new BwcError('bwc.restore.key', `the backup was sealed to recovery key ${recipient}, this is ${own}`, {
      expected: recipient,
      found: own,
    });
  if (recipient !== own) throw wrong();
  try {
    const once = createPublicKey({
      key: Buffer.concat([SPKI, Buffer.from(ephemeral, 'base64')]),
      format: 'der',
      type: 'spki',
    });
    const bytes = Buffer.from(sealed, 'base64');
    const key = wrapping(secret, once, once, secret);
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  } catch {
    throw wrong();
  }
}

function wrapping(privateKey: KeyObject, publicKey: KeyObject, once: KeyObject, recipient: KeyObject): Buffer {
  const own = publicOf(publicKey);
  const shared = diffieHellman({ privateKey, publicKey: own });
  const salt = Buffer.concat([rawPublic(once), rawPublic(recipient)]);
  return Buffer.from(hkdfSync('sha256', shared, salt, 'bwc-recovery-1', KEY_BYTES));
}

const publicOf = (key: KeyObject): KeyObject => (key.type === 'private' ? createPublicKey(key) : key);

const rawPublic = (key: KeyObject): Buffer =>
  publicOf(key).export({ format: 'der', type: 'spki' }).subarray(SPKI.length);

const check = (raw: Buffer): Buffer => createHash('sha256').update(raw).digest().subarray(0, CHECK_BYTES);

const written = (prefix: string, raw: Buffer): string =>
  prefix +
  (
    Buffer.concat([raw, check(raw)])
      .toString('hex')
      .match(/.{4}/g) ?? []
  ).join('-');

function read(prefix: string, text: string): Buffer | null {
  const line = text.trim();
  const hex = line.slice(prefix.length).replace(/[\s-]/g, '').toLowerCase();
  if (!line.startsWith(prefix) || !/^[0-9a-f]+$/.test(hex) || hex.length !== (KEY_BYTES + CHECK_BYTES) * 2) return null;
  const bytes = Buffer.from(hex, 'hex');
  const raw = bytes.subarray(0, KEY_BYTES);
  return check(raw).equals(bytes.subarray(KEY_BYTES)) ? raw : null;
}

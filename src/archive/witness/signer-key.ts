/**
 * A witness's private key as one line of text, the counterpart of its verifier key:
 * `PRIVATE+KEY+<name>+<key id, hex>+<base64 of type and seed>`, as C2SP tools write signer keys. Pure.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { keyId, SIGNATURE_TYPES } from '../../store/custody/checkpoint.js';
import type { WitnessSigner } from './cosignature.js';

const NAME = /^[^\s+]{1,100}$/u;
const LINE = /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/;
/** What DER writes before the 32 bytes of an Ed25519 key (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** As C2SP names keys: no spaces, no `+`. */
export const isKeyName = (name: string): boolean => NAME.test(name);

/** @param name by custom a host of its owner's, like `witness.example.org/w1` @throws RangeError for no name of a key */
export function newSigner(name: string): WitnessSigner {
  if (!isKeyName(name)) throw new RangeError(`${JSON.stringify(name)} is no name of a key`);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { name, privateKey, publicKey };
}

export function formatSigner({ name, publicKey, privateKey }: WitnessSigner): string {
  const seed = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');
  const blob = Buffer.concat([Uint8Array.of(SIGNATURE_TYPES.cosignature), seed]);
  return `PRIVATE+KEY+${name}+${keyId(name, publicKey, 'cosignature').toString('hex')}+${blob.toString('base64')}`;
}

/** @returns undefined where the text is no private key of a witness, or its key id is not its key's */
export function parseSigner(text: string): WitnessSigner | undefined {
  const [, name, id, base64] = LINE.exec(text.trim()) ?? [];
  if (name === undefined || id === undefined || base64 === undefined) return undefined;
  const blob = Buffer.from(base64, 'base64');
  if (blob[0] !== SIGNATURE_TYPES.cosignature) return undefined;
  const der = Buffer.concat([PKCS8_HEAD, blob.subarray(1)]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  return keyId(name, publicKey, 'cosignature').toString('hex') === id ? { name, publicKey, privateKey } : undefined;
}

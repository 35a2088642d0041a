/** C2SP tlog-cosignature, Ed25519: a witness's word that a checkpoint was the largest consistent one it had seen, and when. */
import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { fromInstant, toInstant, type Instant } from '../../domain/time.js';
import { keyId, rawPublicKey, SIGNATURE_TYPES, splitNote } from '../../store/custody/checkpoint.js';

/** Who signs, as C2SP names keys: no spaces, no `+`. */
export interface WitnessKey {
  readonly name: string;
  readonly publicKey: KeyObject;
}

export interface WitnessSigner extends WitnessKey {
  readonly privateKey: KeyObject;
}

/** Bytes: key id, time, signature. */
const BLOB = 4 + 8 + 64;

const signedText = (text: string, seconds: bigint): Buffer =>
  Buffer.from(`cosignature/v1\ntime ${String(seconds)}\n${text}`, 'utf8');

/** @param text of the checkpoint: what the station signed @returns one signature line, without its newline */
export function cosign(text: string, witness: WitnessSigner, at: Instant): string {
  const seconds = BigInt(Math.floor(fromInstant(at) / 1000));
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(seconds);
  const signature = sign(null, signedText(text, seconds), witness.privateKey);
  const blob = Buffer.concat([keyId(witness.name, witness.publicKey, 'cosignature'), time, signature]);
  return `— ${witness.name} ${blob.toString('base64')}`;
}

/** When the witness signed, to the second; null where no line of the note is a signature of this witness that holds. */
export function cosignedAt(note: string, { name, publicKey }: WitnessKey): Instant | null {
  const split = splitNote(note);
  if (split === undefined) return null;
  const id = keyId(name, publicKey, 'cosignature');
  for (const { name: signer, blob } of split.signatures) {
    if (signer !== name || blob.length !== BLOB || !blob.subarray(0, 4).equals(id)) continue;
    const seconds = blob.readBigUInt64BE(4);
    if (seconds > MAX_SECONDS) continue;
    if (verify(null, signedText(split.text, seconds), publicKey, blob.subarray(12)))
      return toInstant(Number(seconds) * 1000);
  }
  return null;
}

/** The last second that has four digits for its year. */
const MAX_SECONDS = 253_402_300_799n;

/** C2SP verifier key: `<name>+<key id, hex>+<base64 of type and key>`. */
export const formatWitnessKey = ({ name, publicKey }: WitnessKey): string =>
  [
    name,
    keyId(name, publicKey, 'cosignature').toString('hex'),
    Buffer.concat([Uint8Array.of(SIGNATURE_TYPES.cosignature), rawPublicKey(publicKey)]).toString('base64'),
  ].join('+');

/** @returns undefined where the text is no key of a witness, or its key id is not its key's */
export function parseWitnessKey(text: string): WitnessKey | undefined {
  const [, name, id, base64] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(text.trim()) ?? [];
  if (name === undefined || id === undefined || base64 === undefined) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  if (bytes[0] !== SIGNATURE_TYPES.cosignature) return undefined;
  const publicKey = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(1).toString('base64url') },
    format: 'jwk',
  });
  return keyId(name, publicKey, 'cosignature').toString('hex') === id ? { name, publicKey } : undefined;
}

/** Checkpoints: C2SP tlog-checkpoint inside a C2SP signed-note, one Ed25519 signature of the station. */
import { createHash, createPublicKey, sign, verify } from 'node:crypto';
/** Ed25519 in the C2SP signed-note table of signature types. */
const ED25519 = 0x01;
/** The three lines that are signed, each ended by a newline. */
export const checkpointText = (c) => `${c.origin}\n${String(c.size)}\n${c.root.toString('base64')}\n`;
const rawPublicKey = (key) => {
  const { x } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  return Buffer.from(x ?? '', 'base64url');
};
/** First four bytes of SHA-256(name ‖ newline ‖ type ‖ public key): tells a verifier which key to try. */
export const keyId = (name, key) =>
  createHash('sha256')
    .update(`${name}\n`)
    .update(Uint8Array.of(ED25519))
    .update(rawPublicKey(key))
    .digest()
    .subarray(0, 4);
export function signCheckpoint(c, privateKey) {
  const text = checkpointText(c);
  const signature = sign(null, Buffer.from(text, 'utf8'), privateKey);
  const blob = Buffer.concat([keyId(c.origin, privateKey), signature]).toString('base64');
  return `${text}\n— ${c.origin} ${blob}\n`;
}
/** Reads a note and checks the station's signature. Signature lines of others are ignored, as the format asks. */
export function openCheckpoint(note, publicKey) {
  const cut = note.lastIndexOf('\n\n');
  if (cut < 0) return { ok: false, reason: 'not a signed note: no blank line before the signatures' };
  const text = note.slice(0, cut + 1);
  const checkpoint = parseText(text);
  if (checkpoint === undefined) return { ok: false, reason: 'the signed text is not a checkpoint' };
  for (const line of note.slice(cut + 2).split('\n')) {
    const m = /^— (\S+) (\S+)$/.exec(line);
    if (m?.[1] !== checkpoint.origin) continue;
    const blob = Buffer.from(m[2] ?? '', 'base64');
    if (!blob.subarray(0, 4).equals(keyId(checkpoint.origin, publicKey))) continue;
    return verify(null, Buffer.from(text, 'utf8'), publicKey, blob.subarray(4))
      ? { ok: true, checkpoint }
      : { ok: false, reason: 'the signature does not fit the text' };
  }
  return { ok: false, reason: 'no signature of this station' };
}
function parseText(text) {
  const m = /^([^\n]+)\n(0|[1-9]\d*)\n([A-Za-z0-9+/]{43}=)\n$/.exec(text);
  if (m?.[1] === undefined || m[2] === undefined || m[3] === undefined) return undefined;
  const size = Number(m[2]);
  return Number.isSafeInteger(size) ? { origin: m[1], size, root: Buffer.from(m[3], 'base64') } : undefined;
}

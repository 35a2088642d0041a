import { createPublicKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  makeRecoveryPair,
  openKey,
  publicHalfOf,
  readRecoveryPublic,
  readRecoverySecret,
  sealKey,
} from '../../../src/archive/backup/recovery-key.js';
import { openPiece, PIECE_BYTES, sealPiece } from '../../../src/archive/backup/piece.js';
import { hasCode } from '../../../src/domain/errors.js';
import { failure } from '../../records/support.js';

const key = Buffer.alloc(32, 7);
const publicOf = (text: string) => {
  const found = readRecoveryPublic(text);
  if (found === null) throw new Error('no public half');
  return found;
};

describe('the recovery key', () => {
  it('opens what was sealed to its public half; another does not', () => {
    const [pair, other] = [makeRecoveryPair(), makeRecoveryPair()];
    const sealed = sealKey(key, publicOf(pair.publicText));
    expect(openKey(sealed, readRecoverySecret(pair.secretText))).toEqual(key);
    expect(
      hasCode(
        failure(() => openKey(sealed, readRecoverySecret(other.secretText))),
        'bwc.restore.key',
      ),
    ).toBe(true);
    const altered = { ...sealed, sealed: Buffer.alloc(60, 1).toString('base64') };
    expect(
      hasCode(
        failure(() => openKey(altered, readRecoverySecret(pair.secretText))),
        'bwc.restore.key',
      ),
    ).toBe(true);
  });

  it('can be copied by hand, and a mistake in copying is found', () => {
    const { secretText, publicText, fingerprint } = makeRecoveryPair();
    const shouted = `# 恢复私钥\r\n  ${secretText.replace(/^(.*:)(.*)$/, (_, head: string, hex: string) => head + hex.toUpperCase().replaceAll('-', ' '))}\r\n`;
    expect(publicHalfOf(readRecoverySecret(shouted))).toEqual({ publicText, fingerprint });
    const at = secretText.length - 20;
    const wrong = secretText.slice(0, at) + (secretText[at] === '0' ? '1' : '0') + secretText.slice(at + 1);
    for (const text of [wrong, '', publicText, secretText.slice(0, -1)])
      expect(
        hasCode(
          failure(() => readRecoverySecret(text)),
          'bwc.restore.key',
        ),
      ).toBe(true);
    expect(readRecoveryPublic(secretText)).toBeNull();
    expect(createPublicKey(publicOf(publicText).export({ type: 'spki', format: 'pem' })).asymmetricKeyType).toBe(
      'x25519',
    );
  });
});

describe('a piece', () => {
  it('comes back as it was, is the same for the same bytes, and tells nothing and nobody without the key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const [once, again] = [await sealPiece(bytes, key), await sealPiece(bytes, key)];
        expect(again).toEqual(once);
        expect(await openPiece(once.data, key)).toEqual(Buffer.from(bytes));
        await expect(openPiece(once.data, Buffer.alloc(32, 8))).rejects.toThrow();
      }),
      { numRuns: 50 },
    );
  });

  it('is refused where it was altered, or would grow beyond a piece', async () => {
    const { data } = await sealPiece(Buffer.from('证据'), key);
    for (const at of [0, 13, data.length - 1]) {
      const altered = Buffer.from(data);
      altered[at] = (altered[at] ?? 0) ^ 1;
      await expect(openPiece(altered, key)).rejects.toThrow();
    }
    const bomb = await sealPiece(Buffer.alloc(PIECE_BYTES + 1), key);
    await expect(openPiece(bomb.data, key)).rejects.toThrow();
  });
});

import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkpointText,
  keyId,
  openCheckpoint,
  signCheckpoint,
  type Checkpoint,
} from '../../../src/store/custody/checkpoint.js';
import { tempFolder } from '../support.js';

const ORIGIN = 'bwc-station/st-0123456789';
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const checkpoint: Checkpoint = { origin: ORIGIN, size: 42, root: Buffer.alloc(32, 7) };
const note = signCheckpoint(checkpoint, privateKey);

const reasonOf = (text: string, key = publicKey): string | null => {
  const opened = openCheckpoint(text, key);
  return opened.ok ? null : opened.reason;
};

describe('checkpoints', () => {
  it('come back as they were signed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.uint8Array({ minLength: 32, maxLength: 32 }), (size, root) => {
        const signed: Checkpoint = { origin: ORIGIN, size, root: Buffer.from(root) };
        expect(openCheckpoint(signCheckpoint(signed, privateKey), publicKey)).toEqual({ ok: true, checkpoint: signed });
      }),
      { numRuns: 50 },
    );
  });

  it('are three lines, a blank one and the signature with the key id', () => {
    const [origin, size, root, blank, signature = '', end] = note.split('\n');
    expect([origin, size, root, blank, end]).toEqual([ORIGIN, '42', Buffer.alloc(32, 7).toString('base64'), '', '']);
    const [dash, name, blob = ''] = signature.split(' ');
    expect([dash, name]).toEqual(['—', ORIGIN]);
    const bytes = Buffer.from(blob, 'base64');
    expect(bytes).toHaveLength(68);
    expect(bytes.subarray(0, 4)).toEqual(keyId(ORIGIN, publicKey));
  });

  it('have the key id that the signed-note format defines', () => {
    // The example of golang.org/x/mod/sumdb/note: "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW".
    const encoded = Buffer.from('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'base64');
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: encoded.subarray(1).toString('base64url') };
    const known = createPublicKey({ key: jwk, format: 'jwk' });
    expect(keyId('PeterNeumann', known).toString('hex')).toBe('c74f20a3');
  });

  it('are signatures that openssl accepts', async () => {
    const dir = await tempFolder();
    const at = (name: string): string => path.join(dir, name);
    const blob = Buffer.from(/— \S+ (\S+)/.exec(note)?.[1] ?? '', 'base64');
    writeFileSync(at('key.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
    writeFileSync(at('sig'), blob.subarray(4));
    const verify = (text: string): string => {
      writeFileSync(at('text'), text);
      const args = [
        'pkeyutl',
        '-verify',
        '-pubin',
        '-inkey',
        at('key.pub'),
        '-rawin',
        '-in',
        at('text'),
        '-sigfile',
        at('sig'),
      ];
      return execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' });
    };
    expect(verify(checkpointText(checkpoint))).toContain('Verified Successfully');
    expect(() => verify(checkpointText({ ...checkpoint, size: 43 }))).toThrow();
  });

  it('are refused when any character of them is changed', () => {
    fc.assert(
      fc.property(fc.nat({ max: note.length - 2 }), fc.constantFrom('A', '1', ' ', '\n'), (at, char) => {
        fc.pre(note[at] !== char);
        const changed = note.slice(0, at) + char + note.slice(at + 1);
        const opened = openCheckpoint(changed, publicKey);
        // The signature's last base64 characters can hold bits that mean nothing: the text must be the signed one then.
        if (opened.ok) expect(opened.checkpoint).toEqual(checkpoint);
        else expect(opened.reason).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['another size', note.replace('\n42\n', '\n43\n'), 'the signature does not fit the text'],
    ['another root', note.replace('BwcH', 'CwcH'), 'the signature does not fit the text'],
    ['another origin', note.replaceAll('st-0123456789', 'st-9876543210'), 'no signature of this station'],
    ['an added line', note.replace('\n\n', '\nextension\n\n'), 'the signed text is not a checkpoint'],
    ['a leading zero', note.replace('\n42\n', '\n042\n'), 'the signed text is not a checkpoint'],
    ['an unsafe size', note.replace('\n42\n', '\n99999999999999999999\n'), 'the signed text is not a checkpoint'],
    ['no signature', checkpointText(checkpoint) + '\n', 'not a signed note'],
    ['no blank line', checkpointText(checkpoint), 'not a signed note'],
    ['nothing', '', 'not a signed note'],
  ])('with %s are refused', (_, text, reason) => {
    expect(reasonOf(text)).toBe(reason);
  });

  it('of another key are refused', () => {
    expect(reasonOf(note, other.publicKey)).toBe('no signature of this station');
    expect(reasonOf(signCheckpoint(checkpoint, other.privateKey))).toBe('no signature of this station');
  });

  it('may carry signatures of others, of any kind, before and after', () => {
    const witness =
      signCheckpoint({ ...checkpoint, origin: 'witness.example/w1' }, other.privateKey)
        .split('\n')
        .at(-2) ?? '';
    const sameName = `— ${ORIGIN} ${randomBytes(90).toString('base64')}`;
    const [text, signature = ''] = note.trimEnd().split('\n\n');
    for (const lines of [
      [witness, signature],
      [signature, witness],
      [sameName, witness, signature],
    ]) {
      expect(reasonOf(`${text ?? ''}\n\n${lines.join('\n')}\n`)).toBeNull();
    }
    expect(reasonOf(`${text ?? ''}\n\n${witness}\n`)).toBe('no signature of this station');
  });
});

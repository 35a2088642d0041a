import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { rawPublicKey } from '../../../src/store/custody/checkpoint.js';
import { CHECKER } from './support.js';

interface Case {
  readonly key: string;
  readonly message: string;
  readonly signature: string;
}

/** What the checker's own verification says of each, in one run. */
const verified = (cases: readonly Case[]): boolean[] =>
  JSON.parse(
    execFileSync(
      'python3',
      [
        '-c',
        `import json, sys, importlib.util as u
sys.dont_write_bytecode = True
s = u.spec_from_file_location("verify", sys.argv[1]); m = u.module_from_spec(s); s.loader.exec_module(m)
print(json.dumps([m.ed25519_verify(*[bytes.fromhex(c[k]) for k in ("key", "message", "signature")]) for c in json.load(sys.stdin)]))`,
        CHECKER,
      ],
      { encoding: 'utf8', input: JSON.stringify(cases) },
    ),
  ) as boolean[];

/** RFC 8032 section 7.1, tests 1 to 3. */
const VECTORS: readonly Case[] = [
  {
    key: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    key: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
  {
    key: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    message: 'af82',
    signature:
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  },
];

const L = 2n ** 252n + 27742317777372353535851937790883648493n;

/** The same signature with its second half written as s + L: libraries that take it take two forms of one signature. */
function malleable(signature: string): string {
  const s = BigInt(`0x${Buffer.from(signature.slice(64), 'hex').reverse().toString('hex')}`) + L;
  return signature.slice(0, 64) + Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse().toString('hex');
}

describe('the checker’s Ed25519', () => {
  it('takes the vectors of RFC 8032', () => {
    expect(verified(VECTORS)).toEqual([true, true, true]);
  });

  it('takes what OpenSSL signs, and nothing of which one bit is another', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const message = Buffer.from('检查点 checkpoint\n');
    const good: Case = {
      key: rawPublicKey(publicKey).toString('hex'),
      message: message.toString('hex'),
      signature: sign(null, message, privateKey).toString('hex'),
    };
    const flip = (hex: string, bit: number): string => {
      const bytes = Buffer.from(hex, 'hex');
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return bytes.toString('hex');
    };
    const bits = [0, 7, 100, 200, 255];
    const spoiled = [
      ...bits.map((bit) => ({ ...good, key: flip(good.key, bit) })),
      ...[...bits, 256, 300, 400, 511].map((bit) => ({ ...good, signature: flip(good.signature, bit) })),
      ...[0, 50].map((bit) => ({ ...good, message: flip(good.message, bit) })),
      { ...good, signature: malleable(good.signature) },
      { ...good, signature: good.signature.slice(2) },
      { ...good, signature: '' },
      { ...good, key: '' },
      // 2^255 - 19 + 1: another way of writing the point with y = 1.
      { ...good, key: `ee${'ff'.repeat(30)}7f` },
      // y = 1 with the sign of an x that is 0.
      { ...good, key: `01${'00'.repeat(30)}80` },
    ];
    expect(verified([good, ...spoiled])).toEqual([true, ...spoiled.map(() => false)]);
  });
});

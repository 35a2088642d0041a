import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Content, fillContent, generated, literal, sha256 } from '../../../../src/device/testing/mtp/index.js';

function bytesOf(content: Content, offset: number, count: number): Buffer {
  const into = Buffer.alloc(count);
  fillContent(content, offset, into);
  return into;
}

const GIB = 2 ** 30;

describe('generated content', () => {
  it('is the same however it is cut', () => {
    const whole = bytesOf(generated('clip', 200_000), 0, 200_000);
    fc.assert(
      fc.property(fc.nat(199_999), fc.nat(70_000), (offset, count) => {
        const part = bytesOf(generated('clip', 200_000), offset, Math.min(count, 200_000 - offset));
        expect(part.equals(whole.subarray(offset, offset + part.length))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('begins with its head', () => {
    const content: Content = { head: Buffer.from('ftypmp42'), seed: 's', size: 100 };
    const whole = bytesOf(content, 0, 100);
    expect(whole.subarray(0, 8).toString()).toBe('ftypmp42');
    expect(bytesOf(content, 5, 20).equals(whole.subarray(5, 25))).toBe(true);
    expect(whole.subarray(8).equals(bytesOf(generated('s', 100), 8, 92))).toBe(true);
  });

  it('differs by seed and by position, beyond 4 GiB and 16 GiB too', () => {
    const places = [0, 4, 4096, 4 * GIB - 4, 4 * GIB, 5 * GIB, 16 * GIB, 16 * GIB + 4, 32 * GIB];
    const words = places.flatMap((at) => ['a', 'b'].map((seed) => bytesOf(generated(seed, 0), at, 16).toString('hex')));
    expect(new Set(words).size).toBe(words.length);
    const across = bytesOf(generated('a', 0), 4 * GIB - 3, 9);
    expect(across.subarray(3).equals(bytesOf(generated('a', 0), 4 * GIB, 6))).toBe(true);
  });

  it('has the hash its bytes have', () => {
    const content = generated('clip', 150_001);
    const expected = createHash('sha256')
      .update(bytesOf(content, 0, 150_001))
      .digest('hex');
    expect(sha256(content)).toBe(expected);
    expect(sha256(literal(Buffer.from('abc')))).toBe(createHash('sha256').update('abc').digest('hex'));
    expect(sha256(generated('clip', 0))).toBe(createHash('sha256').digest('hex'));
  });
});

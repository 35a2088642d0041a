import { closeSync, openSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplesAgree, sampleWindows, WHOLE_BYTES } from '../../../src/ingest/visit/samples.js';
import { BufferPool } from '../../../src/store/reading/buffers.js';
import { contentOf, memorySource, tempFolder } from './support.js';

const pool = new BufferPool();

async function agree(
  onCamera: Uint8Array,
  onDisk: Uint8Array,
  bytes = onDisk.length,
  most = Infinity,
): Promise<boolean> {
  const file = `${tempFolder()}/original`;
  writeFileSync(file, onDisk);
  const fd = openSync(file, 'r');
  try {
    return await samplesAgree(memorySource(onCamera, most), fd, bytes, pool);
  } finally {
    closeSync(fd);
  }
}

describe('sample windows', () => {
  it('cover the first and the last byte and stay inside, whatever the size', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 1, max: WHOLE_BYTES + 10 }), fc.integer({ min: WHOLE_BYTES - 5, max: 2 ** 45 })),
        (bytes) => {
          const windows = sampleWindows(bytes);
          expect(windows[0]?.at).toBe(0);
          const last = windows.at(-1);
          expect((last?.at ?? 0) + (last?.length ?? 0)).toBe(bytes);
          for (const { at, length } of windows) {
            expect(Number.isSafeInteger(at) && at >= 0 && length > 0 && at + length <= bytes).toBe(true);
          }
          expect(windows.length).toBeLessThanOrEqual(128);
        },
      ),
    );
  });

  it('cover every byte of a small file, once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: WHOLE_BYTES }), (bytes) => {
        let next = 0;
        for (const { at, length } of sampleWindows(bytes)) {
          expect(at).toBe(next);
          next = at + length;
        }
        expect(next).toBe(bytes);
      }),
    );
  });

  it('are none for an empty file', () => {
    expect(sampleWindows(0)).toEqual([]);
  });
});

describe('comparing samples', () => {
  const content = contentOf(300_000);

  it('agrees on the same bytes, read in pieces of any size', async () => {
    expect(await agree(content, content)).toBe(true);
    expect(await agree(content, content, content.length, 4093)).toBe(true);
    expect(await agree(Buffer.alloc(0), Buffer.alloc(0))).toBe(true);
  });

  it('sees any one byte that differs in a small file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: content.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const other = Buffer.from(content);
        other[at] = (other[at] ?? 0) ^ mask;
        expect(await agree(other, content)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('sees a difference in the last byte of what is compared whole', async () => {
    const large = Buffer.alloc(WHOLE_BYTES, 7);
    const other = Buffer.from(large);
    other[WHOLE_BYTES - 1] = 8;
    expect(await agree(other, large)).toBe(false);
    other[WHOLE_BYTES - 1] = 7;
    other[WHOLE_BYTES / 2 + 1] = 8;
    expect(await agree(other, large)).toBe(false);
  });

  it('sees that one of them ends early', async () => {
    expect(await agree(content.subarray(0, -1), content)).toBe(false);
    expect(await agree(content, content.subarray(0, -1), content.length)).toBe(false);
  });

  it('compares only as far as asked', async () => {
    const other = Buffer.from(content);
    other[200_000] = (other[200_000] ?? 0) ^ 1;
    expect(await agree(other, content, 200_000)).toBe(true);
    expect(await agree(other, content, 200_001)).toBe(false);
  });
});

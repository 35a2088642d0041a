import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { ClipSource } from '../../../src/device/camera.js';
import type { CopyJob } from '../../../src/ingest/visit/copy.js';
import type * as fd from '../../../src/store/reading/fd.js';
import { BufferPool } from '../../../src/store/reading/buffers.js';
import { RunningDigests } from '../../../src/store/reading/digests.js';
import { contentOf, memorySource, MIB, sha256, tempFolder } from './support.js';

/** What the disk does: takes at most so many bytes at once, and fails with `errno` beyond `failAt`. */
const disk = { most: Infinity, failAt: Infinity, errno: 'EIO' };

const FD = '../../../src/store/reading/fd.js';

// Other files share this process: what they loaded has the real disk, and so has what they load after this one.
vi.resetModules();
vi.doMock(FD, async (original) => {
  const real = await original<typeof fd>();
  return {
    ...real,
    writeAt: (file: number, bytes: Uint8Array, position: number): Promise<number> =>
      position + bytes.byteLength > disk.failAt
        ? Promise.reject(Object.assign(new Error(disk.errno), { code: disk.errno }))
        : real.writeAt(file, bytes.subarray(0, disk.most), position),
  };
});

const { copyAndHash } = await import('../../../src/ingest/visit/copy.js');
afterAll(() => {
  vi.doUnmock(FD);
  vi.resetModules();
});

const descriptors = new Set<number>();
const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);
process.on('unhandledRejection', note);
afterAll(() => void process.off('unhandledRejection', note));

afterEach(async () => {
  for (const descriptor of descriptors) closeSync(descriptor);
  descriptors.clear();
  Object.assign(disk, { most: Infinity, failAt: Infinity });
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(unhandled.splice(0)).toEqual([]);
});

const pool = new BufferPool();
const code = (name: string): Error => expect.objectContaining({ code: name }) as Error;

function target(): { out: number; file: string } {
  const file = `${tempFolder()}/out`;
  const out = openSync(file, 'w+');
  descriptors.add(out);
  return { out, file };
}

const job = (source: ClipSource, out: number, changes: Partial<CopyJob> = {}): CopyJob => ({
  source,
  out,
  expected: source.bytes,
  from: 0,
  digests: RunningDigests.start(false),
  pool,
  onChunk: () => undefined,
  signal: new AbortController().signal,
  ...changes,
});

describe('copying', () => {
  it('keeps every byte through short reads and short writes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 40_000 }),
        fc.integer({ min: 1, max: 9000 }),
        fc.integer({ min: 1, max: 9000 }),
        async (size, read, write) => {
          const content = contentOf(size);
          const { out, file } = target();
          const digests = RunningDigests.start(true);
          disk.most = write;
          expect(await copyAndHash(job(memorySource(content, read), out, { digests }))).toBe(size);
          expect(readFileSync(file).equals(content)).toBe(true);
          expect(digests.soFar().sha256).toBe(sha256(content));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('keeps every byte over several chunks', async () => {
    const content = contentOf(3 * MIB + 77);
    const { out, file } = target();
    const digests = RunningDigests.start(false);
    const positions: number[] = [];
    disk.most = 700_001;
    await copyAndHash(
      job(memorySource(content, disk.most), out, { digests, onChunk: (at) => void positions.push(at) }),
    );
    expect(sha256(readFileSync(file))).toBe(sha256(content));
    expect(digests.soFar().sha256).toBe(sha256(content));
    expect(positions).toEqual([MIB, 2 * MIB, 3 * MIB, 3 * MIB + 77]);
  });

  it('goes on from where it is told', async () => {
    const content = contentOf(2 * MIB);
    const { out, file } = target();
    writeSync(out, content, 0, 1000, 0);
    const digests = RunningDigests.start(false);
    digests.update(content.subarray(0, 1000));
    expect(await copyAndHash(job(memorySource(content), out, { from: 1000, digests }))).toBe(2 * MIB);
    expect(digests.soFar().sha256).toBe(sha256(content));
    expect(sha256(readFileSync(file))).toBe(sha256(content));
  });

  it.each([0, MIB, 2 * MIB])('passes on a read that fails at %i, after what came before is written', async (at) => {
    const content = contentOf(3 * MIB);
    const { out, file } = target();
    const source = memorySource(content);
    const failing: ClipSource = {
      ...source,
      read: (into, position) => (position >= at ? Promise.reject(new Error('EIO')) : source.read(into, position)),
    };
    await expect(copyAndHash(job(failing, out))).rejects.toThrow('EIO');
    expect(readFileSync(file).equals(content.subarray(0, at))).toBe(true);
  });

  it.each([
    ['EIO', 'bwc.ingest.write_error'],
    ['ENOSPC', 'bwc.ingest.disk_full'],
    ['EDQUOT', 'bwc.ingest.disk_full'],
  ])('says what a write that fails with %s means, even when the read beside it fails too', async (errno, expected) => {
    const content = contentOf(3 * MIB);
    const { out } = target();
    const source = memorySource(content);
    const both: ClipSource = {
      ...source,
      read: (into, position) => (position >= 2 * MIB ? Promise.reject(new Error('gone')) : source.read(into, position)),
    };
    Object.assign(disk, { failAt: MIB + 1, errno });
    await expect(copyAndHash(job(source, out))).rejects.toThrow(code(expected));
    await expect(copyAndHash(job(both, out))).rejects.toThrow(code(expected));
  });

  it('stops on request before the next chunk', async () => {
    const { out, file } = target();
    const abort = new AbortController();
    const stopping = job(memorySource(contentOf(3 * MIB)), out, {
      signal: abort.signal,
      onChunk: () => {
        abort.abort();
      },
    });
    await expect(copyAndHash(stopping)).rejects.toThrow(
      expect.objectContaining({ code: 'bwc.ingest.cancelled', details: { position: MIB } }),
    );
    expect(readFileSync(file)).toHaveLength(MIB);
  });

  it('stops when its note cannot be written', async () => {
    const { out } = target();
    const stopping = job(memorySource(contentOf(3 * MIB)), out, {
      onChunk: () => Promise.reject(new Error('no note')),
    });
    await expect(copyAndHash(stopping)).rejects.toThrow('no note');
  });

  it('gives its buffers back whatever happens', async () => {
    let lent = 0;
    const counting = Object.assign(new BufferPool(), {
      lendTwo: <T>(use: (a: Buffer, b: Buffer) => Promise<T>): Promise<T> => {
        lent += 1;
        return pool.lendTwo(use).finally(() => (lent -= 1));
      },
    });
    const { out } = target();
    disk.failAt = 5;
    await expect(copyAndHash(job(memorySource(contentOf(2 * MIB)), out, { pool: counting }))).rejects.toThrow();
    expect(lent).toBe(0);
  });
});

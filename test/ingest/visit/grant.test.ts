import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CopyProgress } from '../../../src/ingest/visit/copy-progress.js';
import { chooseGrant } from '../../../src/ingest/visit/grant.js';

const MiB = 2 ** 20;
const files = (...sizes: number[]): { bytes: number }[] => sizes.map((bytes) => ({ bytes }));
const size = (file: { bytes: number }): number => file.bytes;
const disk = (freeBytes: number): { diskBytes: number; freeBytes: number; reserveBytes: number } => ({
  diskBytes: 1000 * MiB,
  freeBytes,
  reserveBytes: 10 * MiB,
});

describe('a grant', () => {
  it('is small files up to 64 MiB, or one large one', () => {
    expect(chooseGrant(files(30 * MiB, 30 * MiB, 30 * MiB), disk(900 * MiB), 0, size).items).toHaveLength(2);
    expect(chooseGrant(files(500 * MiB, MiB), disk(900 * MiB), 0, size).items).toHaveLength(1);
    expect(chooseGrant([], disk(900 * MiB), 0, size)).toEqual({ items: [], bytes: 0, full: false });
  });

  it('stops before the reserve, and says so', () => {
    const all = files(20 * MiB, 20 * MiB, 20 * MiB);
    expect(chooseGrant(all, disk(51 * MiB), 0, size)).toMatchObject({ bytes: 40 * MiB, full: true });
    expect(chooseGrant(all, disk(51 * MiB), 30 * MiB, size)).toMatchObject({ bytes: 0, full: true });
  });

  it('asks no room for what is known already, nor for a size that cannot be', () => {
    expect(chooseGrant(files(20 * MiB), disk(0), 0, () => 0).items).toHaveLength(1);
    expect(chooseGrant(files(20 * MiB), disk(10 * MiB), 0, () => 0)).toMatchObject({ bytes: 0, full: false });
    expect(chooseGrant(files(2 ** 40), disk(10 * MiB), 0, size)).toMatchObject({ bytes: 0, full: false });
  });

  it('never takes the disk below its reserve', () => {
    const sizes = fc.array(fc.nat({ max: 200 * MiB }), { maxLength: 20 });
    fc.assert(
      fc.property(sizes, fc.nat({ max: 900 * MiB }), fc.nat({ max: 100 * MiB }), (all, free, promised) => {
        const { items, bytes } = chooseGrant(files(...all), disk(free), promised, size);
        expect(bytes).toBe(items.reduce((sum, f) => sum + f.bytes, 0));
        if (bytes > 0) expect(free - promised - bytes).toBeGreaterThanOrEqual(10 * MiB);
      }),
    );
  });
});

describe('progress', () => {
  it('counts what is done and what is under way, never more than all', () => {
    const progress = new CopyProgress();
    progress.begin(100);
    progress.at(1, 30);
    progress.done(2, 40);
    expect(progress.bytes).toEqual({ doneBytes: 70, totalBytes: 100 });
    progress.setBack(1);
    expect(progress.bytes.doneBytes).toBe(40);
    progress.at(3, 90);
    expect(progress.bytes.doneBytes).toBe(100);
    progress.begin(10);
    expect(progress.bytes).toEqual({ doneBytes: 0, totalBytes: 10 });
  });
});

import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourcePathFromBytes } from '../../src/domain/source-path.js';
import { diskSpace, fits, reserveBytes } from '../../src/ingest/free-space.js';
import { sourceKey } from '../../src/domain/source-key.js';
import { parseChronyTracking, readStationClock } from '../../src/ingest/station-clock.js';
import { impossibleSize } from '../../src/ingest/visit/impossible-size.js';

const [MIB, GIB, TIB] = [2 ** 20, 2 ** 30, 2 ** 40];

describe('the reserve of free space', () => {
  it('is a twentieth of the disk, at most 2 GiB, or what was configured', () => {
    expect(reserveBytes('auto', 10 * GIB)).toBe(GIB / 2);
    expect(reserveBytes('auto', 40 * GIB)).toBe(2 * GIB);
    expect(reserveBytes('auto', TIB)).toBe(2 * GIB);
    expect(reserveBytes('auto', 0)).toBe(0);
    expect(reserveBytes(0, TIB)).toBe(0);
    expect(reserveBytes(5 * GIB, GIB)).toBe(5 * GIB);
  });

  it('is never used: exactly up to it is room', () => {
    const space = { diskBytes: 100, freeBytes: 50, reserveBytes: 20 };
    expect(fits(space, 0, 30)).toBe(true);
    expect(fits(space, 0, 31)).toBe(false);
    expect(fits(space, 10, 20)).toBe(true);
    expect(fits(space, 11, 20)).toBe(false);
    expect(fits({ ...space, freeBytes: 19 }, 0, 0)).toBe(false);
  });

  it('is taken from the disk the folder lies on', async () => {
    const space = await diskSpace(tmpdir(), 123);
    expect(space.reserveBytes).toBe(123);
    expect(space.freeBytes).toBeGreaterThan(0);
    expect(space.freeBytes).toBeLessThanOrEqual(space.diskBytes);
    await expect(diskSpace('/no/such/folder', 'auto')).rejects.toThrow('ENOENT');
  });
});

describe('a size that cannot be', () => {
  it('is more than the medium holds', () => {
    expect(impossibleSize({ bytes: 64 * GIB + 1, allocatedBytes: null }, 64 * GIB)).toContain(String(64 * GIB));
    expect(impossibleSize({ bytes: 64 * GIB, allocatedBytes: null }, 64 * GIB)).toBeNull();
  });

  it('is a hole where a terabyte should be', () => {
    expect(impossibleSize({ bytes: TIB, allocatedBytes: 0 }, null)).toContain('only 0 are really there');
    expect(impossibleSize({ bytes: GIB, allocatedBytes: 0 }, null)).toBeNull();
    expect(impossibleSize({ bytes: GIB + 1, allocatedBytes: 0 }, null)).not.toBeNull();
  });

  it('is not one that nothing is known against', () => {
    expect(impossibleSize({ bytes: TIB, allocatedBytes: null }, null)).toBeNull();
    expect(impossibleSize({ bytes: 10 * MIB, allocatedBytes: 10 * MIB + 4096 }, GIB)).toBeNull();
    expect(impossibleSize({ bytes: 0, allocatedBytes: 0 }, 0)).toBeNull();
  });
});

describe('a source key', () => {
  const file = fc.record({
    medium: fc.constantFrom('fs-uuid:1A2B-3C4D', 'fs-uuid:1A2B-3C4', 'dir:1:2', ''),
    path: fc.uint8Array({ maxLength: 6 }).map((bytes) => bytes.filter((b) => b !== 0)),
    bytes: fc.integer({ min: 0, max: 12 }),
    stamp: fc.constantFrom('1', '11', '2', ''),
  });

  it('is equal exactly when medium, path, size and stamp are', () => {
    const keyOf = (f: { medium: string; path: Uint8Array; bytes: number; stamp: string }): string =>
      sourceKey(f.medium, { path: sourcePathFromBytes(f.path), bytes: f.bytes, stamp: f.stamp });
    fc.assert(
      fc.property(file, file, (a, b) => {
        const same =
          a.medium === b.medium && Buffer.compare(a.path, b.path) === 0 && a.bytes === b.bytes && a.stamp === b.stamp;
        expect(keyOf(a) === keyOf(b)).toBe(same);
        expect(keyOf(a)).toBe(keyOf({ ...a }));
      }),
    );
  });
});

describe('the station’s clock', () => {
  const TRACKING =
    'C0A80001,192.168.0.1,3,1772330400.123456789,0.000012345,-0.000004567,0.000023456,-12.345,0.001,0.045,0.001000000,0.000500000,64.2,Normal\n';

  it('is read from chrony', () => {
    const state = parseChronyTracking(TRACKING);
    expect(state).toMatchObject({ synchronised: true, source: 'chrony', stratum: 3, remark: 'chrony says: Normal' });
    // Root dispersion 0.5 ms and half the root delay of 1 ms, and no more than the offset it is just correcting beside.
    expect(state?.errorMs).toBeGreaterThanOrEqual(1);
    expect(state?.errorMs).toBeLessThan(1.1);
  });

  it('claims no bound while it is not synchronised', () => {
    const text =
      '00000000,,0,0.000000000,0.000000000,0.000000000,0.000000000,0.000,0.000,0.000,1.000000000,1.000000000,0.0,Not synchronised\n';
    expect(parseChronyTracking(text)).toEqual({
      synchronised: false,
      source: 'chrony',
      stratum: 0,
      errorMs: null,
      remark: 'chrony says: Not synchronised',
    });
  });

  it('knows what it does not know', () => {
    expect(parseChronyTracking('')).toBeUndefined();
    expect(parseChronyTracking('506 Cannot talk to daemon')).toBeUndefined();
    expect(parseChronyTracking(TRACKING.replace(',3,', ',x,').replace('0.000500000', ''))).toMatchObject({
      stratum: null,
      errorMs: null,
    });
  });

  it('is never assumed good', async () => {
    const state = await readStationClock();
    expect(['chrony', 'timedatectl', 'unknown']).toContain(state.source);
    if (state.source === 'unknown') expect(state).toMatchObject({ synchronised: null, stratum: null, errorMs: null });
    expect(state.remark).not.toBe('');
  });
});

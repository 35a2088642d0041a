import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readingFromFiles } from '../../../src/device/volume/clock.js';
import { fromInstant } from '../../../src/domain/time.js';

const ZONE = 'Asia/Shanghai';
const NOW = fromInstant('2026-03-01T10:00:00.000Z');
const HOUR = 3_600_000;

const read = (names: readonly string[], modified: readonly string[] = []) =>
  readingFromFiles({ names, modified }, NOW, ZONE);

describe("a volume's clock", () => {
  it('is bounded from below by the newest name, and says no more', () => {
    const reading = read(['2026-03-01T15:00:00', '2026-03-01T17:30:00', '2026-02-01T00:00:00']);
    expect(reading).toMatchObject({
      method: 'newest-file',
      cameraRaw: '2026-03-01T17:30:00',
      assumedZone: ZONE,
      hostTime: '2026-03-01T10:00:00.000Z',
      offsetMs: -HOUR / 2,
      uncertaintyMs: null,
      bound: 'lower bound',
      zoneShiftMinutes: null,
    });
    expect(reading.remark).toContain('from below only');
  });

  it('proves a fast clock where the newest file lies ahead, e.g. by 8 h', () => {
    const reading = read(['2026-03-02T02:00:00']);
    expect(reading.offsetMs).toBe(8 * HOUR);
    expect(reading.remark).toContain('fast by at least this much');
  });

  it('uses modification times only where no name carries a time', () => {
    const modified = ['2026-03-01T09:00:00.500Z'];
    expect(read([], modified)).toMatchObject({ cameraRaw: '2026-03-01T17:00:00', offsetMs: -HOUR + 500 });
    expect(read([], modified).remark).toContain('the mount decides');
    expect(read(['2026-03-01T12:00:00'], modified).offsetMs).toBe(-6 * HOUR);
  });

  it.each(['1970-01-01T00:00:00', '1980-01-01T00:00:00', '2099-12-31T23:59:59'])(
    'does not take %s for a reading of now, but mentions it',
    (odd) => {
      const year = odd.slice(0, 4);
      expect(read([odd])).toMatchObject({ method: 'none', cameraRaw: null, offsetMs: null, bound: 'unknown' });
      expect(read([odd]).remark).toContain(year);
      const mixed = read([odd, '2026-03-01T17:00:00']);
      expect(mixed.cameraRaw).toBe('2026-03-01T17:00:00');
      expect(mixed.remark).toContain(`Some files say ${year}`);
    },
  );

  it('is unknown where there is nothing to go by', () => {
    expect(read([])).toMatchObject({ method: 'none', bound: 'unknown' });
  });

  it('never claims a bound above the newest file', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((d) => `2026-02-${String(d).padStart(2, '0')}T12:00:00`);
    fc.assert(
      fc.property(fc.array(day, { minLength: 1 }), (names) => {
        expect(read(names).cameraRaw).toBe([...names].sort().at(-1));
      }),
    );
  });
});

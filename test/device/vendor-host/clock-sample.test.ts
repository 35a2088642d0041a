import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DeviceTime, readingFromSample, takeSample } from '../../../src/device/vendor-host/clock-sample.js';
import { fromInstant, instantToCivil, toInstant } from '../../../src/domain/time.js';

const ZONE = 'Asia/Shanghai';
const NOW = fromInstant('2026-03-01T01:00:00.000Z');
const epoch = (ms: number): DeviceTime => ({ as: 'epoch', seconds: Math.floor(ms / 1000) });

describe('a look at the clock', () => {
  it('holds the true offset in its interval, whenever during the call the camera was read', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.nat(5000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(999),
        fc.boolean(),
        (offset, roundTripMs, when, fraction, civil) => {
          const askedAt = NOW + fraction;
          const shown = askedAt + roundTripMs * when + offset;
          const seen = epoch(shown);
          const digits = instantToCivil(toInstant(Math.floor(shown / 1000) * 1000), ZONE);
          const time: DeviceTime = civil ? { as: 'civil', digits } : seen;
          const reading = readingFromSample({ time, askedAt, roundTripMs }, ZONE);
          expect(Math.abs((reading.offsetMs ?? NaN) - offset)).toBeLessThanOrEqual(
            (reading.uncertaintyMs ?? NaN) + 1e-3,
          );
          expect(reading.cameraRaw).toBe(digits);
        },
      ),
    );
  });

  it('tells a zone set wrong from drift', () => {
    const at = (offset: number): number | null =>
      readingFromSample({ time: epoch(NOW + offset), askedAt: NOW, roundTripMs: 10 }, ZONE).zoneShiftMinutes;
    expect([at(-8 * 3_600_000), at(0), at(-3000), at(3_600_000)]).toEqual([-480, 0, 0, 60]);
  });

  it('is none where the digits name no time', () => {
    const time: DeviceTime = { as: 'civil', digits: '2048-00-00T00:00:00' };
    expect(readingFromSample({ time, askedAt: NOW, roundTripMs: 1 }, ZONE)).toMatchObject({
      method: 'none',
      offsetMs: null,
      cameraRaw: null,
    });
  });

  it.each([-1, 1.5, Number.NaN, 1e15])('%s seconds are no time', async (seconds) => {
    const timers = { now: () => 0, after: () => () => undefined };
    const read = (): Promise<DeviceTime> => Promise.resolve({ as: 'epoch', seconds });
    await expect(takeSample({ now: () => NOW }, timers, read)).rejects.toMatchObject({ code: 'bwc.device.protocol' });
  });
});

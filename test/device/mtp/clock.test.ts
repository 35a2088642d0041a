import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClockSample, readingFromSamples } from '../../../src/device/mtp/clock.js';
import { fromInstant, instantToCivil, toInstant } from '../../../src/domain/time.js';

const ZONE = 'Asia/Shanghai';
const START = fromInstant('2026-11-21T01:00:00.000Z');

interface Polling {
  /** Camera minus station. */
  readonly offsetMs: number;
  readonly pollMs: number;
  readonly latencyMs: number;
  readonly samples: number;
  /** The device answers from a cache that it fills so often. */
  readonly cacheMs?: number;
}

function polled({ offsetMs, pollMs, latencyMs, samples, cacheMs = 1 }: Polling): ClockSample[] {
  return Array.from({ length: samples }, (_, i) => {
    const sent = START + i * pollMs;
    const camera = Math.floor((sent + latencyMs / 2 + offsetMs) / cacheMs) * cacheMs;
    const raw = instantToCivil(toInstant(Math.floor(camera / 1000) * 1000), ZONE).replaceAll(/[-:]/g, '');
    return { raw, sent, received: sent + latencyMs };
  });
}

describe('the clock by its seconds', () => {
  it('holds the true offset within the uncertainty it states, to a few milliseconds with edges', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -40_000_000, max: 40_000_000 }),
        fc.integer({ min: 10, max: 30 }),
        fc.integer({ min: 0, max: 10 }),
        (offsetMs, pollMs, latencyMs) => {
          const reading = readingFromSamples(polled({ offsetMs, pollMs, latencyMs, samples: 400 }), ZONE);
          expect(reading?.method).toBe('property-edge');
          expect(Math.abs((reading?.offsetMs ?? NaN) - offsetMs)).toBeLessThanOrEqual(
            (reading?.uncertaintyMs ?? NaN) + 1,
          );
          expect(reading?.uncertaintyMs).toBeLessThanOrEqual(pollMs + latencyMs);
        },
      ),
    );
  });

  it('falls back to a single reading of a second where no edge was seen', () => {
    const reading = readingFromSamples(polled({ offsetMs: 2500, pollMs: 10, latencyMs: 4, samples: 2 }), ZONE);
    expect(reading).toMatchObject({ method: 'property-read', bound: 'two-sided', uncertaintyMs: 502 });
    expect(Math.abs((reading?.offsetMs ?? NaN) - 2500)).toBeLessThanOrEqual(502);
  });

  it('does not believe edges that are not a second apart: the camera answers from a cache', () => {
    const cached = polled({ offsetMs: 0, pollMs: 10, latencyMs: 2, samples: 450, cacheMs: 1700 });
    expect(readingFromSamples(cached, ZONE)?.method).toBe('property-read');
  });

  it('tells a wrong zone from drift, and says when it cannot', () => {
    const at = (offsetMs: number): unknown =>
      readingFromSamples(polled({ offsetMs, pollMs: 10, latencyMs: 2, samples: 400 }), ZONE)?.zoneShiftMinutes;
    expect(at(8 * 3_600_000 + 12_000)).toBe(480);
    expect(at(-3000)).toBe(0);
    expect(at(7.5 * 60_000)).toBeNull();
  });

  it('makes nothing of what is no time', () => {
    expect(readingFromSamples([], ZONE)).toBeNull();
    expect(readingFromSamples([{ raw: '20480000T000000', sent: START, received: START }], ZONE)).toBeNull();
  });
});

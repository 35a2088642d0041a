import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decideClock } from '../../../src/ingest/visit/clock-policy.js';
import type { ClockReading, StationClockState } from '../../../src/domain/camera.js';

const reading = (
  offsetMs: number | null,
  uncertaintyMs: number | null,
  bound: ClockReading['bound'],
): ClockReading => ({
  method: 'property-edge',
  cameraRaw: null,
  assumedZone: 'Asia/Shanghai',
  hostTime: '2026-11-21T01:00:00.000Z',
  offsetMs,
  uncertaintyMs,
  bound,
  zoneShiftMinutes: null,
  remark: '',
});
const station = (synchronised: boolean | null): StationClockState => ({
  synchronised,
  source: 'chrony',
  stratum: 2,
  errorMs: 1,
  remark: 'x',
});

it('sets a clock only by a two-sided reading that is off by more than it can be wrong, and only by a station that is right', () => {
  fc.assert(
    fc.property(
      fc.option(fc.integer({ min: -1e9, max: 1e9 })),
      fc.option(fc.integer({ min: 0, max: 1e6 })),
      fc.constantFrom('two-sided' as const, 'lower bound' as const, 'unknown' as const),
      fc.constantFrom(true, false, null),
      (offset, uncertainty, bound, synchronised) => {
        const decision = decideClock(reading(offset, uncertainty, bound), station(synchronised));
        const known = bound === 'two-sided' && offset !== null && uncertainty !== null;
        const off = known && Math.abs(offset) > 1500 + uncertainty;
        expect(decision.set).toBe(off && synchronised === true);
        if (!decision.set) expect(decision.worthy).toBe(off);
      },
    ),
  );
});

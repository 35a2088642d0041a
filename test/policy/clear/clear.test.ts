import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs, toInstant } from '../../../src/domain/time.js';
import { bytesToClear, clearReason } from '../../../src/policy/clear/clear-due.js';
import { mayClear, type ClearFacts } from '../../../src/policy/clear/may-clear.js';

const DAY_MS = 86_400_000;
const NOW = '2026-09-03T00:00:00.000Z';
const instant = fc.integer({ min: 1_500_000_000_000, max: 1_900_000_000_000 }).map(toInstant);

const facts: fc.Arbitrary<ClearFacts> = fc.record({
  disposed: fc.boolean(),
  cleared: fc.boolean(),
  gate: fc.constantFrom(null, [], ['altered'], ['label', 'name']),
  labelled: fc.boolean(),
  stateSecret: fc.boolean(),
  held: fc.boolean(),
  case: fc.constantFrom(null, 'open' as const, 'closed' as const),
  findings: fc.nat(2),
  problem: fc.constantFrom(null, 'originalMissing' as const, 'originalAltered' as const),
  proposed: fc.boolean(),
  describing: fc.boolean(),
  previewDue: fc.boolean(),
  shared: fc.boolean(),
  hereSince: instant,
  archived: fc.boolean(),
});
const rules = fc.record({ caseCopy: fc.boolean(), keepDays: fc.integer({ min: 30, max: 400 }) });

const FREE: ClearFacts = {
  ...{ disposed: false, cleared: false, gate: [], labelled: true, stateSecret: false, held: false, case: null },
  ...{ findings: 0, problem: null, proposed: false, describing: false, previewDue: false, shared: false },
  ...{ hereSince: '2026-01-01T00:00:00.000Z', archived: true },
};
const BARRED: Partial<ClearFacts>[] = [
  { disposed: true },
  { cleared: true },
  { gate: null },
  { gate: ['altered'] },
  { labelled: false },
  { stateSecret: true },
  { held: true },
  { case: 'open' },
  { findings: 1 },
  { problem: 'originalMissing' },
  { problem: 'originalAltered' },
  { proposed: true },
  { describing: true },
  { previewDue: true },
  { shared: true },
  { hereSince: '2026-08-30T00:00:00.000Z' },
  { archived: false },
];

describe('what may leave the disk (TJ-16)', () => {
  it('is free only where nothing at all speaks against it', () => {
    const plain = { caseCopy: false, keepDays: 90 };
    expect(mayClear(plain, FREE, NOW)).toEqual([]);
    expect(mayClear(plain, { ...FREE, case: 'closed' }, NOW)).toEqual([]);
    expect(mayClear({ ...plain, caseCopy: true }, { ...FREE, case: 'closed' }, NOW)).toEqual(['caseCopy']);
    for (const change of BARRED) expect(mayClear(plain, { ...FREE, ...change }, NOW)).toHaveLength(1);
  });

  it('never becomes free by one more thing against it, nor by a longer stay that is asked for', () => {
    fc.assert(
      fc.property(facts, rules, fc.constantFrom(...BARRED), fc.integer({ min: 0, max: 400 }), (f, r, change, more) => {
        const bars = mayClear(r, f, NOW);
        expect(mayClear(r, { ...f, ...change }, NOW)).not.toEqual([]);
        const longer = mayClear({ caseCopy: true, keepDays: r.keepDays + more }, f, NOW);
        expect(longer).toEqual(expect.arrayContaining([...bars]));
        if (bars.length === 0) {
          expect(f).toMatchObject({ held: false, archived: true, stateSecret: false, labelled: true, findings: 0 });
          expect(addMs(f.hereSince, r.keepDays * DAY_MS) <= NOW).toBe(true);
        }
      }),
    );
  });
});

describe('when the disk is cleared', () => {
  const limits = { fullPercent: 85, untilPercent: 75, afterDays: null };

  it('begins above one share and goes down to another', () => {
    const disk = (used: number) => ({ diskBytes: 1000, freeBytes: 1000 - used });
    expect(bytesToClear(limits, disk(850))).toBe(0);
    expect(bytesToClear(limits, disk(851))).toBe(101);
    expect(bytesToClear(limits, { diskBytes: 0, freeBytes: 0 })).toBe(0);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), fc.nat(100), (diskBytes, percentFree) => {
        const freeBytes = Math.floor((diskBytes * percentFree) / 100);
        const gone = bytesToClear(limits, { diskBytes, freeBytes });
        if (gone === 0) return;
        expect(bytesToClear(limits, { diskBytes, freeBytes: freeBytes + gone })).toBe(0);
        expect(diskBytes - freeBytes - gone).toBeLessThanOrEqual((diskBytes * 75) / 100);
      }),
    );
  });

  it('takes what has been archived for long whatever room there is, and the rest only for room', () => {
    expect(clearReason(limits, '2020-01-01T00:00:00.000Z', 0, NOW)).toBeNull();
    expect(clearReason(limits, NOW, 1, NOW)).toBe('space');
    const aged = { ...limits, afterDays: 30 };
    expect(clearReason(aged, addMs(NOW, -30 * DAY_MS), 0, NOW)).toBe('age');
    expect(clearReason(aged, addMs(NOW, -30 * DAY_MS + 1), 0, NOW)).toBeNull();
  });
});

/** Everything is read within as many nights as the rota has, and nothing is left out when nights are missed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextNight, nightOf, shareOf } from '../../../src/archive/rolling-audit/rota.js';
import { addMs } from '../../../src/domain/time.js';
import { sha256 } from '../../store/support.js';

const digests = fc
  .uniqueArray(fc.nat(), { minLength: 1, maxLength: 40 })
  .map((all) => all.map((n) => sha256(String(n))));
const rota = fc.integer({ min: 1, max: 400 });

interface Read {
  readonly sha256: string;
  next: number;
}

const due = (all: readonly Read[], night: number): Read[] => all.filter((one) => one.next <= night);

describe('the rota of the read-back', () => {
  it('gives each object one night in every so many, which its digest alone decides', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 100_000 }), rota, (n, after, nights) => {
        const digest = sha256(String(n));
        const next = nextNight(digest, after, nights);
        expect(next).toBeGreaterThan(after);
        expect(next).toBeLessThanOrEqual(after + nights);
        expect(next % nights).toBe(shareOf(digest, nights));
        expect(nextNight(digest, next, nights)).toBe(next + nights);
      }),
    );
  });

  it('reads everything once in as many nights as there are, where none is missed', () => {
    fc.assert(
      fc.property(digests, rota, fc.integer({ min: 0, max: 30_000 }), (all, nights, begin) => {
        const read = all.map((digest): Read => ({ sha256: digest, next: nextNight(digest, begin, nights) }));
        const times = new Map<string, number>();
        for (let night = begin + 1; night <= begin + nights; night += 1)
          for (const one of due(read, night)) {
            times.set(one.sha256, (times.get(one.sha256) ?? 0) + 1);
            one.next = nextNight(one.sha256, night, nights);
          }
        expect(all.map((digest) => times.get(digest))).toEqual(all.map(() => 1));
      }),
    );
  });

  it('leaves nothing out when nights are missed or end too early', () => {
    const worked = fc.array(fc.nat(5), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(digests, rota, worked, (all, nights, capacity) => {
        const lastRead = new Map(all.map((digest) => [digest, 0]));
        const read = all.map((digest): Read => ({ sha256: digest, next: nextNight(digest, 0, nights) }));
        capacity.forEach((most, i) => {
          const night = i + 1;
          for (const one of due(read, night).slice(0, most)) {
            lastRead.set(one.sha256, night);
            one.next = nextNight(one.sha256, night, nights);
          }
        });
        // One long night makes up for all of them.
        const end = capacity.length + 1;
        const left = due(read, end).map((one) => one.sha256);
        for (const digest of all) {
          let night = nextNight(digest, lastRead.get(digest) ?? 0, nights);
          const passed = night <= end;
          for (; night + nights <= end; night += nights);
          expect(left.includes(digest)).toBe(passed);
        }
      }),
    );
  });

  it('spreads them over the nights', () => {
    const counts = new Map<number, number>();
    for (let i = 0; i < 30_000; i += 1) {
      const share = shareOf(sha256(String(i)), 30);
      counts.set(share, (counts.get(share) ?? 0) + 1);
    }
    expect(counts.size).toBe(30);
    expect(Math.max(...counts.values())).toBeLessThan(1200);
    expect(shareOf('f'.repeat(64), 30)).toBe(29);
  });

  it('has midnight in the middle of a night', () => {
    const evening = '2026-11-21T14:00:00.000Z';
    expect(nightOf(evening, 'Asia/Shanghai')).toBe(nightOf(addMs(evening, 8 * 3_600_000), 'Asia/Shanghai'));
    expect(nightOf(addMs(evening, 24 * 3_600_000), 'Asia/Shanghai')).toBe(nightOf(evening, 'Asia/Shanghai') + 1);
  });
});

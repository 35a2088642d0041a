import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs } from '../../../src/archive/sync/backoff.js';
import { fullBucket, take } from '../../../src/archive/sync/bandwidth.js';
import { afterFailure, CLOSED, mayTry, type Circuit } from '../../../src/archive/sync/circuit.js';
import { nextStep, type Known, type Wanted } from '../../../src/archive/sync/next-step.js';
import { retainUntil } from '../../../src/archive/sync/retain-until.js';
import { windowAt, windowProblem } from '../../../src/archive/sync/window.js';
import type { ObjectKey } from '../../../src/archive/keys.js';
import type { StoredObject } from '../../../src/archive/target.js';
import { addMs, toInstant } from '../../../src/domain/time.js';
import { ORDER_STATES, type OrderState } from '../../../src/store/repositories/outbox-order.js';

const NIGHT = { start: '0 22 * * *', hours: 8, zone: 'Asia/Shanghai' };
const instant = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }).map(toInstant);

describe('the window', () => {
  it('opens and closes by the clocks of its zone, over midnight', () => {
    expect(windowAt(NIGHT, '2026-03-01T13:59:59.999Z')).toEqual({ open: false, changesAt: '2026-03-01T14:00:00.000Z' });
    expect(windowAt(NIGHT, '2026-03-01T14:00:00.000Z')).toEqual({ open: true, changesAt: '2026-03-01T22:00:00.000Z' });
    expect(windowAt(NIGHT, '2026-03-01T21:59:59.999Z').open).toBe(true);
    expect(windowAt(NIGHT, '2026-03-01T22:00:00.000Z')).toEqual({ open: false, changesAt: '2026-03-02T14:00:00.000Z' });
  });

  it('knows days of the week, and windows that run into one another', () => {
    const weekends = { ...NIGHT, start: '0 20 * * 6,7' };
    expect(windowAt(weekends, '2026-03-04T00:00:00.000Z').changesAt).toBe('2026-03-07T12:00:00.000Z');
    const hourly = { ...NIGHT, start: '0 * * * *', hours: 1 };
    expect(windowAt(hourly, '2026-03-04T00:30:00.000Z').open).toBe(true);
  });

  it('is, whenever one asks, either open until it closes or closed until it opens', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 23 }), (now, hours) => {
        const window = { ...NIGHT, hours };
        const { open, changesAt } = windowAt(window, now);
        expect(changesAt !== null && changesAt > now).toBe(true);
        expect(windowAt(window, changesAt ?? now).open).toBe(!open);
        expect(windowAt(window, addMs(changesAt ?? now, -1)).open).toBe(open);
      }),
    );
  });

  it('refuses what is no cron expression, and one that names no time', () => {
    expect(windowProblem('0 22 * * *')).toBeNull();
    for (const wrong of ['', '22:00', '0 25 * * *', '0 0 31 2 *', '* * * * * *'])
      expect(windowProblem(wrong), wrong).not.toBeNull();
  });
});

describe('trying again', () => {
  it('waits from half a second on, doubles, never over five minutes, and never less than was asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, random) => {
        const wait = backoffMs(n, null, random);
        expect(wait).toBeGreaterThanOrEqual(500);
        expect(wait).toBeLessThanOrEqual(300_000);
        expect(backoffMs(n + 1, null, random)).toBeGreaterThanOrEqual(wait);
        expect(backoffMs(n, 3_600_000, random)).toBe(3_600_000);
      }),
    );
  });

  it('leaves an archive alone after a failure, lets one order try, and counts what broke off together once', () => {
    const failure = { code: 'bwc.archive.unreachable', retryAfterMs: null };
    const open: Circuit = afterFailure(CLOSED, failure, 1_000, 1);
    expect(mayTry(CLOSED, 0, 4)).toBe(4);
    expect(open).toMatchObject({ failures: 1, openUntil: 2_000 });
    expect(afterFailure(open, failure, 1_500, 1)).toMatchObject({ failures: 1, openUntil: 2_000 });
    expect([mayTry(open, 1_999, 4), mayTry(open, 2_000, 4)]).toEqual([0, 1]);
    expect(afterFailure(open, { ...failure, retryAfterMs: 60_000 }, 2_000, 0).openUntil).toBe(62_000);
  });
});

it('a cap holds over any stretch: no more than the rate, and a second’s worth at once', () => {
  const chunk = fc.integer({ min: 1, max: 4_000_000 });
  fc.assert(
    fc.property(
      fc.array(chunk, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1_000, max: 10_000_000 }),
      (chunks, rate) => {
        let [now, bucket, sent] = [0, fullBucket(rate, 0), 0];
        for (const bytes of chunks) {
          const taken = take(bucket, rate, bytes, now);
          bucket = taken.bucket;
          now += taken.waitMs;
          sent += bytes;
          expect(sent).toBeLessThanOrEqual(rate + (rate * now) / 1000 + 1);
        }
        // And not much less: a cap is no brake.
        expect(now).toBeLessThanOrEqual((sent / rate) * 1000 + chunks.length + 1);
      },
    ),
  );
});

describe('how long something is locked', () => {
  const at = '2026-03-01T17:00:00.000Z';
  it('is through the last settled day, by the station’s zone', () => {
    expect(retainUntil('2026-09-01', at, 180, 'Asia/Shanghai')).toBe('2026-09-01T16:00:00.000Z');
  });
  it('is the minimum where nothing is settled, and a hundred years for what is kept for ever', () => {
    // It was stored on 2 March there.
    expect(retainUntil(null, at, 30, 'Asia/Shanghai')).toBe('2026-04-01T16:00:00.000Z');
    expect(retainUntil('never', at, 30, 'Asia/Shanghai') > '2125').toBe(true);
  });
});

describe('the next step of an order', () => {
  const wanted: Wanted = { sha256: 'a'.repeat(64), bytes: 9, until: '2027-01-01T00:00:00.000Z', legalHold: true };
  const seen: StoredObject = {
    key: 'k/k' as ObjectKey,
    bytes: 9,
    sha256: wanted.sha256,
    version: null,
    retention: null,
    legalHold: false,
    metadata: {},
  };
  const known: Known = { seen, read: null, keepsNoRetention: false, keepsNoHolds: false };
  const locked = { ...seen, legalHold: true, retention: { until: wanted.until, enforcement: 'recorded' } as const };

  it('goes from one to the next only on what the archive shows', () => {
    expect(nextStep('queued', wanted, known)).toEqual({ do: 'confirm', state: 'uploading' });
    expect(nextStep('uploading', wanted, { ...known, seen: null })).toEqual({ do: 'put' });
    expect(nextStep('uploading', wanted, known)).toEqual({ do: 'confirm', state: 'uploaded' });
    expect(nextStep('uploaded', wanted, known)).toEqual({ do: 'retain' });
    expect(nextStep('uploaded', wanted, { ...known, seen: { ...locked, legalHold: false } })).toEqual({ do: 'hold' });
    expect(nextStep('uploaded', wanted, { ...known, seen: locked })).toEqual({ do: 'confirm', state: 'locked' });
    expect(nextStep('locked', wanted, { ...known, seen: locked })).toEqual({ do: 'readBack' });
    expect(nextStep('verified', wanted, { ...known, seen: locked })).toEqual({ do: 'finish' });
    expect(nextStep('verified', wanted, { ...known, seen: null })).toEqual({ do: 'put' });
    expect(nextStep('done', wanted, { ...known, seen: null })).toEqual({ do: 'nothing' });
  });

  it('never takes what is not what it says, whatever else the archive answers', () => {
    const digest = fc.constantFrom(wanted.sha256, 'b'.repeat(64), null);
    const bytes = fc.constantFrom(9, 8);
    const retention = fc.option(
      fc.record({
        until: fc.constantFrom(wanted.until, '2026-01-01T00:00:00.000Z'),
        enforcement: fc.constant('recorded' as const),
      }),
    );
    const object = fc
      .record({ bytes, sha256: digest, retention, legalHold: fc.boolean() })
      .map((o) => ({ ...seen, ...o }));
    const read = fc.record({
      bytes,
      sha256: digest.map((d) => d ?? 'c'.repeat(64)),
      method: fc.constant('direct' as const),
    });
    const anything: fc.Arbitrary<Known> = fc.record({
      seen: fc.option(object),
      read: fc.option(read),
      keepsNoRetention: fc.boolean(),
      keepsNoHolds: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.constantFrom(...ORDER_STATES), anything, (state: OrderState, k) => {
        const step = nextStep(state, wanted, k);
        if (step.do === 'confirm') expect(ORDER_STATES.indexOf(step.state)).toBe(ORDER_STATES.indexOf(state) + 1);
        const whole = k.seen?.sha256 === wanted.sha256 && k.seen.bytes === wanted.bytes;
        const isLocked =
          (k.keepsNoRetention || k.seen?.retention?.until === wanted.until) &&
          (k.keepsNoHolds || k.seen?.legalHold === true);
        if (state !== 'queued' && step.do === 'confirm') expect(whole).toBe(true);
        if (step.do === 'confirm' && (step.state === 'locked' || step.state === 'verified'))
          expect(isLocked).toBe(true);
        if (step.do === 'confirm' && step.state === 'verified')
          expect(k.read).toMatchObject({ sha256: wanted.sha256, bytes: wanted.bytes });
        if (step.do === 'finish') expect([state, whole, isLocked]).toEqual(['verified', true, true]);
      }),
    );
  });
});

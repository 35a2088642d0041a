import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClockReading } from '../../../src/domain/camera.js';
import { addMs } from '../../../src/domain/time.js';
import { judgeClock, type ClockFacts, type ClockVerdict } from '../../../src/policy/readiness/clock.js';
import { readiness, type ReadinessFacts } from '../../../src/policy/readiness/readiness.js';
import { readinessRules, type ReadinessRules } from '../../../src/policy/readiness/rules.js';

const ours = <T>(value: T): { value: T; source: 'default' } => ({ value, source: 'default' });
const text = <T>(value: T, article: string, phrase: string) => ({ value, article, phrase });
const XIAMEN: ReadinessRules = {
  battery: { required: text(true, '一', '电池容量、内存空间'), minPercent: ours(20) },
  storage: { required: text(true, '一', '电池容量、内存空间'), minFreeBytes: ours(4_000_000_000) },
  clock: {
    required: text(true, '三', '必须校准设备时间'),
    calibrate: text(true, '三', '必须校准设备时间'),
    driftPerDayMs: ours(3000),
    absoluteMs: ours(60_000),
    unreliableMs: ours(600_000),
  },
  overlay: { required: text(true, '三', '影像同步显示摄录时间') },
};
const SILENT: ReadinessRules = {
  battery: { ...XIAMEN.battery, required: ours(false) },
  storage: { ...XIAMEN.storage, required: ours(false) },
  clock: { ...XIAMEN.clock, required: ours(false), calibrate: ours(false) },
  overlay: { required: ours(false) },
};

const AT = '2026-03-12T00:00:00.000Z';
const DAY = 86_400_000;
const reading = (more: Partial<ClockReading> = {}): ClockReading => ({
  method: 'device-command',
  cameraRaw: '2026-03-12T08:00:00',
  assumedZone: 'Asia/Shanghai',
  hostTime: AT,
  offsetMs: 0,
  uncertaintyMs: 0,
  bound: 'two-sided',
  zoneShiftMinutes: null,
  remark: 'x',
  ...more,
});
const station = { synchronised: true, source: 'chrony', stratum: 2, errorMs: 1, remark: 'x' };
const clock = (more: Partial<ClockReading> = {}, facts: Partial<ClockFacts> = {}): ClockVerdict =>
  judgeClock(XIAMEN.clock, {
    reading: reading(more),
    station,
    lastSetAt: addMs(AT, -10 * DAY),
    newestClip: null,
    ...facts,
  });

describe('XM-07, SH-08, SP-12: the clock', () => {
  it.each([
    // 3 s a day for ten days, to the millisecond, either way.
    [30_000, 'right'],
    [-30_000, 'right'],
    [30_001, 'drift'],
    [-30_001, 'drift'],
    [60_001, 'absolute'],
  ] as const)('off by %i ms after ten days is %s', (offsetMs, finding) => {
    expect(clock({ offsetMs })).toMatchObject({ finding, allowedMs: 30_000, days: 10, timesReliable: true });
  });

  it('drift is allowed for each day begun, and never more than the absolute limit', () => {
    const after = (ms: number): number => clock({}, { lastSetAt: addMs(AT, -ms) }).allowedMs;
    expect([0, 1, DAY, DAY + 1, 19 * DAY, 400 * DAY].map(after)).toEqual([3000, 3000, 3000, 6000, 57_000, 60_000]);
  });

  it('whose setting nobody knows may be right or wrong, but not guessed', () => {
    const never = (offsetMs: number): ClockVerdict => clock({ offsetMs }, { lastSetAt: null });
    expect(never(3000)).toMatchObject({ state: 'ok', finding: 'right', days: null });
    expect(never(3001)).toMatchObject({ state: 'unknown', finding: 'neverSet' });
    expect(never(60_001)).toMatchObject({ state: 'fail', finding: 'absolute' });
    expect(clock({ offsetMs: 3001 }, { lastSetAt: addMs(AT, 1) }).finding).toBe('neverSet');
  });

  it('is not called wrong, nor right, where the uncertainty reaches over the limit', () => {
    expect(clock({ offsetMs: 30_500, uncertaintyMs: 1000 })).toMatchObject({ state: 'unknown', finding: 'undecided' });
    expect(clock({ offsetMs: 29_500, uncertaintyMs: 1000 }).finding).toBe('undecided');
    expect(clock({ offsetMs: 29_000, uncertaintyMs: 1000 }).finding).toBe('right');
    expect(clock({ offsetMs: 31_001, uncertaintyMs: 1000 }).finding).toBe('drift');
  });

  it('set to another zone is told from drift', () => {
    expect(clock({ offsetMs: -8 * 3_600_000, zoneShiftMinutes: -480 })).toMatchObject({
      state: 'fail',
      finding: 'zone',
      timesReliable: false,
    });
  });

  it.each([
    ['1970-01-01T00:03:00', 'lost'],
    ['2000-01-01T00:00:00', 'lost'],
    ['2026-03-11T08:00:00', 'wentBack'],
  ] as const)('that shows %s is %s, and its times are not reliable', (cameraRaw, finding) => {
    const verdict = clock({ cameraRaw, offsetMs: -1 }, { newestClip: '2026-03-12T07:59:00' });
    expect(verdict).toMatchObject({ state: 'fail', finding, timesReliable: false });
  });

  it.each([
    ['nothing was read', { reading: null }, 'notMeasured'],
    ['the reading has no digits', { reading: reading({ cameraRaw: null }) }, 'notMeasured'],
    ['the offset is not known', { reading: reading({ offsetMs: null, bound: 'unknown' }) }, 'notMeasured'],
    ['the station’s own clock is not synchronised', { station: { ...station, synchronised: false } }, 'stationUnsure'],
    ['nobody knows the state of the station’s clock', { station: { ...station, synchronised: null } }, 'stationUnsure'],
    ['there is no state of the station’s clock', { station: null }, 'stationUnsure'],
  ] as const)('is unknown where %s', (_what, facts, finding) => {
    expect(clock({}, facts)).toMatchObject({ state: 'unknown', finding, timesReliable: null });
  });

  it('known to be at least so far ahead fails only by that', () => {
    const ahead = (offsetMs: number): ClockVerdict => clock({ offsetMs, bound: 'lower bound', uncertaintyMs: null });
    expect(ahead(-40_000)).toMatchObject({ state: 'unknown', finding: 'oneSided', timesReliable: null });
    expect(ahead(30_001).finding).toBe('drift');
    expect(ahead(60_001).finding).toBe('absolute');
    expect(ahead(600_000).timesReliable).toBe(false);
  });

  it.each([
    [599_999, 0, true],
    [600_000, 0, false],
    [600_500, 1000, null],
  ] as const)('off by %i ms (± %i) leaves times reliable: %s', (offsetMs, uncertaintyMs, timesReliable) => {
    expect(clock({ offsetMs, uncertaintyMs }).timesReliable).toBe(timesReliable);
  });

  it('a larger offset is never judged better, a longer time since it was set never worse', () => {
    const order = { ok: 0, unknown: 1, fail: 2 };
    const ms = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(
        ms,
        ms,
        fc.nat({ max: 5000 }),
        fc.nat({ max: 40 }),
        fc.boolean(),
        (a, b, uncertaintyMs, days, ahead) => {
          const judge = (offset: number, ago: number): number =>
            order[
              clock({ offsetMs: ahead ? offset : -offset, uncertaintyMs }, { lastSetAt: addMs(AT, -ago * DAY) }).state
            ];
          const [near, far] = [Math.min(a, b), Math.max(a, b)];
          expect(judge(far, days)).toBeGreaterThanOrEqual(judge(near, days));
          expect(judge(a, days + 1)).toBeLessThanOrEqual(judge(a, days));
        },
      ),
    );
  });
});

describe('before use', () => {
  const good: ReadinessFacts = {
    occasion: 'issue',
    batteryPercent: 80,
    storage: { capacityBytes: 64e9, freeBytes: 60e9, lockedBytes: 0 },
    overlay: 'on',
    reading: reading(),
    station,
    lastSetAt: addMs(AT, -1000),
    lastReturnAt: addMs(AT, -5000),
    newestClip: null,
    lookedAt: [],
  };
  const judge = (more: Partial<ReadinessFacts> = {}, rules = XIAMEN) => readiness(rules, { ...good, ...more });
  const wrong = (more: Partial<ReadinessFacts>): unknown =>
    judge(more)
      .checks.filter((c) => c.state !== 'ok')
      .map((c) => [c.check, c.state, c.why]);

  it('XM-03, XM-07: everything in order is fit, each check with its article', () => {
    const verdict = judge();
    expect(verdict.fit).toBe(true);
    expect(verdict.checks.map((c) => [c.check, c.state, c.basis.article])).toEqual([
      ['battery', 'ok', '一'],
      ['storage', 'ok', '一'],
      ['clock', 'ok', '三'],
      ['calibration', 'ok', '三'],
      ['overlay', 'ok', '三'],
    ]);
    expect(verdict.checks[0]).toMatchObject({ measured: 80, limit: 20, limitBasis: { article: null } });
  });

  it.each([
    ['XM-03', { batteryPercent: 19 }, ['battery', 'fail', 'low']],
    ['XM-03', { storage: { capacityBytes: 8e9, freeBytes: 3e9, lockedBytes: null } }, ['storage', 'fail', 'low']],
    ['XM-03', { storage: { capacityBytes: 8e9, freeBytes: 3e9, lockedBytes: 2e9 } }, ['storage', 'fail', 'locked']],
    ['XM-07', { overlay: 'off' }, ['overlay', 'fail', 'off']],
    [
      'XM-07',
      { lastSetAt: addMs(AT, -6000), reading: reading({ offsetMs: 3001, hostTime: addMs(AT, DAY) }) },
      ['calibration', 'fail', 'notSet'],
    ],
  ] as const)('%s: %j is not fit', (_id, more, expected) => {
    expect(wrong(more)).toEqual([expected]);
    expect(judge(more).fit).toBe(false);
  });

  it('SH-08: a clock that is wrong is also not calibrated, whenever it was set', () => {
    expect(wrong({ reading: reading({ offsetMs: 70_000 }) })).toEqual([
      ['clock', 'fail', 'absolute'],
      ['calibration', 'fail', 'notSet'],
    ]);
  });

  it('XM-07: a clock found right within a day’s drift needs no setting', () => {
    expect(judge({ lastSetAt: null, lastReturnAt: null, reading: reading({ offsetMs: 900 }) }).fit).toBe(true);
  });

  it('at dock nobody asks whether it was set for the next outing', () => {
    expect(judge({ occasion: 'dock' }).checks.map((c) => c.check)).not.toContain('calibration');
  });

  it('what cannot be read wants a person, and his word is taken for what cannot be read only', () => {
    const unread = { batteryPercent: null, storage: null, overlay: null } as const;
    expect(judge(unread).fit).toBeNull();
    const seen = judge({ ...unread, lookedAt: ['battery', 'storage', 'overlay'] });
    expect(seen.fit).toBe(true);
    expect(seen.checks[0]).toMatchObject({ why: 'lookedAt', measured: null });
    expect(judge({ batteryPercent: 5, lookedAt: ['battery'] }).fit).toBe(false);
  });

  it('a clock nobody could read is calibrated only by being looked at', () => {
    const blind = { reading: null, lastSetAt: null } as const;
    expect(wrong(blind)).toEqual([
      ['clock', 'unknown', 'notMeasured'],
      ['calibration', 'unknown', 'notMeasured'],
    ]);
    expect(judge({ ...blind, lookedAt: ['clock', 'calibration'] }).fit).toBe(true);
  });

  it('what the rulebook does not ask for is shown and holds nobody back', () => {
    const verdict = judge({ batteryPercent: 1, overlay: 'off' }, SILENT);
    expect(verdict.fit).toBe(true);
    expect(verdict.checks[0]).toMatchObject({ state: 'fail', required: false, basis: { article: null } });
  });

  it('the rules are what the schema takes', () => {
    for (const rules of [XIAMEN, SILENT]) expect(readinessRules.safeParse(rules).success).toBe(true);
  });
});

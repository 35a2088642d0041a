import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs, msBetween } from '../../../src/domain/time.js';
import { explained, type Explanation } from '../../../src/policy/continuity/explain.js';
import { continuity, type Activity, type Interruption, type Segment } from '../../../src/policy/continuity/gaps.js';
import type { ContinuityRules, Demands } from '../../../src/policy/continuity/rules.js';

const T0 = '2026-03-02T01:00:00.000Z';
const at = (seconds: number): string => addMs(T0, seconds * 1000);
const segment = (clip: string, from: number, to: number, device = 'A'): Segment => ({
  clip,
  device,
  start: at(from),
  end: at(to),
});
const activity = (segments: Segment[], more: Partial<Activity> = {}): Activity => ({
  segments,
  start: null,
  end: null,
  ...more,
});
const found = (a: Activity): unknown =>
  continuity(a, 2000).interruptions.map((i) => [i.kind, i.device, i.ms / 1000, i.after, i.before]);

describe('SH-06, XM-11: an activity is recorded without interruption', () => {
  it('files that follow within two seconds are one recording', () => {
    expect(found(activity([segment('1', 0, 600), segment('2', 602, 1200), segment('3', 1199, 1800)]))).toEqual([]);
  });

  it('a longer silence is an interruption', () => {
    expect(found(activity([segment('2', 602.001, 700), segment('1', 0, 600)]))).toEqual([
      ['gap', 'A', 2.001, '1', '2'],
    ]);
  });

  it('a short clip inside a long one begins none', () => {
    expect(found(activity([segment('1', 0, 600), segment('photo', 100, 100), segment('2', 601, 700)]))).toEqual([]);
  });

  it('SP-06: another camera that went on covers it, but it is still told', () => {
    const segments = [
      segment('1', 0, 100),
      segment('2', 200, 300),
      segment('b', 50, 150, 'B'),
      segment('c', 190, 250, 'B'),
    ];
    const [first, second] = continuity(activity(segments), 2000).interruptions;
    expect(first).toMatchObject({ device: 'A', ms: 100_000, uncoveredMs: 40_000 });
    expect(second).toMatchObject({ device: 'B', ms: 40_000, uncoveredMs: 40_000 });
  });

  it('PD-08, TJ-12: begins with the activity and ends with it, where somebody knows when that was', () => {
    expect(found(activity([segment('1', 60, 100)], { start: at(0), end: at(200) }))).toEqual([
      ['lateStart', null, 60, null, '1'],
      ['earlyEnd', null, 100, '1', null],
    ]);
    expect(found(activity([segment('1', -5, 200)], { start: at(0), end: at(200) }))).toEqual([]);
    expect(found(activity([], { start: at(0), end: at(200) }))).toEqual([['nothingRecorded', null, 200, null, null]]);
    expect(found(activity([], { start: at(0) }))).toEqual([]);
  });

  it('a clip without a time is named: with it nobody can say that nothing is missing', () => {
    const unknown: Segment = { clip: 'x', device: 'A', start: null, end: null };
    expect(continuity(activity([unknown, segment('1', 0, 1), segment('y', 9, 8)]), 2000).unplaced).toEqual(['x', 'y']);
    expect(found(activity([unknown], { start: at(0), end: at(200) }))).toEqual([]);
  });

  const segments = fc
    .array(
      fc
        .tuple(fc.nat({ max: 5000 }), fc.nat({ max: 900 }), fc.constantFrom('A', 'B', 'C'))
        .map(([from, length, device]) => ({ from, to: from + length, device })),
      { maxLength: 12 },
    )
    .map((list) => list.map(({ from, to, device }, i) => segment(String(i), from, to, device)));

  const all = <T>(list: T[]): fc.Arbitrary<T[]> => fc.shuffledSubarray(list, { minLength: list.length });

  it('whatever the order of the clips, the interruptions are the same', () => {
    fc.assert(
      fc.property(
        segments.chain((list) => fc.tuple(fc.constant(list), all(list))),
        ([list, shuffled]) => {
          const bare = (l: Segment[]): unknown =>
            continuity(activity(l), 2000)
              .interruptions.map((i) => [i.device, i.from, i.to, i.uncoveredMs])
              .map(String)
              .sort();
          expect(bare(shuffled)).toEqual(bare(list));
        },
      ),
    );
  });

  it('no interruption overlaps a clip of its device; more footage never adds uncovered silence', () => {
    fc.assert(
      fc.property(segments, segments, (list, more) => {
        const { interruptions } = continuity(activity(list), 2000);
        for (const i of interruptions) {
          const own = list.filter((s) => s.device === i.device);
          expect(own.some((s) => (s.start ?? '') < i.to && (s.end ?? '') > i.from)).toBe(false);
          expect(i.uncoveredMs).toBeGreaterThanOrEqual(0);
          expect(i.uncoveredMs).toBeLessThanOrEqual(i.ms);
        }
        const others = more.map((s, n) => ({ ...s, clip: `m${String(n)}`, device: 'D' }));
        const with_ = continuity(activity([...list, ...others]), 2000).interruptions;
        for (const i of interruptions) {
          const again = with_.find((w) => w.device === i.device && w.from === i.from && w.to === i.to);
          expect(again?.uncoveredMs ?? Infinity).toBeLessThanOrEqual(i.uncoveredMs);
        }
      }),
    );
  });

  it('what nobody recorded is what is left, second by second', () => {
    fc.assert(
      fc.property(segments, (list) => {
        for (const i of continuity(activity(list), 0).interruptions) {
          const others = new Set(list.filter((s) => s.device !== i.device).flatMap(range));
          const silent = range({ clip: '', device: '', start: i.from, end: i.to }).filter(
            (second) => !others.has(second),
          );
          expect(i.uncoveredMs).toBe(silent.length * 1000);
        }
      }),
    );
  });

  it('silence and recording of one device together fill the time from first to last', () => {
    fc.assert(
      fc.property(segments, (list) => {
        const own = list.filter((s) => s.device === 'A');
        fc.pre(own.length > 0);
        const silence = continuity(activity(own), 0).interruptions.reduce((n, i) => n + i.ms, 0);
        const covered = new Set(own.flatMap((s) => range(s)));
        const first = own.map((s) => s.start ?? '').sort()[0] ?? '';
        const last =
          own
            .map((s) => s.end ?? '')
            .sort()
            .at(-1) ?? '';
        expect(silence + covered.size * 1000).toBe(msBetween(first, last));
      }),
    );
  });
  const range = (s: Segment): number[] => {
    const [from, to] = [msBetween(T0, s.start ?? '') / 1000, msBetween(T0, s.end ?? '') / 1000];
    return Array.from({ length: to - from }, (_, n) => from + n);
  };
});

describe('what explains an interruption', () => {
  const segments = [segment('1', 0, 100), segment('2', 200, 300), segment('3', 301, 400), segment('b', 0, 400, 'B')];
  const gap = continuity(activity(segments), 2000).interruptions[0] as Interruption;
  const rules = (resumed: Demands, notResumed: Demands = [['report'], ['written']]): ContinuityRules => ({
    segmentGapMs: { value: 2000, source: 'default' },
    resumed: { value: resumed, article: '第十二条', phrase: '对中断原因进行语音说明' },
    notResumed: { value: notResumed, article: '第十二条', phrase: '在事后书面说明情况' },
    causes: { value: ['设备故障'], article: '第十二条', phrase: '设备故障' },
  });
  const say = (kind: Explanation['kind'], more: Partial<Explanation> = {}): Explanation => ({
    interruption: gap.id,
    kind,
    by: '0012',
    at: at(250),
    cause: '设备故障',
    reference: '17',
    heard: null,
    ...more,
  });
  const voice = (clip: string, offsetMs: number): Explanation =>
    say('voice', { heard: { clip, offsetMs }, reference: null });
  const judge = (r: ContinuityRules, ...given: Explanation[]) => explained(r, gap, segments, given);

  it('SH-10, SP-07: a voice on the recording that resumes, or a later one of that camera', () => {
    const r = rules([['voice']]);
    expect(judge(r)).toMatchObject({
      explained: false,
      wanted: [['voice']],
      basis: { phrase: '对中断原因进行语音说明' },
    });
    for (const good of [voice('2', 0), voice('2', 100_000), voice('3', 5)]) expect(judge(r, good).explained).toBe(true);
    expect(judge(r, say('dutyLog'), say('written')).wanted).toEqual([['voice']]);
  });

  it.each([
    ['on the clip before the interruption', voice('1', 5), 'clipBefore'],
    ['on another camera', voice('b', 5), 'clipUnknown'],
    ['on a clip of another activity', voice('9', 5), 'clipUnknown'],
    ['past the end of the clip', voice('2', 100_001), 'offsetOutside'],
    ['before its beginning', voice('2', -1), 'offsetOutside'],
    ['without saying where', say('voice'), 'clipUnknown'],
  ])('SH-10: a voice %s is not one', (_what, wrong, fault) => {
    expect(judge(rules([['voice']]), wrong)).toMatchObject({ explained: false, rejected: [{ fault }] });
  });

  it('TJ-13: Tianjin takes any form', () => {
    const any = rules([['voice', 'statement', 'written', 'dutyLog', 'appReport']]);
    for (const good of [voice('2', 1), say('statement'), say('dutyLog')]) expect(judge(any, good).explained).toBe(true);
    expect(judge(any, say('report')).explained).toBe(false);
  });

  it('XM-21: Xiamen wants the duty log and the report to a superior, both', () => {
    const both = rules([['dutyLog'], ['report']]);
    expect(judge(both, say('dutyLog')).wanted).toEqual([['report']]);
    expect(judge(both, say('dutyLog'), say('report', { reference: '王队' })).explained).toBe(true);
  });

  it('PD-10: a report in the app needs its number', () => {
    expect(judge(rules([['appReport']]), say('appReport', { reference: ' ' })).rejected[0]?.fault).toBe(
      'referenceMissing',
    );
    expect(judge(rules([['appReport']]), say('appReport')).explained).toBe(true);
  });

  it('what was written before recording stopped explains nothing', () => {
    expect(judge(rules([['dutyLog']]), say('dutyLog', { at: at(99) })).rejected[0]?.fault).toBe('tooEarly');
  });

  it('what is said of another interruption does not count here', () => {
    expect(judge(rules([['dutyLog']]), say('dutyLog', { interruption: 'gap:8:9' }))).toMatchObject({
      explained: false,
      accepted: [],
      rejected: [],
    });
  });

  it('SH-11, SP-08, TJ-14: where recording did not go on, a report at once and a written statement later', () => {
    const early = continuity(activity([segment('1', 0, 100)], { end: at(500) }), 2000).interruptions[0] as Interruption;
    const verdict = (...given: Explanation[]) => explained(rules([['voice']]), early, [segment('1', 0, 100)], given);
    const own = { interruption: early.id };
    expect(verdict().wanted).toEqual([['report'], ['written']]);
    expect(verdict(say('report', own)).wanted).toEqual([['written']]);
    expect(verdict(say('report', own), say('written', own)).explained).toBe(true);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupRecordings, type Segment } from '../../src/ingest/recordings.js';
import { addMs, civilToInstant } from '../../src/domain/time.js';

const BASE = '2026-03-01T08:00:00';
/** Digits `ms` after eight o'clock. */
const at = (ms: number): string => addMs(civilToInstant(BASE, 'utc') ?? '', ms).replace(/(?:\.000)?Z$/, '');
const segment = (id: string, from: number, to: number, recordingId: string | null = null): Segment => ({
  id,
  startRaw: at(from),
  endRaw: at(to),
  recordingId,
});
const clipsOf = (...segments: Segment[]): (readonly string[])[] => groupRecordings(segments).map((r) => r.clips);
const gapsOf = (...segments: Segment[]): (number | null)[] => groupRecordings(segments).map((r) => r.gapBeforeMs);

describe('grouping into recordings', () => {
  it('joins segments that follow each other', () => {
    expect(
      groupRecordings([segment('a', 0, 600_000), segment('b', 600_000, 1_200_000), segment('c', 1_201_000, 1_300_000)]),
    ).toEqual([{ id: null, startRaw: at(0), endRaw: at(1_300_000), clips: ['a', 'b', 'c'], gapBeforeMs: null }]);
  });

  it.each([
    [0, [['a', 'b']], [null]],
    [40, [['a', 'b']], [null]],
    [2000, [['a', 'b']], [null]],
    [2001, [['a'], ['b']], [null, 2001]],
    [3_600_000, [['a'], ['b']], [null, 3_600_000]],
    [-2000, [['a', 'b']], [null]],
    [-2001, [['a'], ['b']], [null, null]],
    [-60_000, [['a'], ['b']], [null, null]],
  ])('after %i ms', (gap, clips, gaps) => {
    const two = [segment('a', 0, 60_000), segment('b', 60_000 + gap, 120_000 + gap)];
    expect(clipsOf(...two)).toEqual(clips);
    expect(gapsOf(...two)).toEqual(gaps);
  });

  it('sees milliseconds where the digits have them', () => {
    expect(clipsOf(segment('a', 0, 60_500), segment('b', 62_500, 70_000))).toEqual([['a', 'b']]);
    expect(gapsOf(segment('a', 0, 60_499), segment('b', 62_500, 70_000))).toEqual([null, 2001]);
  });

  it('knows no segments', () => {
    expect(groupRecordings([])).toEqual([]);
  });

  it('keeps the id that any of its clips had', () => {
    const grown = groupRecordings([
      segment('new', 0, 10_000),
      segment('old', 10_000, 20_000, 'r_1'),
      segment('later', 20_000, 30_000),
    ]);
    expect(grown.map((r) => r.id)).toEqual(['r_1']);
  });

  it('keeps the earlier id where two grow together', () => {
    const joined = groupRecordings([
      segment('a', 0, 10_000, 'r_1'),
      segment('between', 10_000, 20_000),
      segment('b', 20_000, 30_000, 'r_2'),
    ]);
    expect(joined).toMatchObject([{ id: 'r_1', clips: ['a', 'between', 'b'] }]);
  });

  it('gives one id to one of them only where a recording is cut in two', () => {
    const cut = groupRecordings([segment('a', 0, 10_000, 'r_1'), segment('b', 60_000, 70_000, 'r_1')]);
    expect(cut.map((r) => r.id)).toEqual(['r_1', null]);
  });

  const timeline = fc
    .array(
      fc.record({
        skip: fc.integer({ min: -5000, max: 10_000 }),
        length: fc.integer({ min: 1, max: 20_000 }),
        recordingId: fc.option(fc.constantFrom('r_1', 'r_2', 'r_3')),
      }),
      { maxLength: 30 },
    )
    .map((steps) => {
      let now = 0;
      return steps
        .map(({ skip, length, recordingId }, i) => {
          const start = Math.max(0, now + skip);
          now = start + length;
          return segment(`c${String(i)}`, start, now, recordingId);
        })
        .sort((a, b) => (a.startRaw < b.startRaw ? -1 : a.startRaw > b.startRaw ? 1 : 0));
    });

  it('puts every segment into exactly one recording, in order, no id twice', () => {
    fc.assert(
      fc.property(timeline, (segments) => {
        const recordings = groupRecordings(segments);
        expect(recordings.flatMap((r) => r.clips)).toEqual(segments.map((s) => s.id));
        const ids = recordings.flatMap((r) => (r.id === null ? [] : [r.id]));
        expect(new Set(ids).size).toBe(ids.length);
        for (const r of recordings) expect(r.gapBeforeMs === null || r.gapBeforeMs > 2000).toBe(true);
        expect(recordings[0]?.gapBeforeMs ?? null).toBeNull();
      }),
    );
  });

  it('does not depend on the ids, and grouping what was grouped changes nothing', () => {
    fc.assert(
      fc.property(timeline, (segments) => {
        const recordings = groupRecordings(segments);
        const boundaries = recordings.map((r) => r.clips.length);
        const renamed = segments.map((s, i) => ({ ...s, id: `x${String(100 - i)}`, recordingId: null }));
        expect(groupRecordings(renamed).map((r) => r.clips.length)).toEqual(boundaries);
        const byClip = new Map(recordings.flatMap((r, i) => r.clips.map((c) => [c, r.id ?? `fresh ${String(i)}`])));
        const again = groupRecordings(segments.map((s) => ({ ...s, recordingId: byClip.get(s.id) ?? null })));
        expect(again.map((r) => r.clips)).toEqual(recordings.map((r) => r.clips));
        expect(again.map((r) => r.id)).toEqual(recordings.map((r, i) => r.id ?? `fresh ${String(i)}`));
      }),
    );
  });
});

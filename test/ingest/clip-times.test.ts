import { describe, expect, it } from 'vitest';
import type { ClockReading } from '../../src/domain/camera.js';
import { clipTimes, type TimeFacts } from '../../src/ingest/clip-times.js';

const ZONE = 'Asia/Shanghai';
const NO_FACTS: TimeFacts = {
  kind: 'video',
  nameStart: null,
  exif: null,
  mediaCreated: null,
  durationMs: null,
  modified: null,
  storedAt: '2026-03-01T02:00:00.000Z',
  clock: null,
  zone: ZONE,
  mediaClock: 'utc',
};
const times = (facts: Partial<TimeFacts>): ReturnType<typeof clipTimes> => clipTimes({ ...NO_FACTS, ...facts });

const reading = (changes: Partial<ClockReading>): ClockReading => ({
  method: 'property-edge',
  cameraRaw: null,
  assumedZone: ZONE,
  hostTime: '2026-03-01T02:00:00.000Z',
  offsetMs: 0,
  uncertaintyMs: 50,
  bound: 'two-sided',
  zoneShiftMinutes: null,
  remark: 'test',
  ...changes,
});

describe('where a clip’s start is read', () => {
  const all = {
    nameStart: '2026-03-01T08:00:00',
    exif: '2026-03-01T08:10:00',
    mediaCreated: '2026-03-01T00:20:00.000000Z',
    modified: '2026-03-01T00:31:00.000Z',
    durationMs: 60_000,
  };

  it.each<[string, Partial<TimeFacts>, string, string]>([
    ['the file name', all, '2026-03-01T08:00:00', 'file name'],
    ['then EXIF', { ...all, nameStart: null }, '2026-03-01T08:10:00', 'exif'],
    ['then the container', { ...all, nameStart: null, exif: null }, '2026-03-01T08:20:00', 'media'],
    [
      'then the modification time, which is the end',
      { ...all, nameStart: null, exif: null, mediaCreated: null },
      '2026-03-01T08:30:00',
      'file modification time',
    ],
  ])('is %s', (_, facts, start, startSource) => {
    expect(times(facts).camera).toMatchObject({ start, startSource });
  });

  it('is nowhere when nothing says it', () => {
    expect(times({})).toEqual({
      camera: { start: null, startSource: null, end: null, endSource: null },
      corrected: { start: null, end: null, basis: 'the camera left no time', uncertaintyMs: null },
      station: { storedAt: NO_FACTS.storedAt },
    });
  });

  it('is not invented from a modification time without a duration', () => {
    expect(times({ modified: all.modified }).camera).toEqual({
      start: null,
      startSource: null,
      end: '2026-03-01T08:31:00',
      endSource: 'file modification time',
    });
    expect(times({ modified: all.modified }).corrected.start).toBeNull();
  });

  it('is the moment itself for a photo', () => {
    const exif = times({ kind: 'photo', exif: all.exif, modified: all.modified });
    expect(exif.camera).toEqual({ start: all.exif, startSource: 'exif', end: all.exif, endSource: 'exif' });
    const file = times({ kind: 'photo', modified: all.modified });
    expect(file.camera).toMatchObject({
      start: '2026-03-01T08:31:00',
      startSource: 'file modification time',
      end: '2026-03-01T08:31:00',
    });
    expect(times({ kind: 'photo' }).camera.startSource).toBeNull();
  });

  it('gives an end only with a duration, to the millisecond', () => {
    expect(times({ nameStart: all.nameStart }).camera).toMatchObject({ end: null, endSource: null });
    expect(times({ nameStart: all.nameStart, durationMs: 61_500 }).camera).toMatchObject({
      end: '2026-03-01T08:01:01.500',
      endSource: 'start plus duration',
    });
    expect(times({ nameStart: '2026-02-28T23:59:59', durationMs: 1000 }).camera.end).toBe('2026-03-01T00:00:00');
  });
});

describe('the container’s creation time', () => {
  const start = (mediaCreated: string, facts: Partial<TimeFacts> = {}): string | null =>
    times({ mediaCreated, ...facts }).camera.start;

  it('is UTC as labelled where nothing speaks against it', () => {
    expect(start('2026-03-01T00:09:10.000000Z')).toBe('2026-03-01T08:09:10');
    expect(start('2026-03-01 00:09:10Z')).toBe('2026-03-01T08:09:10');
  });

  it('is local digits where the label is missing', () => {
    expect(start('2026-03-01T08:09:10')).toBe('2026-03-01T08:09:10');
  });

  it('is local digits labelled Z where only that fits the modification time', () => {
    const labelled = '2026-03-01T08:09:10.000000Z';
    expect(start(labelled, { modified: '2026-03-01T00:09:10.000Z' })).toBe('2026-03-01T08:09:10');
    expect(start(labelled, { modified: '2026-03-01T00:19:12.000Z', durationMs: 600_000 })).toBe('2026-03-01T08:09:10');
  });

  it('is UTC where that fits the modification time, or neither does', () => {
    const utc = '2026-03-01T00:09:10.000000Z';
    expect(start(utc, { modified: '2026-03-01T00:19:10.000Z', durationMs: 600_000 })).toBe('2026-03-01T08:09:10');
    expect(start(utc, { modified: '2026-02-01T00:00:00.000Z' })).toBe('2026-03-01T08:09:10');
  });

  it('keeps to its offset', () => {
    expect(start('2026-03-01T01:09:10+01:00')).toBe('2026-03-01T08:09:10');
    expect(start('2026-02-28T20:39:10-03:30')).toBe('2026-03-01T08:09:10');
  });

  it.each(['', 'yesterday', '2026-13-01T00:00:00Z', '2026-03-01', '20260301T000000Z'])('is nothing for %j', (text) => {
    expect(start(text)).toBeNull();
  });
});

describe('the corrected time', () => {
  const name = { nameStart: '2026-03-01T08:00:00', durationMs: 60_000 };

  it('is uncorrected, and says so, where the offset is not known', () => {
    expect(times(name).corrected).toEqual({
      start: '2026-03-01T00:00:00.000Z',
      end: '2026-03-01T00:01:00.000Z',
      basis: "file name in Asia/Shanghai, not corrected: the camera's offset is not known",
      uncertaintyMs: null,
    });
  });

  it('is less the offset where that was measured, with its uncertainty', () => {
    expect(times({ ...name, clock: reading({ offsetMs: 90_000, uncertaintyMs: 50 }) }).corrected).toEqual({
      start: '2026-02-28T23:58:30.000Z',
      end: '2026-02-28T23:59:30.000Z',
      basis: 'file name in Asia/Shanghai, less the measured offset',
      uncertaintyMs: 50,
    });
    expect(times({ ...name, clock: reading({ offsetMs: -1500 }) }).corrected.start).toBe('2026-03-01T00:00:01.500Z');
  });

  it('is not moved by a lower bound', () => {
    const clock = reading({ method: 'newest-file', bound: 'lower bound', offsetMs: -3_600_000, uncertaintyMs: null });
    expect(times({ ...name, clock }).corrected).toEqual(times(name).corrected);
    expect(times({ ...name, clock: reading({ bound: 'unknown', offsetMs: null, method: 'none' }) }).corrected).toEqual(
      times(name).corrected,
    );
  });

  it.each(['1970-01-01T00:00:12', '1980-01-01T00:00:00', '2000-01-01T00:10:00', '2009-12-31T23:59:59'])(
    'is none for a clock that was not set (%s)',
    (nameStart) => {
      const { camera, corrected } = times({ nameStart, durationMs: 1000 });
      expect(camera.start).toBe(nameStart);
      expect(corrected).toEqual({
        start: null,
        end: null,
        basis: "the camera's clock was not set",
        uncertaintyMs: null,
      });
    },
  );

  it.each([
    ['2099', '2099-12-31T23:59:00'],
    ['eight hours on', '2026-03-01T17:30:00'],
    ['eleven minutes on', '2026-03-01T10:11:00'],
  ])('is none for a clock ahead (%s)', (_, nameStart) => {
    const { camera, corrected } = times({ nameStart });
    expect(camera.start).toBe(nameStart);
    expect([corrected.start, corrected.end]).toEqual([null, null]);
    expect(corrected.basis).toContain('ahead');
  });

  it('allows clocks that differ a little', () => {
    expect(times({ nameStart: '2026-03-01T10:09:59' }).corrected.start).toBe('2026-03-01T02:09:59.000Z');
  });

  it('is right again for a clock eight hours on that was measured', () => {
    const facts = { nameStart: '2026-03-01T17:30:00', clock: reading({ offsetMs: 8 * 3_600_000 }) };
    expect(times(facts).corrected.start).toBe('2026-03-01T01:30:00.000Z');
  });

  it('takes month-first digits as the profile understood them', () => {
    // BC_0001_03012026080910.mp4
    expect(times({ nameStart: '2026-03-01T08:09:10' }).corrected.start).toBe('2026-03-01T00:09:10.000Z');
  });

  it('is none for digits that name no time', () => {
    expect(times({ nameStart: '2026-02-30T08:00:00' }).corrected).toMatchObject({
      start: null,
      basis: 'the digits name no time in the zone',
    });
  });

  it('goes by the zone it is given, not the machine’s', () => {
    expect(times({ ...name, zone: 'UTC', storedAt: '2026-03-02T00:00:00.000Z' }).corrected.start).toBe(
      '2026-03-01T08:00:00.000Z',
    );
    expect(times({ ...name, zone: 'Asia/Urumqi' }).corrected.start).toBe('2026-03-01T02:00:00.000Z');
  });
});

describe("a container's creation time where nothing else settles it", () => {
  it('is read as the profile of the camera says', () => {
    const mediaCreated = '2026-03-01T08:09:10.000000Z';
    expect(times({ mediaCreated, mediaClock: 'local' }).camera.start).toBe('2026-03-01T08:09:10');
    expect(times({ mediaCreated, mediaClock: 'utc' }).camera.start).toBe('2026-03-01T16:09:10');
  });
});

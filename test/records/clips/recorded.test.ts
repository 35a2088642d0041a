import { describe, expect, it } from 'vitest';
import type { ClockReading } from '../../../src/domain/camera.js';
import type { Instant } from '../../../src/domain/time.js';
import { factsOfClip } from '../../../src/records/clips/facts-of-clip.js';
import { OnRecord } from '../support.js';

const SPAN = ['2026-03-02T07:00:00.000Z', '2026-03-02T07:10:00.000Z'] as const;
const DOCKED = '2026-03-01T02:00:00.000Z';

/** Describes a clip as the media queue would, with what its times say and how its camera's clock was read. */
function describe_(
  station: OnRecord,
  id: string,
  corrected: { readonly start: Instant | null; readonly end: Instant | null; readonly uncertaintyMs: number | null },
  clock: Partial<ClockReading> | null = null,
  durationMs: number | null = 600_000,
): void {
  const { store } = station;
  store.transaction(() => {
    store.clips.describe(id, {
      state: 'read',
      reason: null,
      media: null,
      thumbnail: null,
      durationMs,
      times: {
        camera: { start: null, startSource: null, end: null, endSource: null },
        corrected: { ...corrected, basis: 'test' },
        station: { storedAt: DOCKED },
      },
    });
    const visit = store.clips.get(id)?.visit ?? '';
    store.db.prepare('UPDATE visits SET clock = ? WHERE id = ?').run(clock && JSON.stringify(clock), visit);
  });
}

const at = { start: SPAN[0], end: SPAN[1] };

describe('the moments of a recording', () => {
  it('are certain only where the camera’s offset was measured', async () => {
    const station = await OnRecord.open();
    const id = await station.clip(null);
    describe_(station, id, { ...at, uncertaintyMs: 500 }, { bound: 'two-sided', offsetMs: 1000 });
    expect(factsOfClip(station.store, id).moments.recordingEnd).toEqual({
      at: SPAN[1],
      source: 'camera',
      confidence: 'certain',
    });
    describe_(station, id, { ...at, uncertaintyMs: null });
    expect(factsOfClip(station.store, id).moments.recordingEnd?.confidence).toBe('estimated');
  });

  it('are unreliable where the camera’s clock runs ahead', async () => {
    const station = await OnRecord.open();
    const id = await station.clip(null);
    describe_(station, id, { ...at, uncertaintyMs: null }, { bound: 'lower bound', offsetMs: 3_600_000 });
    expect(factsOfClip(station.store, id).moments.recordingEnd?.confidence).toBe('unreliable');
    // That the newest file is a little younger than the docking says nothing.
    describe_(station, id, { ...at, uncertaintyMs: null }, { bound: 'lower bound', offsetMs: -60_000 });
    expect(factsOfClip(station.store, id).moments.recordingEnd?.confidence).toBe('estimated');
  });

  it('ended at the docking at the latest where the clock was lost: known to be unreliable', async () => {
    const station = await OnRecord.open();
    const id = await station.clip(null);
    describe_(station, id, { start: null, end: null, uncertaintyMs: null });
    expect(factsOfClip(station.store, id).moments).toMatchObject({
      recordingEnd: { at: DOCKED, source: 'dock', confidence: 'unreliable' },
      recordingStart: { at: '2026-03-01T01:50:00.000Z', source: 'dock', confidence: 'unreliable' },
    });
    describe_(station, id, { start: null, end: null, uncertaintyMs: null }, null, null);
    expect(factsOfClip(station.store, id).moments.recordingStart).toBeUndefined();
  });

  it('are the whole recording’s for each of its segments', async () => {
    const station = await OnRecord.open();
    const ids = [await station.clip(SPAN), await station.clip([SPAN[1], '2026-03-02T07:20:00.000Z'])];
    station.store.transaction(() => {
      const cameraId = station.store.clips.get(ids[0] ?? '')?.cameraId ?? '';
      station.store.recordings.put('r_1', cameraId, 'x', 'y', 2);
      for (const id of ids) station.store.recordings.group(id, 'r_1', null);
    });
    for (const id of ids)
      expect(factsOfClip(station.store, id).moments).toMatchObject({
        recordingStart: { at: SPAN[0] },
        recordingEnd: { at: '2026-03-02T07:20:00.000Z' },
      });
  });

  it.each([
    ['phone', 'video', 'phone'],
    ['camcorder', 'video', 'camcorder'],
    ['other', 'audio', 'audioRecorder'],
    ['other', 'photo', 'stillCamera'],
    ['other', 'video', 'camcorder'],
    ['folder', 'video', 'bodyCamera'],
    ['camera', 'photo', 'bodyCamera'],
  ])('C19: footage from %s (%s) is of a %s', async (sourceType, kind, is) => {
    const station = await OnRecord.open();
    const id = await station.clip(SPAN);
    station.store.db.prepare('UPDATE clips SET source_type = ?, kind = ? WHERE id = ?').run(sourceType, kind, id);
    expect(factsOfClip(station.store, id).sourceKind).toBe(is);
    station.do('fact.state', { subject: { kind: 'clip', id }, fact: { sourceKind: 'fixedCamera' } });
    expect(factsOfClip(station.store, id).sourceKind).toBe('fixedCamera');
  });

  it('PD-17: what the officer marked on the camera is important until a person says no', async () => {
    const station = await OnRecord.open();
    const id = await station.clip(SPAN);
    station.store.db.prepare('UPDATE clips SET important = 1 WHERE id = ?').run(id);
    expect(factsOfClip(station.store, id).flags).toMatchObject([{ flag: 'important', holds: true, source: 'camera' }]);
    station.do('label.put', { clips: [id], important: false });
    expect(factsOfClip(station.store, id).flags).toMatchObject([{ flag: 'important', holds: false, source: 'person' }]);
  });

  it('of an activity or a case are those of all its clips: the clip’s own word first, then the activity’s, then the case’s', async () => {
    const station = await OnRecord.open();
    const id = await station.clip(SPAN);
    const { activity } = station.do('activity.begin', { clips: [id] });
    const { id: caseId } = station.do('case.open', { number: '厦1' });
    station.do('case.join', { case: caseId, clips: [id] });
    const say = (kind: 'clip' | 'activity' | 'case', subject: string, hour: string) =>
      station.do('fact.state', {
        subject: { kind, id: subject },
        fact: { moment: 'returnToUnit', at: `2026-03-02T${hour}:00:00+08:00` },
      });
    const returned = () => factsOfClip(station.store, id).moments.returnToUnit?.at;
    say('case', caseId, '18');
    expect(returned()).toBe('2026-03-02T10:00:00.000Z');
    say('activity', activity.id, '17');
    expect(returned()).toBe('2026-03-02T09:00:00.000Z');
    say('clip', id, '16');
    expect(returned()).toBe('2026-03-02T08:00:00.000Z');
    station.do('case.close', { case: caseId, at: '2026-03-02T19:00:00+08:00' });
    expect(factsOfClip(station.store, id).moments.caseClosed?.at).toBe('2026-03-02T11:00:00.000Z');
  });
});

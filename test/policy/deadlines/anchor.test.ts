import { describe, expect, it } from 'vitest';
import { at, judge, local } from './support.js';

describe('a moment that nobody knows', () => {
  it('TJ-18: an unknown return is not the dock: the end of the recording stands in, and is said to', () => {
    const v = judge('tianjin-2024', 'upload', { recordingEnd: at('2026-03-02 17:00') }, '2026-03-05 09:00');
    expect(local(v.due)).toBe('2026-03-03 17:00:00');
    expect(v).toMatchObject({
      state: 'late',
      estimated: true,
      anchor: { moment: 'recordingEnd', inPlaceOf: 'returnToUnit', source: 'unstated' },
      wouldChange: expect.arrayContaining([{ kind: 'momentKnown', moment: 'returnToUnit' }]) as unknown,
    });
  });

  it.each([
    ['recordingEnd', { recordingEnd: at('2026-03-02 14:50'), recordingStart: at('2026-03-02 14:00') }],
    ['recordingStart', { recordingStart: at('2026-03-02 14:00'), activityStart: at('2026-03-02 13:00') }],
    ['recordingEnd', { recordingEnd: at('2026-03-02 14:50'), workDayEnd: at('2026-03-02 18:00') }],
    ['workDayEnd', { workDayEnd: at('2026-03-02 18:00') }],
    ['returnToUnit', { returnToUnit: at('2026-03-02 18:00') }],
  ])('XM-12: for the end of the activity, the earliest defensible: %s', (moment, document) => {
    const v = judge('xiamen-2021', 'upload', document, '2026-03-02 19:00');
    expect(v.anchor?.moment).toBe(moment);
    // The end of the day's work is a moment of the rule itself.
    expect(v.estimated).toBe(moment !== 'workDayEnd');
  });

  it('of which none is known has no due time: nothing is invented', () => {
    const v = judge('xiamen-2021', 'upload', {}, '2026-03-02 19:00');
    expect(v).toMatchObject({
      due: null,
      state: 'provisional',
      overdue: null,
      anchor: null,
      estimated: true,
      wouldChange: [{ kind: 'momentKnown', moment: 'activityEnd' }],
    });
  });

  it('is not taken to be certain because it is known', () => {
    const document = { activityEnd: { at: at('2026-03-02 15:00'), source: 'camera', confidence: 'unreliable' } };
    const v = judge('xiamen-2021', 'upload', document, '2026-03-02 19:00');
    expect(v).toMatchObject({ estimated: true, anchor: { confidence: 'unreliable', inPlaceOf: null } });
    expect(v.wouldChange).toContainEqual({ kind: 'momentCertain', moment: 'activityEnd' });
  });
});

describe('SP-34, PD-28: states', () => {
  const activity = { activityEnd: at('2026-03-02 15:00') };
  const stateOf = (more: Record<string, unknown>, now: string) => {
    const { state, overdue } = judge('xiamen-2021', 'upload', { ...activity, ...more }, now);
    return [state, overdue];
  };

  it.each([
    ['running', {}, '2026-03-03 10:59', false],
    ['dueSoon', {}, '2026-03-03 11:00', false],
    ['dueSoon', {}, '2026-03-03 15:00', false],
    ['late', {}, '2026-03-03 15:00:01', true],
    ['met', { uploadedAt: at('2026-03-03 15:00') }, '2026-03-09 15:00', false],
    ['late', { uploadedAt: at('2026-03-03 15:00:01') }, '2026-03-09 15:00', true],
    ['blocked', { reasons: ['cameraLost'] }, '2026-03-03 10:00', false],
    ['blocked', { reasons: ['cameraFaulty'] }, '2026-03-09 10:00', true],
    ['met', { reasons: ['cameraFaulty'], uploadedAt: at('2026-03-03 14:00') }, '2026-03-09 10:00', false],
    ['late', { reasons: ['cameraFaulty'], uploadedAt: at('2026-03-04 14:00') }, '2026-03-09 10:00', true],
  ])('%s: %j at %s', (state, more, now, overdue) => {
    expect(stateOf(more, now)).toEqual([state, overdue]);
  });

  it('XM-30 PD-22: a lost or faulty camera blocks, with the report it rests on, and the due time stands', () => {
    const reasons = [{ reason: 'cameraFaulty', reference: '报修 2026-17' }];
    const v = judge('xiamen-2021', 'upload', { ...activity, reasons }, '2026-03-09 10:00');
    expect(local(v.due)).toBe('2026-03-03 15:00:00');
    expect(v.blockedBy).toEqual({ reason: 'cameraFaulty', reference: '报修 2026-17' });
    expect(v.wouldChange).toContainEqual({ kind: 'cameraBack', reason: 'cameraFaulty' });
  });

  it('what is met needs nothing more', () => {
    const document = { recordingEnd: at('2026-03-02 15:00'), uploadedAt: at('2026-03-02 16:00') };
    expect(judge('tianjin-2024', 'upload', document, '2026-03-09 10:00')).toMatchObject({
      state: 'met',
      wouldChange: [],
    });
  });
});

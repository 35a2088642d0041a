import { describe, expect, it } from 'vitest';
import { dock, failure, logSize } from '../duty-support.js';
import { OnRecord } from '../support.js';

const FRIDAY = '2026-02-13T10:00:00.000Z';

/** A camera that came back on Friday evening, before a make-up Saturday and the Spring Festival. */
async function onFriday(rulebook = 'tianjin-2024'): Promise<OnRecord> {
  const station = await OnRecord.open(rulebook);
  dock(station, { at: '2026-02-13T00:00:00.000Z' });
  station.now = '2026-02-13T01:00:00.000Z';
  station.do('camera.issue', { camera: '7654321', officer: '350213', despite: 'test' });
  station.now = FRIDAY;
  station.do('camera.return', { camera: '7654321' });
  return station;
}
const CONSENT = { subject: { kind: 'camera', id: '7654321' }, approver: '张处长' } as const;
const upload = (station: OnRecord) => station.ask('deadlines.next', { rule: 'upload' }).rows[0];

describe('a consent to a later upload', () => {
  it('TJ-21: opens two working days, counted with make-up days and holidays, with the article', async () => {
    const station = await onFriday();
    expect(upload(station)).toMatchObject({ due: '2026-02-14T18:00:00+08:00', exception: null });
    station.do('deadline.consent', { ...CONSENT, reference: '同意单 5' });
    expect(upload(station)).toMatchObject({
      due: '2026-02-25T00:00:00+08:00',
      exception: 'leaderConsent',
      article: expect.stringContaining('三十九') as unknown,
    });
    expect(station.store.custody.list({ limit: 1, newestFirst: true })[0]).toMatchObject({
      kind: 'deadline.consented',
      body: { role: 'handlingBodyLeader', approver: '张处长', reason: 'specialCircumstances', by: 'wang' },
    });
  });

  it('TJ-21: is barred where there was a dispute or an emergency on site', async () => {
    const station = await onFriday();
    station.do('deadline.consent', CONSENT);
    const id = station.store.cameras.all()[0]?.id ?? '';
    station.do('fact.state', { subject: { kind: 'camera', id }, fact: { flag: 'disputeOrConflict' } });
    expect(upload(station)).toMatchObject({
      due: '2026-02-14T18:00:00+08:00',
      exception: null,
      wouldChange: expect.arrayContaining([
        { kind: 'barred', exception: 'leaderConsent', flags: ['disputeOrConflict'] },
      ]) as unknown,
    });
  });

  it('TJ-21: heals nothing after the ordinary limit', async () => {
    const station = await onFriday();
    station.now = '2026-02-14T11:00:00.000Z';
    station.do('deadline.consent', CONSENT);
    expect(upload(station)).toMatchObject({ state: 'late', due: '2026-02-14T18:00:00+08:00' });
  });

  it('counts for what was on the camera, also once it is on the station', async () => {
    const station = await onFriday();
    station.do('deadline.consent', CONSENT);
    const before = await station.clip(['2026-02-13T02:00:00.000Z', '2026-02-13T02:10:00.000Z']);
    const after = await station.clip(['2026-02-13T12:00:00.000Z', '2026-02-13T12:10:00.000Z']);
    const due = (clip: string) => station.store.deadlines.of(clip).find((d) => d.rule === 'upload')?.due;
    expect([due(before), due(after)]).toEqual(['2026-02-24T16:00:00.000Z', '2026-02-14T12:10:00.000Z']);
    station.do('deadline.consent', { ...CONSENT, subject: { kind: 'clip', id: after } });
    expect(due(after)).toBe('2026-02-24T16:00:00.000Z');
  });

  it.each([
    ['bwc.deadline.no_exception', 'xiamen-2021', CONSENT],
    ['bwc.deadline.no_exception', 'siping-tiedong-2020', { ...CONSENT, reason: 'awayFromArea' }],
    ['bwc.deadline.no_exception', 'tianjin-2024', { ...CONSENT, reason: 'cameraLost' }],
    ['bwc.store.not_found', 'tianjin-2024', { ...CONSENT, subject: { kind: 'clip', id: 'c_0' } }],
    ['bwc.facts.future', 'tianjin-2024', { ...CONSENT, at: '2026-02-13T18:00:01+08:00' }],
    ['bwc.facts.no_zone', 'tianjin-2024', { ...CONSENT, at: '2026-02-13T17:00:01' }],
    ['bwc.usage', 'tianjin-2024', { ...CONSENT, approver: '' }],
    ['bwc.usage', 'tianjin-2024', { ...CONSENT, subject: { kind: 'case', id: 'x' } }],
  ])('is refused as %s under %s: %j, and nothing is stored', async (code, rulebook, input) => {
    const station = await onFriday(rulebook);
    const size = logSize(station);
    expect(failure(() => station.do('deadline.consent', input as never))).toMatchObject({ code });
    expect(logSize(station)).toBe(size);
  });
});

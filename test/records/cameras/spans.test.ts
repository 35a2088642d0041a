import { describe, expect, it } from 'vitest';
import { hasCode } from '../../../src/domain/errors.js';
import type { Instant } from '../../../src/domain/time.js';
import { factsOfClip } from '../../../src/records/clips/facts-of-clip.js';
import { dock, failure } from '../duty-support.js';
import { OnRecord } from '../support.js';

const SERIAL = '7654321';
const cameraOf = (station: OnRecord): { readonly kind: 'camera'; readonly id: string } => ({
  kind: 'camera',
  id: station.store.cameras.bySerial(SERIAL)[0]?.id ?? '',
});

/** A clip recorded at nine of a day for ten minutes, and stored at a moment. */
async function clip(station: OnRecord, day: string, stored: Instant = `${day}T10:00:00.000Z`): Promise<string> {
  const id = await station.clip([`${day}T01:00:00.000Z`, `${day}T01:10:00.000Z`]);
  station.store.db.prepare('UPDATE clips SET stored_at = ? WHERE id = ?').run(stored, id);
  return id;
}

async function inMarch(rulebook = 'xiamen-2021'): Promise<OnRecord> {
  const station = await OnRecord.open(rulebook);
  station.now = '2026-03-02T00:00:00.000Z';
  dock(station, { at: station.now });
  return station;
}
const reasonsOf = (station: OnRecord, id: string) => factsOfClip(station.store, id).reasons;

describe('SP-13, PD-22, XM-30: a camera that was faulty or lost', () => {
  it('was so until it was repaired: what it records later is not blocked, what was brought in meanwhile tells the report', async () => {
    const station = await inMarch();
    station.do('camera.faulty', { camera: SERIAL, reference: '报修8' });
    const meanwhile = await clip(station, '2026-03-01', '2026-03-20T00:00:00.000Z');
    const before = await clip(station, '2026-02-01');
    station.now = '2026-04-10T00:00:00.000Z';
    station.do('camera.repaired', { camera: SERIAL });
    const inMay = await clip(station, '2026-05-04');
    expect(reasonsOf(station, meanwhile)).toMatchObject([
      { reason: 'cameraFaulty', reference: '报修8', source: 'ledger' },
    ]);
    expect([reasonsOf(station, before), reasonsOf(station, inMay)]).toEqual([[], []]);
    station.now = '2026-05-04T11:00:00.000Z';
    dock(station, { at: station.now, left: [{ modified: '2026-05-04T09:00:00.000Z', state: 'failed' }] });
    station.now = '2026-05-07T00:00:00.000Z';
    expect(station.ask('deadlines.next', { rule: 'upload' }).rows).toMatchObject([
      { what: 'card', state: 'late', blockedBy: null },
    ]);
  });

  it('is entered on the ledger, where its end is entered too: a word that would never end is refused', async () => {
    const station = await inMarch();
    for (const reason of ['cameraFaulty', 'cameraLost'] as const)
      expect(
        hasCode(
          failure(() => station.do('fact.state', { subject: cameraOf(station), fact: { reason } })),
          'bwc.usage',
        ),
      ).toBe(true);
  });

  it('by the word of an older station was so until the ledger says that it was repaired, or it was taken back', async () => {
    const station = await inMarch();
    const { store } = station;
    const said = {
      fact: 'reason:cameraFaulty',
      value: { reference: null },
      source: 'person',
      confidence: 'certain',
    } as const;
    const open = { from: null, until: null, why: null, by: 'li', at: station.now };
    store.statements.add(cameraOf(station), { ...said, ...open }, 1_000_000);
    const [meanwhile, later] = [
      await clip(station, '2026-03-01', '2026-03-20T00:00:00.000Z'),
      await clip(station, '2026-05-04'),
    ];
    expect([reasonsOf(station, meanwhile).length, reasonsOf(station, later).length]).toEqual([1, 1]);
    station.now = '2026-04-10T00:00:00.000Z';
    station.do('camera.faulty', { camera: SERIAL });
    station.do('camera.repaired', { camera: SERIAL });
    expect([reasonsOf(station, meanwhile).length, reasonsOf(station, later).length]).toEqual([1, 0]);
    station.do('fact.state', { subject: cameraOf(station), fact: { withdraw: 'reason:cameraFaulty' }, why: '误' });
    expect(reasonsOf(station, meanwhile)).toEqual([]);
  });
});

describe('SP-16: a word about a camera', () => {
  it('is of the time that is said, and another time wants another word', async () => {
    const station = await inMarch('siping-tiedong-2020');
    station.now = '2026-06-01T00:00:00.000Z';
    const away = { subject: cameraOf(station), fact: { reason: 'awayFromArea' } } as const;
    const clips = [
      await clip(station, '2026-03-03'),
      await clip(station, '2026-04-03'),
      await clip(station, '2026-05-03'),
    ];
    station.do('fact.state', { ...away, from: '2026-03-02T00:00:00+08:00', until: '2026-03-05T00:00:00+08:00' });
    station.do('fact.state', { ...away, from: '2026-05-02T00:00:00+08:00', until: '2026-05-05T00:00:00+08:00' });
    const counts = (): number[] => clips.map((id) => reasonsOf(station, id).length);
    expect(counts()).toEqual([1, 0, 1]);
    // The same time again is a correction.
    const again = { ...away, from: '2026-05-03T00:00:00+08:00', until: '2026-05-04T00:00:00+08:00' };
    expect(failure(() => station.do('fact.state', again))).toMatchObject({ code: 'bwc.facts.no_reason' });
    station.do('fact.state', { ...away, fact: { withdraw: 'reason:awayFromArea' }, why: '误' });
    expect(counts()).toEqual([1, 0, 0]);
  });

  it('is of the last time out, and ends with the return', async () => {
    const station = await inMarch('siping-tiedong-2020');
    station.do('camera.issue', { camera: SERIAL, officer: '350213', despite: 'test', at: '2026-03-02T08:00:00+08:00' });
    station.now = '2026-03-02T04:00:00.000Z';
    station.do('fact.state', { subject: cameraOf(station), fact: { reason: 'continuousDuty' } });
    const [during, later] = [await clip(station, '2026-03-02'), await clip(station, '2026-03-04')];
    expect([during, later].map((id) => reasonsOf(station, id).length)).toEqual([1, 1]);
    station.now = '2026-03-03T00:00:00.000Z';
    station.do('camera.return', { camera: SERIAL });
    expect([during, later].map((id) => reasonsOf(station, id).length)).toEqual([1, 0]);
    expect(
      station.store.custody.list({ limit: 20, newestFirst: true }).find((e) => e.kind === 'fact.stated'),
    ).toMatchObject({
      body: { from: '2026-03-02T00:00:00.000Z', until: null },
    });
  });

  it('without a ledger is of what it had recorded by then, since the docking before the last one', async () => {
    const station = await inMarch();
    dock(station, { at: '2026-03-05T10:00:00.000Z' });
    station.now = '2026-03-05T11:00:00.000Z';
    station.do('fact.state', { subject: cameraOf(station), fact: { flag: 'disputeOrConflict' } });
    const clips = [
      await clip(station, '2026-03-01'),
      await clip(station, '2026-03-05'),
      await clip(station, '2026-03-07'),
    ];
    expect(clips.map((id) => factsOfClip(station.store, id).flags.length)).toEqual([0, 1, 0]);
  });

  it('XM-12: the end of a work day is none of the next day’s, and may come before the next day’s start', async () => {
    const station = await inMarch();
    station.now = '2026-03-10T00:00:00.000Z';
    const subject = cameraOf(station);
    const day = (n: number) => ({
      from: `2026-03-0${String(n)}T00:00:00+08:00`,
      until: `2026-03-0${String(n)}T23:00:00+08:00`,
    });
    const say = (moment: 'activityStart' | 'workDayEnd', n: number, hour: string) =>
      station.do('fact.state', {
        subject,
        fact: { moment, at: `2026-03-0${String(n)}T${hour}:00:00+08:00` },
        ...day(n),
      });
    say('workDayEnd', 3, '18');
    say('activityStart', 4, '08');
    say('workDayEnd', 4, '19');
    const ends = [
      await clip(station, '2026-03-03'),
      await clip(station, '2026-03-04'),
      await clip(station, '2026-03-05'),
    ].map((id) => factsOfClip(station.store, id).moments.workDayEnd?.at);
    expect(ends).toEqual(['2026-03-03T10:00:00.000Z', '2026-03-04T11:00:00.000Z', undefined]);
    expect(failure(() => say('activityStart', 3, '20'))).toMatchObject({ code: 'bwc.facts.end_before_start' });
  });

  it.each([
    ['bwc.facts.end_before_start', { from: '2026-03-01T10:00:00+08:00', until: '2026-03-01T09:00:00+08:00' }],
    ['bwc.facts.future', { until: '2027-03-01T09:00:00+08:00' }],
    ['bwc.facts.no_zone', { from: '2026-03-01T10:00:00' }],
    ['bwc.facts.invalid', { from: 'in March' }],
  ])('is refused as %s with %j, and nothing is stored', async (code, span) => {
    const station = await inMarch();
    const size = station.store.log.head().size;
    const act = () => station.do('fact.state', { subject: cameraOf(station), fact: { flag: 'complaint' }, ...span });
    expect(failure(act)).toMatchObject({ code });
    expect(station.store.log.head().size).toBe(size);
  });

  it('has no time of its own where it is about a clip', async () => {
    const station = await inMarch();
    const subject = { kind: 'clip', id: await clip(station, '2026-03-01') } as const;
    const act = () =>
      station.do('fact.state', { subject, fact: { flag: 'complaint' }, from: '2026-03-01T10:00:00+08:00' });
    expect(failure(act)).toMatchObject({ code: 'bwc.usage' });
  });
});

/** What holds of deadlines on record, whatever happens in whatever order. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addMs } from '../../../src/domain/time.js';
import type { OpenState } from '../../../src/store/repositories/deadline-lists.js';
import { HOUR } from '../duty-support.js';
import { OnRecord, rulesOf } from '../support.js';

const BOOKS = ['xiamen-2021', 'pudong-2024', 'tianjin-2024', 'siping-tiedong-2020', 'shanghai-2017'] as const;
const START = '2026-03-02T00:00:00.000Z';

/** Things people say about the n-th clip, at an hour of the week. */
const deed = fc.record({
  clip: fc.nat(2),
  hour: fc.integer({ min: 1, max: 100 }),
  what: fc.constantFrom(
    'activityEnd',
    'workDayEnd',
    'returnToUnit',
    'disputeOrConflict',
    'awayFromArea',
    'cameraFaulty',
  ),
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

function say(station: OnRecord, clips: readonly string[], { clip, hour, what }: Deed): void {
  const subject = { kind: 'clip', id: clips[clip] ?? '' } as const;
  const why = 'test';
  if (what === 'disputeOrConflict') station.do('fact.state', { subject, fact: { flag: what }, why });
  else if (what === 'awayFromArea' || what === 'cameraFaulty')
    station.do('fact.state', { subject, fact: { reason: what }, why });
  else
    station.do('fact.state', {
      subject,
      fact: { moment: what, at: addMs(START, hour * HOUR).replace('Z', '+00:00') },
      why,
    });
}

const stored = (station: OnRecord, clips: readonly string[]): unknown =>
  clips.map((id) => [station.store.deadlines.of(id)]);

it('working all out anew gives what was kept up to date word by word, and the rows agree with the engine', async () => {
  const station = await OnRecord.open();
  const clips: string[] = [];
  for (const hour of [2, 30, 55]) {
    const at = addMs(START, hour * HOUR);
    clips.push(await station.clip([at, addMs(at, HOUR / 6)]));
  }
  station.now = addMs(START, 100 * HOUR);
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 6 }), fc.constantFrom(...BOOKS), (deeds, book) => {
      station.rules = rulesOf(book);
      station.do('deadlines.recompute', { anew: true });
      for (const one of deeds) say(station, clips, one);
      const kept = stored(station, clips);
      station.do('deadlines.recompute', { anew: true, atMost: 1 });
      while (station.do('deadlines.recompute', { atMost: 1 }).more);
      expect(stored(station, clips)).toEqual(kept);
      for (const row of station.ask('deadlines.next', {}).rows) {
        const own = station.store.deadlines.of(row.clip ?? '').find((d) => d.rule === row.rule);
        expect(own?.due).toBe(row.due === null ? null : new Date(row.due).toISOString());
      }
    }),
    { numRuns: 60 },
  );
});

it('time moves every row from running over due soon to late and never back; the tally counts the rows', async () => {
  const station = await OnRecord.open();
  for (let i = 0; i < 6; i += 1) {
    const at = addMs(START, i * 7 * HOUR);
    await station.clip([at, addMs(at, HOUR / 6)], `77777${String(i)}`);
  }
  const rank: Readonly<Record<OpenState, number>> = { running: 0, dueSoon: 1, late: 2, blocked: 3, provisional: 4 };
  const statesAt = (hours: number): Map<string, OpenState> => {
    station.now = addMs(START, hours * HOUR);
    const { rows, tally } = station.ask('deadlines.next', {});
    for (const state of ['late', 'dueSoon', 'running'] as const)
      expect(tally[state] ?? 0).toBe(rows.filter((r) => r.state === state).length);
    const order = rows.map((r) => (2 - rank[r.state as OpenState]) * 1e15 + Date.parse(r.due ?? ''));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    return new Map(rows.map((r) => [`${r.clip ?? ''} ${r.rule}`, r.state as OpenState]));
  };
  fc.assert(
    fc.property(fc.nat(150), fc.nat(50), (hours, later) => {
      const [before, after] = [statesAt(hours), statesAt(hours + later)];
      for (const [row, state] of before) expect(rank[after.get(row) ?? 'running']).toBeGreaterThanOrEqual(rank[state]);
    }),
    { numRuns: 60 },
  );
});

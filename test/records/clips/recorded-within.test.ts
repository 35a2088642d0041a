import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs, type Instant } from '../../../src/domain/time.js';
import { evaluateDeadlines } from '../../../src/policy/deadlines/evaluate.js';
import type { Facts } from '../../../src/policy/facts/facts.js';
import { factsOfClip } from '../../../src/records/clips/facts-of-clip.js';
import { dock } from '../duty-support.js';
import { OnRecord, rulesOf } from '../support.js';
import { LostClock } from './lost-clock.js';

const at = (day: number, hour: number): Instant =>
  addMs('2026-03-01T00:00:00.000Z', ((day - 1) * 24 + hour) * 3_600_000);

/** Recorded on the second of March at two, brought in on the third at ten. */
async function brought(...before: ((camera: LostClock) => void | Promise<void>)[]): Promise<LostClock> {
  const camera = new LostClock(await OnRecord.open());
  for (const step of before) await step(camera);
  camera.record('VIDEO/0001.mp4', 'a clip', at(2, 2), at(2, 3));
  await camera.dock(at(3, 10));
  return camera;
}
const factsOf = ({ station, stored }: LostClock): Facts => factsOfClip(station.store, stored.at(-1)?.clip ?? '');
const endOf = (camera: LostClock) => factsOf(camera).moments.recordingEnd;

const docked = (day: number, hour: number) => (camera: LostClock) => camera.dock(at(day, hour));
const issued = (day: number, hour: number) => (camera: LostClock) => {
  camera.ledger('issue', at(day, hour));
};
const returned = (day: number, hour: number) => (camera: LostClock) => {
  camera.ledger('return', at(day, hour));
};

describe('C1: a recording whose camera lost its clock', () => {
  it('was made after the docking before, at which it was not on the card: the limit starts there, and both bounds are told', async () => {
    const camera = await brought(docked(1, 5), docked(1, 9));
    expect(endOf(camera)).toEqual({
      at: at(1, 9),
      source: 'dock',
      confidence: 'unreliable',
      within: { notBefore: at(1, 9), notAfter: at(3, 10) },
    });
    expect(factsOf(camera).moments.recordingStart).toMatchObject({
      within: { notBefore: at(1, 9), notAfter: at(3, 9) },
    });
  });

  it('was made after the camera was given out since', async () => {
    const camera = await brought(docked(1, 9), issued(2, 1));
    expect(endOf(camera)).toMatchObject({ at: at(2, 1), source: 'ledger', within: { notAfter: at(3, 10) } });
  });

  it('may be from the first time out of several, and from before the return where it was out at the docking', async () => {
    const twice = await brought(docked(1, 9), issued(1, 10), returned(1, 11), issued(2, 1));
    expect(endOf(twice)?.at).toBe(at(1, 10));
    const out = await brought(docked(1, 1), issued(1, 2), docked(1, 9), returned(1, 10), issued(2, 1));
    expect(endOf(out)?.at).toBe(at(1, 9));
  });

  it('has only the later bound at a first docking, and says so: to be stored by then proves nothing', async () => {
    const camera = await brought();
    expect(endOf(camera)).toMatchObject({ at: at(3, 10), within: { notBefore: null, notAfter: at(3, 10) } });
    const { station } = camera;
    const judged = evaluateDeadlines(station.rules.rulebook, factsOf(camera), at(9, 0), station.rules.calendar);
    expect(judged.map((v) => [v.rule, v.state, v.overdue])).toEqual([
      ['upload', 'provisional', null],
      ['label', 'late', true],
    ]);
  });

  it('is not bound by a docking that was not listed to the end, nor where it may have been a file that could not be read', async () => {
    const unlisted = await brought(docked(1, 5), (camera) => camera.dock(at(2, 5), undefined, false));
    expect(endOf(unlisted)?.at).toBe(at(1, 5));
    const other = new LostClock(await OnRecord.open());
    await other.dock(at(1, 5));
    other.record('VIDEO/tmp.mp4', 'a clip', at(1, 6), at(1, 7));
    await other.dock(at(2, 5), () => true);
    const [file] = other.card;
    if (file !== undefined) file.path = 'VIDEO/0001.mp4';
    await other.dock(at(3, 10));
    expect(endOf(other)?.at).toBe(at(1, 5));
  });

  it('is bound by a docking with a file beside it that cannot be read for ever', async () => {
    const camera = new LostClock(await OnRecord.open());
    const bad = (file: { readonly path: string }): boolean => file.path === 'VIDEO/bad.mp4';
    camera.record('VIDEO/bad.mp4', 'a clip', at(1, 1), at(1, 2));
    await camera.dock(at(1, 5), bad);
    camera.record('VIDEO/0001.mp4', 'a Clip', at(2, 2), at(2, 3));
    await camera.dock(at(3, 10), bad);
    expect(endOf(camera)?.at).toBe(at(1, 5));
  });

  it('what is put into a folder is not new because it is new there', async () => {
    const camera = await brought(docked(1, 5));
    camera.station.store.db.exec("UPDATE clips SET source_type = 'phone'");
    expect(endOf(camera)).toMatchObject({ at: at(3, 10), within: { notBefore: null } });
  });

  it('XM-18: is kept from the latest there can be, and never expires', async () => {
    const camera = await brought(docked(1, 5));
    const { station } = camera;
    station.now = at(3, 11);
    const clip = camera.stored[0]?.clip ?? '';
    station.do('label.put', {
      clips: [clip],
      fields: {
        unit: '中队',
        party: '店',
        inspectionDate: '2026-03-02',
        inspectionContent: '检查',
        category: '行政检查',
      },
    });
    expect(station.ask('retention.clip', { clip })).toMatchObject({
      until: 'never',
      reasons: [{ kind: 'timeUnreliable' }, { kind: 'base', until: '2027-03-03' }],
    });
  });

  it('XM-13: has no date that anybody made up: the form suggests none, unless both bounds are of one day', async () => {
    const suggested = ({ station, stored }: LostClock) =>
      station
        .ask('label.form', { clip: stored[0]?.clip ?? '' })
        .fields.filter((f) => ['inspectionDate', 'enforcementTime'].includes(f.field))
        .map((f) => f.suggested);
    expect(suggested(await brought(docked(1, 5)))).toEqual([null]);
    expect(suggested(await brought())).toEqual([null]);
    expect(suggested(await brought(docked(3, 1)))).toEqual(['2026-03-03']);
  });

  it('SP-11, TJ-18: belongs to who alone had the camera out, and came back with it', async () => {
    const camera = await brought(docked(1, 9), issued(2, 1), returned(2, 20));
    expect(factsOf(camera).moments.returnToUnit).toMatchObject({ at: at(2, 20), source: 'ledger' });
    const twice = await brought(docked(1, 9), issued(1, 10), returned(1, 11), issued(2, 1), returned(2, 20));
    expect(factsOf(twice).moments.returnToUnit).toBeUndefined();
  });

  it('that is still on the card is due by the same bounds', async () => {
    const station = await OnRecord.open();
    await new LostClock(station).dock(at(1, 9));
    station.now = at(3, 11);
    dock(station, { at: at(3, 10), left: [{ modified: '1980-01-01T00:00:00.000Z', state: 'failed' }] });
    expect(station.ask('deadlines.next', {}).rows).toMatchObject([
      {
        what: 'card',
        due: '2026-03-02T17:00:00+08:00',
        state: 'late',
        basis: { notBefore: '2026-03-01T17:00:00+08:00', notAfter: '2026-03-03T18:00:00+08:00' },
      },
    ]);
  });
});

const step = fc.record({
  what: fc.constantFrom('record', 'record', 'dock', 'unlisted', 'issue', 'return'),
  minutes: fc.integer({ min: 1, max: 2000 }),
  lasts: fc.integer({ min: 1, max: 60 }),
  /** What fails at a docking, and under which name a file stands then. */
  luck: fc.nat(7),
});
const MINUTE = 60_000;

describe('whatever the history of its dockings', () => {
  it('C1: the estimate is never after the true end, the bounds hold, and nothing is called met that was not', async () => {
    const station = await OnRecord.open();
    let [bounded, cameras] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), fc.boolean(), async (steps, byLedger) => {
        cameras += 1;
        const camera = new LostClock(station, `90000${String(cameras)}`);
        let [now, out, known] = [at(2, 0), false, false];
        for (const [i, { what, minutes, lasts, luck }] of steps.entries()) {
          now = addMs(now, minutes * MINUTE);
          if (what === 'record' && (out || !byLedger)) {
            const end = addMs(now, lasts * MINUTE);
            // Names come again, and so do sizes.
            camera.record(
              `VIDEO/${String(luck % 3)}-${String(i % 2)}.mp4`,
              `${'x'.repeat(luck % 4)}${serial(i, camera)}`,
              now,
              end,
            );
            now = end;
          } else if (what === 'dock' || what === 'unlisted') {
            await camera.dock(now, (file) => (file.content.length + luck) % 3 === 0, what === 'dock');
            known = true;
            if (luck > 4) for (const [j, file] of camera.card.entries()) file.path = `VIDEO/moved-${String(j)}.mp4`;
          } else if (byLedger && known && what === (out ? 'return' : 'issue')) {
            camera.ledger(what, now);
            out = !out;
          }
        }
        await camera.dock(addMs(now, MINUTE));
        for (const { clip, start, end } of camera.stored) {
          const facts = factsOfClip(station.store, clip);
          const told = facts.moments.recordingEnd;
          const { notBefore = null, notAfter = '' } = told?.within ?? {};
          expect((notBefore ?? '') <= start && end <= notAfter).toBe(true);
          if (notBefore === null) expect(told?.at).toBe(notAfter);
          else {
            expect((told?.at ?? '~') <= end).toBe(true);
            bounded += 1;
          }
          const rules = rulesOf('shanghai-2017');
          const [upload] = evaluateDeadlines(rules.rulebook, facts, at(90, 0), rules.calendar);
          const truth = addMs(end, 24 * 60 * MINUTE);
          if (notBefore !== null) expect((upload?.due ?? '~') <= truth).toBe(true);
          if (upload?.state === 'met') expect((upload.doneAt ?? '~') <= truth).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
    expect(bounded).toBeGreaterThan(20);
  }, 120_000);
});

const serial = (step: number, { serial: camera }: LostClock): string => `${camera}:${String(step).padStart(2, '0')}`;

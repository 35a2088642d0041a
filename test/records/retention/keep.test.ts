import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeNextStale } from '../../../src/records/retention/refresh.js';
import type { ActName } from '../../../src/records/index.js';
import { BwcError } from '../../../src/domain/errors.js';
import { finishDisposals } from '../../../src/store/disposal/finish.js';
import { addMs } from '../../../src/domain/time.js';
import { fixedClock } from '../../store/fixed-clock.js';
import { OnRecord, rulesOf } from '../support.js';
import { isThere, kindsOf, ordinaryClip, SPAN } from '../disposal/support.js';

const row = (station: OnRecord, clip: string) => {
  const found = station.store.retention.get(clip);
  if (found === undefined) throw new Error('no row');
  return found;
};
const refresh = (station: OnRecord): void => {
  const context = { store: station.store, rules: station.rules, now: () => station.now, by: 'daemon' };
  for (let after: string | null = ''; after !== null;) after = judgeNextStale(context, after, 200);
};

describe('retention on record', () => {
  it('XM-18: follows the facts, and the custody log says whenever more keeps a clip', async () => {
    const station = await OnRecord.open();
    const id = await ordinaryClip(station);
    expect(row(station, id)).toMatchObject({ class: 'ordinary', earliest: '2027-03-03', floor: '2027-03-02' });
    station.do('fact.state', { subject: { kind: 'clip', id }, fact: { flag: 'important' } });
    expect(row(station, id)).toMatchObject({ class: 'longTerm', earliest: 'never', floor: 'never' });
    expect(kindsOf(station, id).filter((k) => k === 'retention.decided')).toHaveLength(2);
  });

  it('SP-05: footage of a party that did not cooperate is kept for good once somebody says so, with the article', async () => {
    const station = await OnRecord.open('siping-tiedong-2020');
    const id = await ordinaryClip(station);
    expect(station.ask('retention.clip', { clip: id }).earliestDisposal).not.toBe('never');
    station.do('fact.state', { subject: { kind: 'clip', id }, fact: { flag: 'nonCooperation' } });
    const { earliestDisposal, reasons } = station.ask('retention.clip', { clip: id });
    expect(earliestDisposal).toBe('never');
    expect(reasons[0]).toMatchObject({ kind: 'rule', because: ['nonCooperation'] });
    expect(JSON.stringify(reasons[0])).toContain('第十四条');
  });

  it('SP-19: a flag that is taken back again does not shorten it', async () => {
    const station = await OnRecord.open();
    const id = await ordinaryClip(station);
    const subject = { kind: 'clip', id } as const;
    station.do('fact.state', { subject, fact: { flag: 'complaint' } });
    station.do('fact.state', { subject, fact: { withdraw: 'flag:complaint' }, why: '误' });
    expect(station.ask('retention.clip', { clip: id })).toMatchObject({
      earliestDisposal: 'never',
      reasons: [{ kind: 'kept', id: 'disputed', of: 'xiamen-2021' }, { kind: 'base' }],
    });
  });

  it('XM-18: a moment that is corrected to an earlier day does not shorten it', async () => {
    const station = await OnRecord.open();
    const id = await ordinaryClip(station);
    const fact = { moment: 'recordingEnd', at: '2020-01-01T00:00:00+08:00' } as const;
    station.do('fact.state', { subject: { kind: 'clip', id }, fact });
    expect(row(station, id)).toMatchObject({ earliest: '2027-03-03' });
  });

  it('TJ-26: other rules in force judge every clip anew, and shorten nothing', async () => {
    const station = await OnRecord.open();
    const [id, bare] = [await ordinaryClip(station), await station.clip(SPAN)];
    expect(row(station, bare)).toMatchObject({ earliest: 'never', floor: '2027-03-02' });
    const size = station.store.log.head().size;
    station.rules = rulesOf('shanghai-2017');
    refresh(station);
    expect(row(station, id)).toMatchObject({ earliest: '2027-03-03', floor: '2027-03-02' });
    expect(station.ask('retention.clip', { clip: id }).reasons[0]).toMatchObject({ kind: 'kept', of: 'xiamen-2021' });
    station.rules = rulesOf('tianjin-2024');
    refresh(station);
    expect(row(station, id).earliest).toBe('never');
    expect(station.store.log.head().size).toBeGreaterThan(size);
    const after = station.store.log.head().size;
    refresh(station);
    expect(station.store.log.head().size).toBe(after);
  });

  it('cannot be shortened, not even in the database', async () => {
    const station = await OnRecord.open();
    await ordinaryClip(station);
    const { db } = station.store;
    expect(() => db.exec("UPDATE retention SET floor = '2020-01-01', until = '2020-01-01'")).toThrow('never shrinks');
    expect(() => db.exec("UPDATE retention SET until = '2020-01-01'")).toThrow('never shrinks');
    expect(() => db.exec('DELETE FROM retention')).toThrow('never shrinks');
  });
});

/** One act of somebody, on one of three clips, and what moves on with it. */
interface Step {
  readonly by: string;
  readonly clip: number;
  readonly what: (typeof WHAT)[number];
  readonly days: number;
}
const WHAT = [
  'complaint',
  'withdraw',
  'evidence',
  'earlier',
  'join',
  'leave',
  'close',
  'label',
  'hold',
  'askRelease',
  'consent',
  'refuseRelease',
  'propose',
  'approve',
  'refuse',
  'rules',
] as const;

const steps = (people: readonly string[]) =>
  fc.array(
    fc.record<Step>({
      by: fc.constantFrom(...people),
      clip: fc.nat({ max: 2 }),
      what: fc.constantFrom(...WHAT),
      days: fc.constantFrom(0, 1, 31, 400),
    }),
    { minLength: 5, maxLength: 25 },
  );

const BOOKS = ['shanghai-2017', 'siping-tiedong-2020', 'xiamen-2021', 'pudong-2024', 'tianjin-2024'] as const;
const book = fc.constantFrom(...BOOKS);

class World {
  readonly holds: string[] = [];
  readonly proposals: string[] = [];

  private constructor(
    readonly station: OnRecord,
    readonly clips: readonly string[],
    readonly caseId: string,
  ) {}

  static async open(rulebook: (typeof BOOKS)[number]): Promise<World> {
    const station = await OnRecord.open(rulebook);
    const clips = [await ordinaryClip(station), await ordinaryClip(station), await ordinaryClip(station)];
    const { id } = station.do('case.open', { number: '厦1', kind: 'penalty', retention: { months: 1 } });
    return new World(station, clips, id);
  }

  async take({ by, clip, what, days }: Step): Promise<void> {
    const { station } = this;
    station.now = addMs(station.now, days * 86_400_000);
    const id = this.clips[clip] ?? '';
    const subject = { kind: 'clip', id } as const;
    const at = (some: readonly string[]): string => some[clip % Math.max(1, some.length)] ?? 'none';
    const act = (name: ActName, input: unknown): unknown => this.#try(name, input, by);
    switch (what) {
      case 'complaint':
        return void act('fact.state', { subject, fact: { flag: 'complaint' }, why: 'x' });
      case 'withdraw':
        return void act('fact.state', { subject, fact: { withdraw: 'flag:complaint' }, why: 'x' });
      case 'evidence':
        return void act('fact.state', { subject, fact: { flag: 'evidence.penalty', holds: days > 0 }, why: 'x' });
      case 'earlier':
        return void act('fact.state', {
          subject,
          fact: { moment: 'recordingEnd', at: '2021-01-01T00:00:00Z' },
          why: 'x',
        });
      case 'join':
        return void act('case.join', { case: this.caseId, clips: [id] });
      case 'leave':
        return void act('case.leave', { case: this.caseId, clips: [id], why: 'x' });
      case 'close':
        return void act('case.close', { case: this.caseId, at: '2026-03-02T18:00:00+08:00', why: 'x' });
      case 'label':
        this.label(id, days);
        return;
      case 'hold': {
        const placed = act('hold.place', {
          subject: days === 0 ? { kind: 'case', id: this.caseId } : subject,
          reason: 'x',
        });
        if (placed !== undefined) this.holds.push((placed as { hold: { id: string } }).hold.id);
        return;
      }
      case 'askRelease':
        return void act('hold.askRelease', { hold: at(this.holds), reason: 'x' });
      case 'consent':
        return void act('hold.consent', { hold: at(this.holds) });
      case 'refuseRelease':
        return void act('hold.refuse', { hold: at(this.holds), reason: 'x' });
      case 'propose': {
        const done = act('dispose.propose', { reason: 'x', clips: days === 0 ? null : [...this.clips] });
        const proposal = (done as { proposal: { id: string } | null } | undefined)?.proposal;
        if (proposal != null) this.proposals.push(proposal.id);
        return;
      }
      case 'approve':
        act('dispose.approve', { proposal: at(this.proposals) });
        await finishDisposals(station.store, fixedClock);
        return;
      case 'refuse':
        return void act('dispose.refuse', { proposal: at(this.proposals), reason: 'x' });
      case 'rules':
        station.rules = rulesOf(BOOKS[(clip + days) % BOOKS.length] ?? 'xiamen-2021');
        refresh(station);
    }
  }

  /** With one of the words of the rulebook in force, which it cannot refuse. */
  label(id: string, which: number): void {
    const { station } = this;
    const words = station.rules.rulebook.vocabularies.categories?.value ?? ['其他'];
    const category = words[which % words.length] ?? '';
    const { labels } = station.do('label.put', { clips: [id], fields: { category } });
    expect(labels.map((label) => label.clip)).toEqual([id]);
  }

  /** What an act refuses, it refuses: the next one goes on from there. */
  #try(name: ActName, input: unknown, by: string): unknown {
    try {
      return this.station.do(name, input as never, by);
    } catch (error) {
      if (error instanceof BwcError) return undefined;
      throw error;
    }
  }

  held(id: string): boolean {
    return (this.station.store.holds.ofClips([id]).get(id) ?? []).some((h) => h.released === null);
  }
}

describe('whatever people do, in whatever order', () => {
  it('SP-19, XM-18: what is settled never shrinks, and a held clip is never disposed of', async () => {
    let disposed = 0;
    await fc.assert(
      fc.asyncProperty(steps(['wang', 'li', 'chen']), book, async (taken, rulebook) => {
        const world = await World.open(rulebook);
        const { store } = world.station;
        const floors = new Map(world.clips.map((id) => [id, row(world.station, id).floor ?? '']));
        // Half of the sequences begin with footage that is over and proposed, so that many get as far as disposing.
        const opening: readonly Step[] = [
          { by: 'wang', clip: 0, what: 'propose', days: 400 },
          { by: 'li', clip: 0, what: 'approve', days: 31 },
        ];
        for (const step of taken.length % 2 === 0 ? [...opening.slice(0, 1), ...taken, ...opening.slice(1)] : taken) {
          const heldBefore = new Set(world.clips.filter((id) => world.held(id)));
          const goneBefore = store.disposals.among(world.clips);
          await world.take(step);
          for (const id of world.clips) {
            const { floor, until } = row(world.station, id);
            expect((floor ?? '') >= (floors.get(id) ?? '')).toBe(true);
            expect(until >= (floor ?? '')).toBe(true);
            floors.set(id, floor ?? '');
            const gone = store.disposals.get(id) !== undefined;
            if (gone && !goneBefore.has(id)) {
              disposed += 1;
              expect(heldBefore.has(id)).toBe(false);
            }
            expect(isThere(world.station, id)).toBe(!gone);
          }
        }
      }),
      // Nothing comes between in the first: it gets there, whatever the others are.
      { numRuns: 12, examples: [[[], 'xiamen-2021']] },
    );
    expect(disposed).toBeGreaterThan(0);
  }, 120_000);

  it('XM-28: one person alone disposes of nothing and releases no hold', async () => {
    await fc.assert(
      fc.asyncProperty(steps(['wang', ' Wang', 'ｗａｎｇ', 'w\u200bang']), book, async (taken, rulebook) => {
        const world = await World.open(rulebook);
        const { store } = world.station;
        for (const step of [{ by: 'wang', clip: 0, what: 'propose', days: 400 } as const, ...taken])
          await world.take(step);
        expect(store.disposals.among(world.clips).size).toBe(0);
        for (const id of world.clips) expect(isThere(world.station, id)).toBe(true);
        expect(
          store.holds
            .list({ clip: null, active: false, sight: null, after: null, limit: 100 })
            .filter((h) => h.released !== null),
        ).toEqual([]);
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});

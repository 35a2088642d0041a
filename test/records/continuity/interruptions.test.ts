import { describe, expect, it } from 'vitest';
import { newActivityId } from '../../../src/domain/ids.js';
import { addMs } from '../../../src/domain/time.js';
import type { InterruptionList } from '../../../src/records/continuity/list.js';
import { failure, logSize } from '../duty-support.js';
import { OnRecord } from '../support.js';

const MINUTE = 60_000;
const START = '2026-03-02T01:00:00.000Z';

interface Interrupted {
  readonly station: OnRecord;
  readonly activity: string;
  readonly clips: readonly string[];
}

/** An activity of two recordings with a silence of ten minutes between them. */
async function interrupted(rulebook: string): Promise<Interrupted> {
  const station = await OnRecord.open(rulebook);
  const at = (minutes: number): string => addMs(START, minutes * MINUTE);
  const clips = [await station.clip([at(0), at(10)]), await station.clip([at(20), at(30)])];
  return { station, activity: activityOf(station, clips), clips };
}

let entries = 1000;

function activityOf(station: OnRecord, clips: readonly string[]): string {
  const id = newActivityId();
  const { activities } = station.store;
  activities.add({
    id,
    version: 1,
    kind: null,
    title: '早市巡查',
    unit: null,
    place: null,
    why: null,
    by: 'wang',
    at: START,
    entry: (entries += 1),
  });
  for (const clip of clips) activities.join(id, clip, START, 'wang', null, (entries += 1));
  return id;
}

const list = ({ station, activity }: Interrupted, all = false) => station.ask('interruptions', { activity, all }).rows;

describe('interruptions of an activity', () => {
  it('SH-06, XM-11: a silence inside it is listed until it is explained, with the article that asks for it', async () => {
    const it_ = await interrupted('shanghai-2017');
    expect(list(it_)).toMatchObject([
      {
        kind: 'gap',
        camera: '7654321',
        from: '2026-03-02T09:10:00+08:00',
        to: '2026-03-02T09:20:00+08:00',
        ms: 10 * MINUTE,
        explained: false,
        wanted: [['voice']],
        article: '第十二条',
      },
    ]);
    expect(it_.station.ask('interruptions', {}).rows).toHaveLength(1);
  });

  it('SH-10: takes a voice on the recording that resumes, with clip and offset', async () => {
    const it_ = await interrupted('shanghai-2017');
    const { station, activity, clips } = it_;
    const interruption = list(it_)[0]?.id ?? '';
    const told = { activity, interruption, kind: 'voice', cause: '电量不足' } as const;
    const refused = (heard: unknown) => failure(() => station.do('interruption.explain', { ...told, heard } as never));
    const size = logSize(station);
    expect(refused({ clip: clips[0], offsetMs: 0 })).toMatchObject({ details: { fault: 'clipBefore' } });
    expect(refused({ clip: clips[1], offsetMs: 11 * MINUTE })).toMatchObject({ details: { fault: 'offsetOutside' } });
    expect(refused({ clip: 'c_0', offsetMs: 0 })).toMatchObject({ details: { fault: 'clipUnknown' } });
    expect(refused(null)).toMatchObject({ code: 'bwc.interruption.rejected' });
    expect(logSize(station)).toBe(size);
    const row = station.do('interruption.explain', { ...told, heard: { clip: clips[1] ?? '', offsetMs: 5000 } });
    expect(row).toMatchObject({
      explained: true,
      wanted: [],
      given: [{ kind: 'voice', cause: '电量不足', by: 'wang' }],
    });
    expect(list(it_)).toEqual([]);
    expect(list(it_, true)).toMatchObject([{ explained: true }]);
    expect(station.store.custody.list({ clip: clips[1] ?? '', limit: 1, newestFirst: true })[0]?.kind).toBe(
      'interruption.explained',
    );
  });

  it.each([
    ['XM-21', 'xiamen-2021', ['dutyLog']],
    ['PD-08', 'pudong-2024', ['appReport']],
    ['TJ-13', 'tianjin-2024', ['statement']],
    ['SP-07', 'siping-tiedong-2020', ['voice']],
  ] as const)('%s: %s takes the kinds that its text names, with a reference', async (_id, rulebook, kinds) => {
    const it_ = await interrupted(rulebook);
    const { station, activity, clips } = it_;
    const interruption = list(it_)[0]?.id ?? '';
    for (const kind of kinds) {
      const told = { activity, interruption, kind, cause: '设备故障' };
      if (kind === 'voice')
        station.do('interruption.explain', { ...told, heard: { clip: clips[1] ?? '', offsetMs: 1 } });
      else {
        expect(failure(() => station.do('interruption.explain', told))).toMatchObject({
          details: { fault: 'referenceMissing' },
        });
        station.do('interruption.explain', { ...told, reference: '执勤日志 2026-03-02 第 3 条' });
      }
    }
    expect(list(it_).map((row) => row.wanted)).not.toContainEqual(expect.arrayContaining([[kinds[0]]]));
  });

  it.each([
    ['SH-11', 'shanghai-2017', ['report', 'written'], '第十二条'],
    ['SP-08', 'siping-tiedong-2020', ['report', 'written'], '第十一条'],
    ['TJ-14', 'tianjin-2024', ['report', 'written'], '第二十一条'],
    ['XM-21', 'xiamen-2021', ['dutyLog', 'report'], '六（二）'],
  ] as const)(
    '%s: %s wants each of its papers where recording was not taken up again, and lists it until all are given',
    async (_id, rulebook, kinds, article) => {
      const station = await OnRecord.open(rulebook);
      const clips = [await station.clip([START, addMs(START, 10 * MINUTE)])];
      const activity = activityOf(station, clips);
      const at = '2026-03-02T10:00:00+08:00';
      station.do('activity.end', { activity, at });
      const all = { station, activity, clips };
      const [row] = list(all);
      expect(row).toMatchObject({ kind: 'earlyEnd', wanted: kinds.map((kind) => [kind]), to: at });
      expect(row?.article).toContain(article);
      const told = { activity, interruption: row?.id ?? '', cause: '设备故障' };
      for (const [i, kind] of kinds.entries()) {
        expect(list(all)).toMatchObject([{ wanted: kinds.slice(i).map((k) => [k]) }]);
        station.do('interruption.explain', { ...told, kind, reference: `第 ${String(i)} 号` });
      }
      expect(list(all)).toEqual([]);
    },
  );

  it('TJ-12: wants the recording from the arrival until the party was brought in', async () => {
    const station = await OnRecord.open('tianjin-2024');
    const clips = [await station.clip([START, addMs(START, 10 * MINUTE)])];
    const { activity } = station.do('activity.begin', {
      clips,
      kind: '行政强制',
      start: '2026-03-02T08:50:00+08:00',
      end: '2026-03-02T09:40:00+08:00',
    });
    expect(list({ station, activity: activity.id, clips })).toMatchObject([
      { kind: 'lateStart', from: '2026-03-02T08:50:00+08:00', to: '2026-03-02T09:00:00+08:00', ms: 10 * MINUTE },
      { kind: 'earlyEnd', from: '2026-03-02T09:10:00+08:00', to: '2026-03-02T09:40:00+08:00', ms: 30 * MINUTE },
    ]);
  });

  it('XM-05, XM-25: an activity of which nothing was recorded is found among all, with how long it was', async () => {
    const station = await OnRecord.open('xiamen-2021');
    const { activity } = station.do('activity.begin', {
      kind: '信访接待、投诉件处置',
      start: '2026-03-02T09:00:00+08:00',
      end: '2026-03-02T09:30:00+08:00',
    });
    expect(station.ask('interruptions', {}).rows).toMatchObject([
      { activity: activity.id, kind: 'nothingRecorded', ms: 30 * MINUTE, uncoveredMs: 30 * MINUTE, explained: false },
    ]);
    // A recording that turns up later accounts for it.
    station.do('activity.join', {
      activity: activity.id,
      clips: [await station.clip([START, addMs(START, 30 * MINUTE)])],
    });
    expect(station.ask('interruptions', {}).rows).toEqual([]);
  });

  it('are looked for in some activities at a time, and none is left out or told twice', async () => {
    const station = await OnRecord.open('xiamen-2021');
    const times = { start: '2026-03-02T09:00:00+08:00', end: '2026-03-02T09:30:00+08:00' };
    const begun = Array.from({ length: 450 }, () => station.do('activity.begin', { kind: null, ...times }).activity.id);
    const told: string[] = [];
    let asked = 0;
    let after: string | null = null;
    do {
      const part: InterruptionList = station.ask('interruptions', { after });
      expect(part.rows.length).toBeLessThanOrEqual(200);
      told.push(...part.rows.map((row) => row.activity));
      after = part.next;
      asked += 1;
    } while (after !== null);
    expect(asked).toBe(3);
    expect(told.sort()).toEqual(begun.sort());
  });

  it('a clip whose time is not known is said to be so', async () => {
    const { station } = await interrupted('xiamen-2021');
    const unplaced = await station.clip(null);
    const activity = activityOf(station, [unplaced]);
    expect(station.ask('interruptions', { activity })).toEqual({ rows: [], unplaced: [unplaced], next: null });
  });

  it.each([
    ['bwc.store.not_found', { activity: 'a_0' }],
    ['bwc.store.not_found', { interruption: 'gap:a:b' }],
    ['bwc.usage', { kind: 'song' }],
    ['bwc.usage', { cause: '' }],
    ['bwc.usage', { heard: { clip: 'c_0', offsetMs: -1 } }],
    ['bwc.facts.future', { at: '2027-03-02T10:00:00+08:00' }],
    ['bwc.facts.no_zone', { at: '2026-03-02T10:00:00' }],
  ])('%s for %j, and nothing is stored', async (code, change) => {
    const it_ = await interrupted('xiamen-2021');
    const input = {
      activity: it_.activity,
      interruption: list(it_)[0]?.id,
      kind: 'dutyLog',
      cause: 'x',
      reference: '1',
    };
    const size = logSize(it_.station);
    expect(
      failure(() => it_.station.do('interruption.explain', { ...input, ...(change as object) } as never)),
    ).toMatchObject({ code });
    expect(logSize(it_.station)).toBe(size);
  });

  it('explanations cannot be changed or removed', async () => {
    const it_ = await interrupted('xiamen-2021');
    const { station, activity } = it_;
    station.do('interruption.explain', {
      activity,
      interruption: list(it_)[0]?.id ?? '',
      kind: 'dutyLog',
      cause: 'x',
      reference: '1',
    });
    expect(() => station.store.db.exec("UPDATE explanations SET cause = ''")).toThrow('append-only');
    expect(() => station.store.db.exec('DELETE FROM explanations')).toThrow('append-only');
  });
});

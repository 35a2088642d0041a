import { describe, expect, it } from 'vitest';
import { failure, OnRecord } from '../support.js';

const at = (hour: number, minute: number): string =>
  `2026-03-02T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00.000Z`;

describe('a day', () => {
  it('shows what each camera recorded, with the gaps between', async () => {
    const station = await OnRecord.open();
    const a = await station.clip([at(1, 0), at(1, 10)], '111');
    const b = await station.clip([at(1, 10), at(1, 20)], '111');
    const c = await station.clip([at(2, 0), at(2, 5)], '111');
    const d = await station.clip([at(1, 5), at(1, 6)], '222');
    // 24:00 in Xiamen is 16:00 UTC: this one began the day before and goes on over midnight.
    const e = await station.clip(['2026-03-01T15:59:00.000Z', '2026-03-01T16:01:00.000Z'], '222');
    await station.clip([at(16, 0), at(16, 5)], '222');
    const day = station.ask('search.day', { day: '2026-03-02' });
    expect(day).toMatchObject({
      from: '2026-03-01T16:00:00.000Z',
      until: '2026-03-02T16:00:00.000Z',
      unplaced: 0,
      cut: false,
    });
    const line = day.cameras.map(({ camera, recordings }) => [
      camera,
      recordings.map((r) => [r.clips.map((clip) => clip.id), r.gapBeforeMs]),
    ]);
    const minutes = (n: number): number => n * 60_000;
    expect(line).toEqual([
      [
        '111',
        [
          [[a, b], null],
          [[c], minutes(40)],
        ],
      ],
      [
        '222',
        [
          [[e], null],
          [[d], minutes(9 * 60 + 4)],
        ],
      ],
    ]);
    expect(station.ask('search.day', { day: '2026-03-02', camera: '111' }).cameras).toHaveLength(1);
    expect(station.ask('search.day', { day: '2026-03-02', officer: 'nobody' }).cameras).toEqual([]);
    expect(failure(() => station.ask('search.day', { day: '2026-02-30' }))).toMatchObject({ code: 'bwc.usage' });
  });

  it('says how many clips have no time, and shows only what is seen', async () => {
    const station = await OnRecord.open();
    await station.clip(null);
    await station.clip([at(1, 0), at(1, 10)], '111');
    // Test stores tell one time when they store.
    const day = '2026-03-01';
    expect(station.ask('search.day', { day })).toMatchObject({ cameras: [], unplaced: 1 });
    const nobody = { by: 'x', reach: 'own' as const, own: ['x'], recorders: [], units: [], known: [], cleared: [] };
    expect(station.askAs(nobody, 'search.day', { day: '2026-03-02' })).toMatchObject({ cameras: [], unplaced: 0 });
    expect(station.askAs(nobody, 'search.day', { day })).toMatchObject({ cameras: [], unplaced: 0 });
  });
});

describe('suggestions', () => {
  it('are what earlier labels say, the commonest first, of clips that are seen', async () => {
    const station = await OnRecord.open();
    const put = async (party: string, address: string): Promise<void> => {
      const clip = await station.clip([at(1, 0), at(1, 1)]);
      station.do('label.put', { clips: [clip], fields: { party, address } });
    };
    await put('某某食品店', '湖滨南路10号');
    await put('某某食品店', '湖滨南路10号');
    await put('某某水果店', '中山路');
    await station.clip([at(1, 0), at(1, 1)]);
    expect(station.ask('search.suggest', { field: 'party', text: '某某' })).toEqual([
      { text: '某某食品店', clips: 2 },
      { text: '某某水果店', clips: 1 },
    ]);
    expect(station.ask('search.suggest', { field: 'party', text: '水果' })).toEqual([{ text: '某某水果店', clips: 1 }]);
    expect(station.ask('search.suggest', { field: 'place', limit: 1 })).toEqual([{ text: '湖滨南路10号', clips: 2 }]);
    expect(station.ask('search.suggest', { field: 'party', text: '〔' })).toHaveLength(2);
    const content = (text: string) => station.ask('search.suggest', { field: 'content', text }).map((s) => s.text);
    const clip = await station.clip([at(1, 0), at(1, 1)]);
    station.do('label.put', { clips: [clip], fields: { party: '占道早餐车', inspectionContent: '店外经营检查' } });
    expect(content('经营')).toEqual(['店外经营检查']);
    expect(content('')).toEqual(['店外经营检查']);
    // Found, but not in what was inspected.
    expect(content('早餐')).toEqual([]);
    const goods = [
      { measure: 'seized' as const, name: '卷烟', kind: '烟草' },
      { measure: 'seized' as const, name: '卷烟', features: '无烟草专卖标识' },
    ];
    station.do('label.put', { clips: [clip], goods });
    const called = (text: string) => station.ask('search.suggest', { field: 'goods', text }).map((s) => s.text);
    expect(called('烟草')).toEqual(['烟草']);
    expect(called('').sort()).toEqual(['卷烟', '烟草'].sort());
    expect(called('标识')).toEqual([]);
    const nobody = { by: 'x', reach: 'own' as const, own: ['x'], recorders: [], units: [], known: [], cleared: [] };
    expect(station.askAs(nobody, 'search.suggest', { field: 'party', text: '某某' })).toEqual([]);
    expect(station.askAs(nobody, 'search.suggest', { field: 'goods', text: '卷烟' })).toEqual([]);
  });
});

describe('suggestions of whom and what camera', () => {
  it('are names and numbers on record, of which the person sees footage', async () => {
    const station = await OnRecord.open();
    station.do('person.add', { login: 'zhou', name: '周敏', role: 'officer', numbers: ['350299'] });
    station.do('person.add', { login: 'none', name: '周无', role: 'officer', numbers: ['350298'] });
    const mine = await station.clip([at(1, 0), at(1, 1)], 'ZFY-A1');
    await station.clip([at(2, 0), at(2, 1)], 'ZFY-B2');
    station.do('label.put', {
      clips: [mine],
      officers: [
        { name: '周敏', certificateNo: '350299' },
        { name: '林晓', certificateNo: '350214' },
      ],
    });
    const asked = (field: 'officer' | 'camera', text: string) =>
      station.ask('search.suggest', { field, text }).map((s) => s.text);
    expect(asked('officer', '周')).toEqual(['周敏']);
    expect(asked('officer', '35029')).toEqual(['350299']);
    expect(asked('officer', '% OR "*')).toEqual([]);
    expect(asked('camera', 'zfy')).toEqual(expect.arrayContaining(['ZFY-A1', 'ZFY-B2']));
    expect(asked('camera', 'Ｂ２')).toEqual(['ZFY-B2']);
    const nobody = { by: 'x', reach: 'own' as const, own: ['x'], recorders: [], units: [], known: [], cleared: [] };
    expect(station.askAs(nobody, 'search.suggest', { field: 'officer', text: '周' })).toEqual([]);
    expect(station.askAs(nobody, 'search.suggest', { field: 'camera', text: 'ZFY' })).toEqual([]);
  });
});

describe('saved searches', () => {
  it('are each person’s own; one of the same name is replaced', async () => {
    const station = await OnRecord.open();
    station.do('filter.save', { name: '本周', filter: { party: '食品' } }, 'wang');
    station.do('filter.save', { name: '本周', filter: { party: '水果' } }, 'wang');
    station.do('filter.save', { name: '噪声', filter: { text: '噪声' } }, 'li');
    expect(station.ask('filter.list', { of: 'wang' })).toMatchObject([{ name: '本周', filter: { party: '水果' } }]);
    const li = { by: 'li', reach: 'all' as const, own: [], recorders: [], units: [], known: [], cleared: [] };
    // Whoever is signed in is asked of no other.
    expect(station.askAs(li, 'filter.list', { of: 'wang' })).toMatchObject([{ name: '噪声' }]);
    expect(failure(() => station.ask('filter.list', {}))).toMatchObject({ code: 'bwc.usage' });
    expect(failure(() => station.do('filter.remove', { name: '本周' }, 'li'))).toMatchObject({
      code: 'bwc.store.not_found',
    });
    station.do('filter.remove', { name: '本周' }, 'wang');
    expect(station.ask('filter.list', { of: 'wang' })).toEqual([]);
    expect(failure(() => station.do('filter.save', { name: 'x', filter: { no: 1 } as never }))).toMatchObject({
      code: 'bwc.usage',
    });
  });
});

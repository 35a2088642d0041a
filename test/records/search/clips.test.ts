import { describe, expect, it } from 'vitest';
import { SEARCH_VERSION } from '../../../src/records/search/document.js';
import { writeNextSearch } from '../../../src/records/search/keep.js';
import type { QuestionInput } from '../../../src/records/index.js';
import { failure, OnRecord } from '../support.js';

type Input = QuestionInput<'search.clips'>;

const minutes = (m: number): readonly [string, string] => {
  const at = (n: number): string => `2026-03-02T06:${String(n).padStart(2, '0')}:00.000Z`;
  return [at(m), at(m + 1)];
};
const found = (station: OnRecord, input: Input): string[] => station.ask('search.clips', input).rows.map((r) => r.id);

async function three(): Promise<readonly [OnRecord, string, string, string]> {
  const station = await OnRecord.open();
  const [a, b, c] = [await station.clip(minutes(1)), await station.clip(minutes(2), '111'), await station.clip(null)];
  return [station, a, b, c];
}

describe('clips are found', () => {
  it('by what their labels say, and no longer by what they said before', async () => {
    const [station, a, b] = await three();
    station.do('label.put', {
      clips: [a],
      fields: { party: '某某食品店', address: '湖滨南路10号', category: '行政检查' },
    });
    station.do('label.put', {
      clips: [b],
      fields: { party: '李某' },
      officers: [
        { name: '张三', certificateNo: '闽A001' },
        { name: '李四', certificateNo: '闽A002' },
      ],
    });
    expect(found(station, { party: '食品' })).toEqual([a]);
    expect(found(station, { place: '湖滨 10号' })).toEqual([a]);
    expect(found(station, { text: '湖滨' })).toEqual([a]);
    expect(found(station, { party: '湖滨' })).toEqual([]);
    expect(found(station, { category: '行政检查' })).toEqual([a]);
    expect(found(station, { officer: '张三' })).toEqual([b]);
    expect(found(station, { officer: '闽A001' })).toEqual([b]);
    expect(found(station, { label: 'incomplete' })).toEqual([b, a]);
    station.do('label.put', { clips: [a], fields: { party: '王某' } });
    expect(found(station, { party: '食品' })).toEqual([]);
    expect(found(station, { party: '王某' })).toEqual([a]);
  });

  it('by activity and case, when these change as well', async () => {
    const [station, a, b] = await three();
    const { activity } = station.do('activity.begin', {
      clips: [a],
      kind: '调查询问执法相对人、证人，举行听证会等过程',
      place: '中山路',
    });
    const opened = station.do('case.open', { number: '厦城管罚〔2026〕1号', kind: 'penalty' });
    station.do('case.join', { case: opened.id, clips: [b] });
    expect(found(station, { event: '调查询问执法相对人、证人，举行听证会等过程' })).toEqual([a]);
    expect(found(station, { place: '中山路' })).toEqual([a]);
    expect(found(station, { case: '厦城管罚〔2026〕1号' })).toEqual([b]);
    expect(found(station, { case: opened.id })).toEqual([b]);
    station.do('activity.change', { activity: activity.id, place: '厦禾路', why: '更正' });
    station.do('case.change', { case: opened.id, number: '厦城管罚〔2026〕2号', why: '更正' });
    expect(found(station, { place: '中山路' })).toEqual([]);
    expect(found(station, { place: '厦禾路' })).toEqual([a]);
    expect(found(station, { case: '厦城管罚〔2026〕1号' })).toEqual([]);
    expect(found(station, { text: '〔2026〕2号' })).toEqual([b]);
  });

  it('by camera, path, day and time; what has no time stands at the time of storing', async () => {
    const [station, a, b, c] = await three();
    expect(found(station, { camera: '111' })).toEqual([b]);
    expect(found(station, { text: 'dcim/1.mp4' })).toEqual([a]);
    expect(found(station, { day: '2026-03-02' }).sort()).toEqual([a, b].sort());
    expect(found(station, { since: '2026-03-02T06:02:00.000Z', until: '2026-03-02T06:03:00.000Z' })).toEqual([b]);
    expect(found(station, { since: '2026-03-02T06:02:00.001Z', day: '2026-03-02' })).toEqual([]);
    expect(found(station, {}).sort()).toEqual([a, b, c].sort());
  });

  it('a page at a time, each once, in every order', async () => {
    const station = await OnRecord.open();
    const ids: string[] = [];
    // Two of each three begin in one second.
    for (let i = 0; i < 9; i += 1) ids.push(await station.clip(minutes(Math.floor(i / 3) * 2)));
    for (const sort of ['-start', 'start', '-bytes', 'bytes'] as const)
      for (const text of [undefined, 'mp4']) {
        const asked = { sort, limit: 2, ...(text === undefined ? {} : { text }) };
        const seen: string[] = [];
        let after: string | null = null;
        do {
          const page: ReturnType<typeof ask> = ask(after);
          expect(page.total).toBe(9);
          seen.push(...page.rows.map((r) => r.id));
          after = page.next;
        } while (after !== null);
        expect(seen).toHaveLength(9);
        expect([...seen].sort()).toEqual([...ids].sort());
        function ask(from: string | null) {
          return station.ask('search.clips', { ...asked, after: from });
        }
      }
  });

  it('within the sight of whoever asks', async () => {
    const [station, a, b, c] = await three();
    const { activity } = station.do('activity.begin', { clips: [b] });
    station.do('label.put', { clips: [a, b, c], fields: { party: '某某食品店' }, secrecy: [] });
    const sight = { by: 'x', recorders: [], units: [], known: [], cleared: [], reach: 'own' as const };
    const as = (own: readonly string[]): string[] =>
      station.askAs({ ...sight, own }, 'search.clips', { party: '食品' }).rows.map((r) => r.id);
    station.store.db.prepare('UPDATE clips SET officer_no = ? WHERE id = ?').run('350213', a);
    station.do('label.put', { clips: [a], note: '改' });
    expect(as(['350213'])).toEqual([a]);
    expect(as(['350214'])).toEqual([]);
    // Whoever recorded one clip of an activity sees the others of it.
    station.do('activity.join', { activity: activity.id, clips: [a] });
    expect(as(['350213'])).toEqual([b, a]);
    station.do('label.put', { clips: [b], secrecy: ['privacy'] });
    expect(as(['350213'])).toEqual([a]);
    expect(station.askAs({ ...sight, own: ['350213'] }, 'search.clips', { party: '食品' }).total).toBe(1);
  });

  it('by a station that had no index: step by step, and on after a stop', async () => {
    const [station, a, b, c] = await three();
    const { store } = station;
    store.db.exec("DELETE FROM search_clips; INSERT INTO search_text (search_text) VALUES ('delete-all')");
    expect(station.ask('search.clips', {})).toMatchObject({ rows: [], whole: false });
    expect(store.transaction(() => writeNextSearch(store, 2))).toBe(true);
    expect(store.searchIndex.basis()).toEqual({ version: SEARCH_VERSION, reached: [a, b, c].sort()[1] });
    expect(found(station, { text: 'mp4' })).toHaveLength(2);
    expect(station.ask('search.clips', {}).whole).toBe(false);
    expect(store.transaction(() => writeNextSearch(store, 2))).toBe(false);
    expect(station.ask('search.clips', { text: 'mp4' })).toMatchObject({ whole: true, total: 3 });
    // Written otherwise by an earlier version: from the first clip on.
    store.searchIndex.setBasis({ version: SEARCH_VERSION - 1, reached: null });
    expect(station.ask('search.clips', {}).whole).toBe(false);
    expect(store.transaction(() => writeNextSearch(store, 200))).toBe(false);
    expect(station.ask('search.clips', { text: 'mp4' })).toMatchObject({ whole: true, total: 3 });
  });

  it('nothing where nothing can be looked for', async () => {
    const [station] = await three();
    expect(failure(() => station.ask('search.clips', { text: '〔〕' }))).toMatchObject({ code: 'bwc.usage' });
    expect(failure(() => station.ask('search.clips', { after: 'x' }))).toMatchObject({ code: 'bwc.usage' });
  });
});

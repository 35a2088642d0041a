import { describe, expect, it } from 'vitest';
import { sightOf } from '../../../src/records/people/sight.js';
import type { Sight } from '../../../src/store/repositories/clip-sight.js';
import { seenClips } from '../../../src/store/repositories/clip-sight.js';
import { OnRecord } from '../support.js';

const OFFICERS = ['350213', '350214', null] as const;
/** Each with each: recorded by whom, of whose activity, how secret. */
async function manyClips(): Promise<readonly [OnRecord, readonly string[]]> {
  const station = await OnRecord.open();
  const { store } = station;
  const ids: string[] = [];
  const recordedBy = store.db.prepare('UPDATE clips SET officer_no = ? WHERE id = ?');
  for (const officer of OFFICERS)
    for (const secrecy of [[], ['privacy'], ['stateSecret', 'privacy']] as const) {
      const id = await station.clip(null, `DSJ${String(ids.length)}`);
      recordedBy.run(officer, id);
      station.do('label.put', { clips: [id], fields: { party: '某某' }, secrecy: [...secrecy] });
      ids.push(id);
    }
  const [a, , , b, , , c, d, e] = ids;
  for (const together of [
    [a, c],
    [b, d, e],
  ])
    station.do('activity.begin', { clips: together.filter((id) => id !== undefined) });
  return [station, ids];
}

function* sights(): Generator<Sight> {
  for (const reach of ['own', 'unit', 'all'] as const)
    for (const own of [[], ['350213'], ['350213', '350214']])
      for (const cleared of [[], ['privacy'], ['stateSecret', 'tradeSecret', 'privacy']] as const)
        for (const recorders of reach === 'unit' ? [[], [{ called: '350214', from: '', until: null }]] : [[]])
          yield { by: 'x', reach, own, recorders, units: [], known: [], cleared };
}

describe('whose footage somebody sees', () => {
  it('is the same of one clip, of some, and in a search of all', async () => {
    const [station, ids] = await manyClips();
    const told = new Set<string>();
    for (const sight of sights()) {
      const all = station
        .askAs(sight, 'search.clips', {})
        .rows.map(({ id }) => id)
        .sort();
      const some = [...seenClips(station.store.db, sight, ids)].sort();
      const each = ids.filter((id) => seenClips(station.store.db, sight, [id]).has(id)).sort();
      expect(some, JSON.stringify(sight)).toEqual(all);
      expect(each, JSON.stringify(sight)).toEqual(all);
      told.add(all.join());
    }
    // Not one answer to everything.
    expect(told.size).toBeGreaterThan(8);
  });

  it('goes by a name only as long as nobody else has it', async () => {
    const station = await OnRecord.open();
    const own = (login: string): readonly string[] => {
      const person = station.store.people.byLogin(login);
      if (person === undefined) throw new Error(login);
      return sightOf(station.store, person, 'own').own;
    };
    station.do('person.add', { login: 'zhang', name: '张三', role: 'officer', numbers: ['350213'] });
    expect(own('zhang')).toEqual(['350213', 'zhang', '张三']);
    station.do('person.add', { login: 'zhang2', name: '张三', role: 'officer' });
    expect([own('zhang'), own('zhang2')]).toEqual([['350213', 'zhang'], ['zhang2']]);
    station.do('person.change', { person: 'zhang2', name: '张三丰', why: '登记有误' });
    expect([own('zhang'), own('zhang2')]).toEqual([
      ['350213', 'zhang', '张三'],
      ['zhang2', '张三丰'],
    ]);
  });
});

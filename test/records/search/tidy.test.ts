import { expect, it } from 'vitest';
import { SearchTidying } from '../../../src/records/search/tidy.js';
import { OnRecord } from '../support.js';

/** A step is never more than some hundredths of a second of work: what is left after so many does not come to an end. */
const MANY = 1_000;

it('puts the parts of the index together, and what is found stays the same', async () => {
  const station = await OnRecord.open();
  const { store } = station;
  const clips = [await station.clip(null), await station.clip(null), await station.clip(null)];
  // As it comes with time: parts too unlike to be put together by themselves.
  for (const option of ['automerge', 'deletemerge'])
    store.db.prepare('INSERT INTO search_text (search_text, rank) VALUES (?, 0)').run(option);
  for (let n = 0; n < 12; n += 1) {
    const clip = clips[n % 3] ?? '';
    station.do('label.put', { clips: [clip], fields: { party: `张${String(n)}号`, address: '湖滨南路' } });
  }
  const before = station.ask('search.clips', { place: '湖滨' });
  expect(before.total).toBe(3);
  expect(store.searchIndex.parts()).toBeGreaterThan(4);

  const tidying = new SearchTidying();
  let steps = 0;
  while (tidying.step(store) && steps < MANY) steps += 1;
  expect(steps).toBeGreaterThan(0);
  expect(steps).toBeLessThan(MANY);
  expect(store.searchIndex.parts()).toBe(1);
  expect(station.ask('search.clips', { place: '湖滨' })).toEqual(before);
  expect(station.ask('search.clips', { party: '张11号' }).total).toBe(1);
  expect(station.ask('search.clips', { party: '张0号' }).total).toBe(0);
  // In order: nothing is written any more, nor where somebody else begins.
  expect(tidying.step(store)).toBe(false);
  expect(new SearchTidying().step(store)).toBe(false);
});

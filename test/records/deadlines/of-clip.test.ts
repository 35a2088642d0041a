import { expect, it } from 'vitest';
import { failure } from '../duty-support.js';
import { OnRecord } from '../support.js';

it('XM-12: a clip’s own deadlines, those that were met as well, each with its article', async () => {
  const station = await OnRecord.open();
  const clip = await station.clip(['2026-03-02T07:00:00.000Z', '2026-03-02T07:10:00.000Z']);
  const { rows, rulebook } = station.ask('deadlines.clip', { clip });
  expect(rulebook).toBe('xiamen-2021');
  expect(rows).toMatchObject([
    { rule: 'upload', doneAt: expect.any(String) as unknown },
    { rule: 'label', due: '2026-03-04T15:10:00+08:00', doneAt: null, article: '五' },
  ]);
  expect(failure(() => station.ask('deadlines.clip', { clip: 'c_none' }))).toMatchObject({
    code: 'bwc.store.not_found',
  });
});

import { expect, it } from 'vitest';
import type { StationHealth } from '../../src/web/station-health.js';
import { WebStation } from './support.js';

it('says what the station goes by, with articles, and what was verified', async () => {
  const station = await WebStation.open();
  const summary = { findings: 2, entries: 40, clips: 3, originalsRead: 3, bytesRead: 900, complete: true };
  station.store.transaction(() =>
    station.store.log.append('store.verified', { by: 'wang', resumeAfter: null, ...summary }),
  );
  const officer = await station.as('officer');
  const health = (await officer.send('GET', '/api/station')).json<StationHealth>();
  expect(health.rulebook).toMatchObject({ id: 'xiamen-2021', inForce: true, from: '2021-04-02', to: null });
  expect(health.rulebook.values.find((v) => v.key === 'deadlines.upload.limit')).toEqual({
    key: 'deadlines.upload.limit',
    value: { hours: 24 },
    article: '五',
    phrase: '24小时内',
    of: null,
    note: null,
  });
  expect(health.rulebook.values.find((v) => v.key === 'deadlines.warnHours')).toMatchObject({
    article: null,
    note: '原文未规定；到期前提醒的小时数',
  });
  expect(health.calendar).toMatchObject({ missingYear: null });
  expect(health.verifications).toMatchObject([{ by: 'wang', ...summary }]);
  expect(health.disk.daysLeft).toBeNull();
});

/** Who did what at the dock is on record, signed in or at the control socket. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildServer } from '../../src/web/server.js';
import { codeOf, WebStation } from './support.js';

const KINDS = ['visit.cancelled', 'slot.retried', 'drop.noted', 'priority.set', 'table.exported'] as const;

const recorded = (station: WebStation) =>
  KINDS.flatMap((kind) => station.store.custody.list({ kind, limit: 9, newestFirst: false })).map(
    ({ kind, visitId, body }) => ({ kind, visitId, body }),
  );

const note = { folder: '/drop', path: '手机/VID_1.mp4', note: '某某的手机' };

const expected = (by: unknown) => [
  { kind: 'visit.cancelled', visitId: 'v_running', body: { by } },
  { kind: 'slot.retried', visitId: null, body: { slot: '口 1', by } },
  { kind: 'drop.noted', visitId: null, body: { ...note, by } },
  { kind: 'priority.set', visitId: null, body: { slot: '口 1', by } },
  { kind: 'table.exported', visitId: null, body: { table: 'units', rows: 0, by } },
];

describe('what is done at the dock', () => {
  it('is on record with the signed-in person', async () => {
    const station = await WebStation.open();
    const custodian = await station.as('custodian');
    for (const answer of [
      await custodian.send('POST', '/api/visits/v_running/cancel', {}),
      await custodian.send('POST', '/api/slots/retry', { slot: '口 1' }),
      await custodian.send('POST', '/api/drop/notes', note),
      await custodian.send('PUT', '/api/priority', { slot: '口 1' }),
      await custodian.send('GET', '/api/tables/units/xlsx'),
    ])
      expect(answer.statusCode, answer.body).toBe(200);
    const by = expect.stringMatching(/^custodian 甲 <u_/) as unknown;
    expect(recorded(station)).toEqual(expected(by));
    expect(station.done).toEqual(['cancel', expect.stringMatching(/^retry 口 1 custodian 甲 </), 'priority 口 1']);
  });

  it('at the control socket with whom the call names, and is not done where it names nobody', async () => {
    const station = await WebStation.open();
    const app = buildServer(station.served);
    onTestFinished(() => app.close());
    const all = (by?: string) =>
      Promise.all([
        app.inject({ method: 'POST', url: '/api/visits/v_running/cancel', payload: { by } }),
        app.inject({ method: 'POST', url: '/api/slots/retry', payload: { slot: '口 1', by } }),
        app.inject({ method: 'POST', url: '/api/drop/notes', payload: { ...note, by } }),
        app.inject({ method: 'PUT', url: '/api/priority', payload: { slot: '口 1', by } }),
        app.inject({ method: 'GET', url: '/api/tables/units/xlsx', query: by === undefined ? {} : { by } }),
      ]);
    for (const answer of await all()) expect([answer.statusCode, codeOf(answer)]).toEqual([400, 'bwc.usage']);
    for (const answer of await all(' \u200b')) expect(codeOf(answer)).toBe('bwc.usage');
    expect(station.done).toEqual([]);
    expect(recorded(station)).toEqual([]);
    for (const answer of await all('王工')) expect(answer.statusCode, answer.body).toBe(200);
    expect(recorded(station)).toEqual(expected('王工'));
  });

  it('that cannot be done is refused and leaves nothing', async () => {
    const station = await WebStation.open();
    const custodian = await station.as('custodian');
    for (const answer of [
      await custodian.send('POST', '/api/visits/v_over/cancel', {}),
      await custodian.send('POST', '/api/slots/retry', { slot: '口 2' }),
      await custodian.send('POST', '/api/drop/notes', { ...note, path: '../etc/passwd' }),
    ])
      expect([answer.statusCode, codeOf(answer)]).toEqual([404, 'bwc.store.not_found']);
    expect(recorded(station)).toEqual([]);
  });
});

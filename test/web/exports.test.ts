/** Lists that leave the station by its page: who may take them, of what, and that it is on record. */
import { describe, expect, it } from 'vitest';
import { readXlsx } from '../station/exports/support.js';
import { clipOf, codeOf, WebStation } from './support.js';

const LIST = '/api/exports/clips';
const csv = { filter: {}, format: 'csv' };

describe('a list', () => {
  it('is taken by whoever may, of the clips that they see, and is on record', async () => {
    const station = await WebStation.open();
    const mine = await clipOf(station, '350213');
    const other = await clipOf(station, '350299');
    const unit = station.served.act('unit.add', { name: '思明中队' }, 'operator');
    const { id } = await unit;
    await station.person('officer', { numbers: ['350213'], unit: id, since: '2026-01-01T00:00:00.000Z' });
    const reviewer = await station.as('reviewer', { unit: id });
    const answer = await reviewer.send('POST', LIST, csv);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="clips.csv"');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect([answer.body.includes(mine), answer.body.includes(other)]).toEqual([true, false]);
    const custodian = await station.as('custodian');
    const workbook = await custodian.send('POST', LIST, { filter: {}, format: 'xlsx', language: 'en' });
    const table = await readXlsx(workbook.rawPayload);
    expect(table.map((row) => row[0])).toEqual(['Began', '2026-03-01 10:00:00', '2026-03-01 10:00:00']);
    expect(station.store.custody.list({ kind: 'list.exported', limit: 9, newestFirst: false })).toMatchObject([
      { body: { format: 'csv', rows: 1, by: expect.stringMatching(/^reviewer 甲 <u_/) as string } },
      { body: { format: 'xlsx', rows: 2 } },
    ]);
    expect(station.faults).toEqual([]);
  });

  it('wants the password again after a while, and is refused to others', async () => {
    const station = await WebStation.open();
    for (const role of ['officer', 'auditor', 'administrator'] as const)
      expect(codeOf(await (await station.as(role)).send('POST', LIST, csv)), role).toBe('bwc.access.forbidden');
    const custodian = await station.as('custodian');
    station.later(11 * 60_000);
    expect(codeOf(await custodian.send('POST', LIST, csv))).toBe('bwc.access.confirm');
    expect(station.store.custody.list({ kind: 'list.exported', limit: 9, newestFirst: true })).toEqual([]);
  });

  it.each([
    ['a filter nobody knows', { filter: { colour: 'red' }, format: 'csv' }],
    ['another format', { filter: {}, format: 'html' }],
    ['a day that is none', { filter: { day: '2026-02-30' }, format: 'csv' }],
    ['a text with nothing in it to look for', { filter: { text: '〔〕' }, format: 'csv' }],
  ])('is refused with a code for %s', async (_, body) => {
    const station = await WebStation.open();
    const answer = await (await station.as('custodian')).send('POST', LIST, body);
    expect([answer.statusCode, codeOf(answer)]).toEqual([400, 'bwc.usage']);
  });
});

import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { exportList } from '../../../src/station/exports/list.js';
import { OnRecord } from '../../records/support.js';
import { readXlsx } from './support.js';

const minute = (m: number): readonly [string, string] => [
  `2026-03-02T06:0${String(m)}:00.000Z`,
  `2026-03-02T06:0${String(m + 1)}:00.000Z`,
];
const bytesOf = async (list: Promise<AsyncIterable<Uint8Array>>): Promise<Buffer> => buffer(await list);

async function shop(): Promise<readonly [OnRecord, string, string]> {
  const station = await OnRecord.open();
  const [a, b] = [await station.clip(minute(1)), await station.clip(minute(3))];
  await station.clip(null);
  station.do('label.put', { clips: [a, b], fields: { party: '=某某食品店' } });
  return [station, a, b];
}

describe('a list of what is found', () => {
  it('has a row for each clip in order, and is on record with who, what and how many', async () => {
    const [station, a, b] = await shop();
    const asked = { filter: { party: '食品' }, sort: 'start', language: 'zh' } as const;
    const table = await readXlsx(await bytesOf(exportList(station.acting('wang'), { ...asked, format: 'xlsx' })));
    expect(table).toHaveLength(3);
    const column = (title: string) => table.slice(1).map((row) => row[table[0]?.indexOf(title) ?? -1]);
    expect(column('当事人')).toEqual(['=某某食品店', '=某某食品店']);
    expect(column('开始时间')).toEqual(['2026-03-02 14:01:00', '2026-03-02 14:03:00']);
    expect(column('资料编号')).toEqual([a, b]);
    const csv = await bytesOf(
      exportList(station.acting('li'), { ...asked, sort: '-start', format: 'csv', language: 'en' }),
    );
    expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = csv.subarray(3).toString().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]?.startsWith('Began,Ended,')).toBe(true);
    expect([lines[1]?.includes(b), lines[1]?.includes('"\'=某某食品店"')]).toEqual([true, true]);
    const clips = createHash('sha256').update(`${a}\n${b}\n`).digest('hex');
    expect(station.store.custody.list({ kind: 'list.exported', limit: 5, newestFirst: false })).toMatchObject([
      { body: { by: 'wang', format: 'xlsx', filter: { party: '食品' }, rows: 2, clips } },
      { body: { by: 'li', format: 'csv', sort: '-start', rows: 2 } },
    ]);
  });

  it('is on record before its first byte, with the days that were meant by words', async () => {
    const [station] = await shop();
    const asked = { filter: { within: 'thisMonth' }, sort: '-bytes', format: 'csv', language: 'zh' } as const;
    await exportList(station.acting('wang'), asked);
    expect(station.store.custody.list({ kind: 'list.exported', limit: 5, newestFirst: true })).toMatchObject([
      { body: { filter: { within: 'thisMonth' }, since: '2026-02-28T16:00:00.000Z', rows: 3 } },
    ]);
  });

  it('has only what whoever asks may see', async () => {
    const [station] = await shop();
    const sight = { by: 'x', reach: 'own' as const, own: ['nobody'], recorders: [], units: [], known: [], cleared: [] };
    const asked = { filter: {}, sort: 'start', format: 'csv', language: 'zh' } as const;
    const csv = await bytesOf(exportList({ ...station.acting('wang'), sight }, asked));
    expect(csv.toString().split('\r\n')).toHaveLength(2);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SearchAnswer } from '../../../src/records/search/clips.js';
import { bwc, bwcJson, errorCode } from '../support/bwc.js';
import { folderOf, media } from '../support/cards.js';
import { startDaemon } from '../support/daemon.js';
import { clipsOf, eventsOf, ingest, newStation } from '../support/station.js';
import { readXlsx } from '../../station/exports/support.js';

const idsOf = ({ rows }: SearchAnswer): string[] => rows.map((r) => r.id);

async function withTwo() {
  const { data, dir } = await newStation();
  const root = folderOf(dir, {
    'PARAM.INI': '[ZFY]\r\nDevNo=ZFY0042\r\nPolNo=350213\r\n',
    'VIDEO/20260301_080000.MP4': media('segment-1.mp4'),
    'PHOTO/20260302_100000.jpg': media('photo.jpg'),
  });
  await ingest(data, root);
  const [first = '', photo = ''] = (await clipsOf(data, '--sort', 'start')).map((c) => c.id);
  const search = async (...args: string[]) => idsOf(await bwcJson<SearchAnswer>(['search', '--data', data, ...args]));
  return { data, dir, first, photo, search };
}

describe('bwc search', () => {
  it('TJ-22: finds clips by party, date, place and kind, keeps a search, and takes the list along', async () => {
    const { data, dir, first, photo, search } = await withTwo();
    await startDaemon(data);
    const said = ['--party', '=鼓浪小吃店', '--address', '中山路77号', '--category', '行政检查'];
    expect((await bwc(['label', 'put', '--data', data, '--clip', first, ...said])).code).toBe(0);
    expect(await search('--party', '鼓浪', '--place', '中山路 77号', '--category', '行政检查')).toEqual([first]);
    expect(await search('--day', '2026-03-02')).toEqual([photo]);
    expect(await search('没有的店')).toEqual([]);

    const kept = await bwc([
      'search',
      '--data',
      data,
      '小吃',
      '--within',
      'thisYear',
      '--save',
      '今年',
      '--lang',
      'en',
    ]);
    expect([kept.code, kept.stdout]).toEqual([0, expect.stringContaining('saved the search 今年')]);
    expect(await bwcJson(['search', '--data', data, '--list-saved'])).toMatchObject([
      { name: '今年', filter: { text: '小吃', within: 'thisYear' } },
    ]);
    expect((await bwc(['search', '--data', data, '--forget', '今年'])).code).toBe(0);
    expect((await bwc(['search', '--data', data, '--saved', '今年', '--json'])).code).toBe(1);

    const xlsx = join(dir, '清单.xlsx');
    await bwcJson(['search', '--data', data, '小吃', '--xlsx', xlsx, '--lang', 'en']);
    expect((await readXlsx(readFileSync(xlsx))).map((row) => row[4])).toEqual(['Party', '=鼓浪小吃店']);
    expect((await eventsOf(data, '--kind', 'list.exported')).map((e) => e.body['rows'])).toEqual([1]);
  });

  it('does so without a daemon as well, and leaves no file where it says no', async () => {
    const { data, dir } = await withTwo();
    const csv = join(dir, '清单.csv');
    await bwcJson(['search', '--data', data, '--sort', 'start', '--csv', csv, '--lang', 'zh']);
    expect(readFileSync(csv, 'utf8')).toMatch(/^\ufeff开始时间,.*\r\n2026-03-01 .*\r\n2026-03-02 .*\r\n$/);
    for (const wrong of [['--within', 'ever'], ['〔〕']]) {
      const answer = await bwc(['search', '--data', data, ...wrong, '--csv', join(dir, 'none.csv'), '--json']);
      expect([answer.code, errorCode(answer)]).toEqual([2, 'bwc.usage']);
    }
    expect([existsSync(join(dir, 'none.csv')), existsSync(join(dir, 'none.csv.part'))]).toEqual([false, false]);
  });
});

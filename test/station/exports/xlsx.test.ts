import { expect, it } from 'vitest';
import { Workbook } from '../../../src/station/exports/xlsx.js';
import { readXlsx } from './support.js';

it('is read by others as it was written; what XML cannot hold is marked, and nothing is a formula', async () => {
  const lines = [
    ['甲', 'a<b>&"c"', '=1+1'],
    ['', 'line\r\nline', '😀\u202e'],
    ['\u0000\ud800', '_x0041_', 'x'.repeat(40_000)],
    [12, -1, ''],
  ];
  const workbook = new Workbook('清单 <1> & "2"', ['一', '二', '=三'], [10, 20, 30]);
  const pieces = [...workbook.add(lines), ...workbook.end()];
  expect(await readXlsx(Buffer.concat(pieces))).toEqual([
    ['一', '二', '=三'],
    lines[0],
    lines[1],
    ['\ufffd\ufffd', '_x005F_x0041_', 'x'.repeat(32_767)],
    ['12', '-1', ''],
  ]);
});

it('is handed on while it is made: what was written is not kept', () => {
  const workbook = new Workbook('x', ['n'], [10]);
  let handed = 0;
  for (let i = 0; i < 40; i += 1) {
    const lines = Array.from({ length: 200 }, (_, k) => [`${String(Math.sin(i * 200 + k))}${String(Math.cos(k * i))}`]);
    for (const piece of workbook.add(lines)) handed += piece.length;
  }
  const rest = workbook.end().reduce((sum, piece) => sum + piece.length, 0);
  expect(handed).toBeGreaterThan(10 * rest);
});

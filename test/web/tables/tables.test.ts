/** Spreadsheets out of the station and into it, among them some that nobody should send. */
import { zipSync, strToU8 } from 'fflate';
import writeXlsxFile from 'write-excel-file/node';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../src/web/tables/read-workbook.js';
import { codeOf, WebStation, type Browser } from '../support.js';

type Sheet = readonly (readonly string[])[];

const workbook = (sheet: Sheet): Promise<Buffer> =>
  writeXlsxFile(sheet.map((row) => row.map((value) => ({ value, type: String })))).toBuffer();

/** The parts of a real workbook with another sheet in it. */
function forged(sheet: string): Buffer {
  const parts = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': sheet,
  };
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([k, v]) => [k, strToU8(v)]))));
}

const inline = (ref: string, text: string): string => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`;
const read = (browser: Browser, table: string, file: Buffer) =>
  browser.send('POST', `/api/tables/${table}/read`, { file: file.toString('base64') });

interface Rows {
  readonly rows: readonly { readonly row: number; readonly cells: Readonly<Record<string, string>> }[];
}

describe('a spreadsheet', () => {
  it('goes out with titles in either language, and comes in again as it was', async () => {
    const station = await WebStation.open();
    const browser = await station.as('administrator');
    await browser.act('unit.add', { name: '=HYPERLINK("http://x")' });
    await browser.act('unit.add', { name: '思明中队' });
    for (const [language, title] of [
      ['zh', '单位名称'],
      ['en', 'Unit'],
    ]) {
      const answer = await browser.send('GET', `/api/tables/units/xlsx?language=${language ?? ''}`);
      expect(answer.headers['content-disposition']).toBe('attachment; filename="units.xlsx"');
      const sheet = await readWorkbook(new Uint8Array(answer.rawPayload));
      expect(sheet[0]?.[0]).toBe(title);
      const { rows } = (await read(browser, 'units', answer.rawPayload)).json<Rows>();
      expect(rows.map((r) => r.cells['name']).sort()).toEqual(['=HYPERLINK("http://x")', '思明中队']);
      const plan = await browser.act('table.importUnits', { rows, why: '核对' });
      expect(plan.json()).toMatchObject({ same: 2, added: [], changed: [], refused: [] });
    }
    expect(station.store.custody.list({ kind: 'table.exported', limit: 9, newestFirst: true })).toHaveLength(2);
  });

  it('of people has roles, marks and yes and no as words', async () => {
    const station = await WebStation.open();
    const browser = await station.as('administrator');
    const file = await workbook([
      ['登录名', '姓名', '角色', '警号或执法证号', '可看的保密标记', '已停用'],
      ['zhang', '张三', '专管员', '350214、350215', '国家秘密、个人隐私', '否'],
    ]);
    const { rows } = (await read(browser, 'people', file)).json<Rows>();
    expect(rows).toEqual([
      {
        row: 2,
        cells: {
          login: 'zhang',
          name: '张三',
          role: 'custodian',
          numbers: '350214、350215',
          cleared: 'stateSecret、privacy',
          disabled: 'no',
        },
      },
    ]);
    const plan = (await browser.act('table.importPeople', { rows, why: '造册' })).json<{ digest: string }>();
    await browser.act('table.importPeople', { rows, why: '造册', digest: plan.digest });
    expect(station.store.people.byLogin('zhang')?.cleared).toEqual(['stateSecret', 'privacy']);
  });
});

describe('is refused with a code, and nothing is stored:', () => {
  const titles = ['单位名称', '上级单位'];
  const cases: readonly [string, () => Buffer | Promise<Buffer>, string][] = [
    ['10 MB', () => Buffer.alloc(10 * 2 ** 20, 0x50), 'bwc.table.too_large'],
    ['no spreadsheet', () => Buffer.from('单位名称\n思明中队\n'), 'bwc.table.unreadable'],
    ['a broken one', async () => (await workbook([titles, ['甲', '']])).subarray(0, 900), 'bwc.table.unreadable'],
    ['a zip of something else', () => Buffer.from(zipSync({ 'a.txt': strToU8('a') })), 'bwc.table.unreadable'],
    [
      'the sheet of another table',
      () =>
        workbook([
          ['登录名', '姓名'],
          ['a', 'b'],
        ]),
      'bwc.table.columns',
    ],
    [
      'a column that nobody knows',
      () =>
        workbook([
          [...titles, '密码'],
          ['甲', '', 'x'],
        ]),
      'bwc.table.columns',
    ],
    [
      'a column twice',
      () =>
        workbook([
          ['单位名称', 'Unit'],
          ['甲', '乙'],
        ]),
      'bwc.table.columns',
    ],
    ['no rows', () => workbook([titles]), 'bwc.table.columns'],
    [
      'formulas',
      () => forged('<worksheet><sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>'),
      'bwc.table.formula',
    ],
    [
      'a cell a million rows down',
      () => forged(`<worksheet><sheetData><row r="1048576">${inline('XFD1048576', 'x')}</row></sheetData></worksheet>`),
      'bwc.table.too_large',
    ],
    [
      'what unpacks to a great deal',
      () => forged(`<worksheet>${' '.repeat(40 * 2 ** 20)}</worksheet>`),
      'bwc.table.too_large',
    ],
    [
      'entities',
      () => forged('<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>'),
      'bwc.table.unreadable',
    ],
  ];
  it.each(cases)('%s', async (_, make, code) => {
    const station = await WebStation.open();
    const browser = await station.as('administrator');
    const before = station.store.log.head().size;
    const answer = await read(browser, 'units', await make());
    expect([answer.statusCode, codeOf(answer)], answer.body).toEqual([422, code]);
    expect([station.store.log.head().size, station.faults]).toEqual([before, []]);
  });

  it('who may not', async () => {
    const station = await WebStation.open();
    const custodian = await station.as('custodian');
    const rows = [{ row: 2, cells: { name: '甲' } }];
    expect(codeOf(await custodian.act('table.importUnits', { rows, why: 'x' }))).toBe('bwc.access.forbidden');
    const administrator = await station.as('administrator');
    station.later(11 * 60_000);
    expect(codeOf(await administrator.act('table.importUnits', { rows, why: 'x' }))).toBe('bwc.access.confirm');
  });
});

it('leaves the station with the password given anew, or not at all', async () => {
  const station = await WebStation.open();
  const custodian = await station.as('custodian');
  station.later(11 * 60_000);
  for (const table of ['cases', 'people', 'units', 'cameras'])
    expect(codeOf(await custodian.send('GET', `/api/tables/${table}/xlsx`)), table).toBe('bwc.access.confirm');
  expect(codeOf(await custodian.act('table.noteExport', { table: 'cases', rows: 1 }))).toBe('bwc.access.confirm');
  expect(station.store.custody.list({ kind: 'table.exported', limit: 9, newestFirst: true })).toEqual([]);
});

/** 人员, 单位, 设备, 案件 and 本站, in Chromium, against the daemon: what is offered is what the role may do. */
import { readFile } from 'node:fs/promises';
import writeXlsxFile from 'write-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWorkbook } from '../../src/web/tables/read-workbook.js';
import { card, noise } from '../e2e/support/cards.js';
import type { WatchedPage } from './support/chromium.js';
import { openDockedStation, TEST_PASSWORD, type DockedStation } from './support/docked-station.js';
import { ADMINISTRATOR, CUSTODIAN, OFFICER } from './support/people.js';

let at: DockedStation;
let admin: WatchedPage;
let custodian: WatchedPage;

beforeAll(async () => {
  at = await openDockedStation([ADMINISTRATOR, CUSTODIAN, OFFICER]);
  admin = await at.pageOf(ADMINISTRATOR);
  custodian = await at.pageOf(CUSTODIAN);
  const camera = await card(at.station.shelf, { serial: 'ZFY0031', files: [{ content: noise(2000, 'one') }] });
  await camera.plug(at.station.dock);
  await at.daemon().event('closed');
});
afterAll(() => at.close());

const dialogOf = ({ page }: WatchedPage) => page.getByRole('dialog');
const open = async ({ page }: WatchedPage, path: string, title: string): Promise<void> => {
  await page.goto(`${at.url}#${path}`);
  await page.getByRole('heading', { name: title, exact: true }).waitFor();
};
const save = async (watched: WatchedPage): Promise<void> => {
  await dialogOf(watched).getByRole('button', { name: '保存' }).click();
  await dialogOf(watched).waitFor({ state: 'hidden' });
};

describe('an administrator', () => {
  it('adds a unit, and a person in it, with a code that is shown once', async () => {
    const { page } = admin;
    await open(admin, '/units', '单位');
    await page.getByRole('button', { name: '增加单位' }).click();
    await dialogOf(admin).getByLabel('单位名称').fill('思明中队');
    await save(admin);
    await page.getByRole('cell', { name: '思明中队' }).waitFor();
    await page.request.post(`${at.url}api/acts/unit.add`, { data: { input: { name: '湖里中队' } } });
    await open(admin, '/people', '人员');
    await page.getByRole('button', { name: '增加人员' }).click();
    await dialogOf(admin).getByLabel('姓名').fill('张三');
    await dialogOf(admin).getByLabel('登录名').fill('zhangsan');
    await dialogOf(admin).getByLabel('单位', { exact: true }).click();
    await page.getByTitle('思明中队').click();
    await save(admin);
    const row = page.getByRole('row', { name: /张三/ });
    await row.getByText('思明中队').waitFor();
    await row.getByText('未设密码').waitFor();
    await row.getByRole('button', { name: '详情' }).click();
    await page.getByRole('button', { name: '发放一次性代码' }).click();
    expect(await page.locator('.oneTime').innerText()).toMatch(/^(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}$/);
    await page.keyboard.press('Escape');
  });

  it('moves somebody without rewriting what was, and is told what is missing', async () => {
    const { page } = admin;
    await open(admin, '/people', '人员');
    const row = page.getByRole('row', { name: /张三/ });
    await row.getByRole('button', { name: '修改' }).click();
    await dialogOf(admin).getByLabel('角色').click();
    await page.getByTitle('专管员').click();
    await dialogOf(admin).getByLabel('单位', { exact: true }).click();
    await page.locator('.ant-select-dropdown:visible').getByTitle('湖里中队').click();
    await dialogOf(admin).getByRole('button', { name: '保存' }).click();
    await dialogOf(admin).getByText('请填写').waitFor();
    await dialogOf(admin).getByLabel('原因').fill('轮岗');
    await save(admin);
    await row.getByText('专管员').waitFor();
    await row.getByRole('button', { name: '详情' }).click();
    const history = page.getByRole('dialog').getByRole('row');
    await history.filter({ hasText: '轮岗' }).filter({ hasText: '湖里中队' }).waitFor();
    await history.filter({ hasText: '执法人员' }).filter({ hasText: '思明中队' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('sees who is signed in, and signs them out', async () => {
    const { page } = admin;
    await open(admin, '/people', '人员');
    await page.getByRole('row', { name: /王芳/ }).getByRole('button', { name: '详情' }).click();
    await page.getByRole('button', { name: '令其退出' }).click();
    await page.getByText('没有登录。').waitFor();
    await page.keyboard.press('Escape');
    expect((await custodian.page.request.get(`${at.url}api/status`)).status()).toBe(401);
    const data = { login: CUSTODIAN.login, password: TEST_PASSWORD };
    expect((await custodian.page.request.post(`${at.url}api/session`, { data })).ok()).toBe(true);
  });

  it('imports a table: first it is shown, with row and column of what is wrong; then all of it is there', async () => {
    const { page } = admin;
    await open(admin, '/people', '人员');
    await page.getByRole('button', { name: '导入 XLSX' }).click();
    const choose = async (...people: string[][]): Promise<void> => {
      const sheet = [['登录名', '姓名', '角色', '单位'], ...people];
      const buffer = await writeXlsxFile(sheet.map((r) => r.map((value) => ({ value, type: String })))).toBuffer();
      const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
      await page.getByLabel('选择文件').setInputFiles({ name: '人员.xlsx', mimeType, buffer });
    };
    const lisi = ['lisi', '李四', '执法人员', '思明中队'];
    await choose(lisi, ['wangwu', '王五', '队员', '思明中队']);
    const bad = dialogOf(admin).getByRole('row', { name: /bwc\.table\.cell/ });
    await bad.getByText('队员').waitFor();
    expect(await bad.getByRole('cell').first().innerText()).toBe('3');
    expect(await dialogOf(admin).getByRole('button', { name: '全部导入' }).isDisabled()).toBe(true);
    await choose(lisi, ['wangwu', '王五', '领导', '思明中队']);
    await dialogOf(admin).getByText('将增加 2 条').waitFor();
    await dialogOf(admin).getByRole('button', { name: '全部导入' }).click();
    await dialogOf(admin).waitFor({ state: 'hidden' });
    await page.getByRole('row', { name: /王五/ }).getByText('领导').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出 XLSX' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('people.xlsx');
    const sheet = await readWorkbook(new Uint8Array(await readFile(await download.path())));
    expect(sheet.find(([login]) => login === 'wangwu')?.slice(0, 4)).toEqual(['wangwu', '王五', '领导', '思明中队']);
  });
});

describe('a custodian', () => {
  it('gives a camera out and takes it back: the ledger has it', async () => {
    const { page } = custodian;
    await page.reload();
    await open(custodian, '/cameras', '设备');
    const row = page.getByRole('row', { name: /^ZFY0031/ });
    await row.getByRole('button', { name: '领用' }).click();
    await dialogOf(custodian).getByLabel('执法人员').fill('350214');
    await dialogOf(custodian).getByLabel('用途').fill('日常巡查');
    await dialogOf(custodian).getByLabel('不符合要求仍须领用的原因').fill('备用设备不足');
    await save(custodian);
    await row.getByText('已领用').waitFor();
    await row.getByRole('button', { name: '归还' }).click();
    await save(custodian);
    await row.getByText('在库').waitFor();
    await row.getByRole('button', { name: 'ZFY0031' }).click();
    const lines = page.getByRole('dialog').getByRole('row');
    await lines.filter({ hasText: '日常巡查' }).waitFor();
    await lines.filter({ hasText: '归还' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('puts a camera on record before it comes, changes it, and brings many in by a spreadsheet', async () => {
    const { page } = custodian;
    await open(custodian, '/cameras', '设备');
    await page.getByRole('button', { name: '增加设备' }).click();
    await dialogOf(custodian).getByLabel('设备编号').fill('ZFY0077');
    await dialogOf(custodian).getByLabel('型号').fill('DSJ-A7');
    await dialogOf(custodian).getByLabel('所属单位').click();
    await page.getByTitle('思明中队').click();
    await save(custodian);
    const row = page.getByRole('row', { name: /^ZFY0077/ });
    await row.getByText('尚未采集').waitFor();
    await row.getByRole('button', { name: '修改' }).click();
    await dialogOf(custodian).getByLabel('已报废（不再领用；以往的资料和台账不变）').check();
    await dialogOf(custodian).getByLabel('原因').fill('退回厂家');
    await save(custodian);
    await row.getByText('已报废').waitFor();
    expect(await row.getByRole('button', { name: '领用' }).count()).toBe(0);
    await row.getByRole('button', { name: 'ZFY0077' }).click();
    await dialogOf(custodian).getByRole('row').filter({ hasText: '退回厂家' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '导入 XLSX' }).click();
    const sheet = [
      ['设备编号', '型号', '所属单位'],
      ['ZFY0078', 'DSJ-A8', '思明中队'],
    ];
    const buffer = await writeXlsxFile(sheet.map((r) => r.map((value) => ({ value, type: String })))).toBuffer();
    const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    await page.getByLabel('选择文件').setInputFiles({ name: '设备.xlsx', mimeType, buffer });
    await dialogOf(custodian).getByText('将增加 1 条').waitFor();
    await dialogOf(custodian).getByRole('button', { name: '全部导入' }).click();
    await dialogOf(custodian).waitFor({ state: 'hidden' });
    await page
      .getByRole('row', { name: /^ZFY0078/ })
      .getByText('思明中队')
      .waitFor();
  });

  it('opens a case, closes it and opens it anew', async () => {
    const { page } = custodian;
    await open(custodian, '/cases', '案件');
    await page.getByRole('button', { name: '立案' }).click();
    await dialogOf(custodian).getByLabel('案号').fill('厦城执罚字2026第1号');
    await dialogOf(custodian).getByLabel('当事人').fill('某店');
    await dialogOf(custodian).getByLabel('办理阶段').click();
    await page.locator('.ant-select-item-option', { hasText: '调查取证' }).click();
    await dialogOf(custodian).getByLabel('案卷保存期限').fill('5年');
    await save(custodian);
    const row = page.getByRole('row', { name: /第1号/ });
    await row.getByText('5年').waitFor();
    await row.getByText('调查取证').waitFor();
    await row.getByRole('button', { name: '终结' }).click();
    await dialogOf(custodian).getByLabel('终结时间').fill('2026-03-01 08:09');
    await save(custodian);
    await row.getByText('2026-03-01 08:09 终结').waitFor();
    await row.getByRole('button', { name: '撤销终结' }).click();
    await dialogOf(custodian).getByLabel('原因').fill('登记有误');
    await save(custodian);
    await row.getByText('办理中').waitFor();
  });

  it('is not offered what only an administrator may do, and the server refuses it', async () => {
    const { page } = custodian;
    await open(custodian, '/people', '人员');
    await page.getByRole('row', { name: /张三/ }).waitFor();
    for (const name of ['增加人员', '导入 XLSX', '修改'])
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    const data = { input: { login: 'x1', name: 'x', role: 'administrator' } };
    expect((await page.request.post(`${at.url}api/acts/person.add`, { data })).status()).toBe(403);
  });

  it('sees what the station goes by, and how it is', async () => {
    const { page } = custodian;
    await open(custodian, '/station', '本站');
    await page.getByText('时限').first().waitFor();
    await page.getByLabel('在规定中查找').fill('24 小时');
    await page.getByRole('cell', { name: '24 小时' }).waitFor();
    await page.getByRole('button', { name: '五：“24小时内”' }).waitFor();
    await page.getByText(/已知至 \d{4}-12-31/).waitFor();
    await page.getByText('还没有核验过').waitFor();
    const log = page.locator('.station .sheet').filter({ has: page.getByText('服务日志') });
    await log.locator('tbody tr[data-row-key]').first().waitFor();
  });
});

it('an officer sees no people and no units', async () => {
  const officer = await at.pageOf(OFFICER);
  const nav = officer.page.getByRole('navigation', { name: '页面' });
  await nav.getByRole('link', { name: '本站' }).waitFor();
  expect(await nav.getByRole('link').allInnerTexts()).not.toContain('人员');
  await officer.page.goto(`${at.url}#/people`);
  await officer.page.getByText('没有这个页面。').waitFor();
  await officer.page.context().close();
});

it('asks for the password again where it was given long ago, and goes on', async () => {
  const { page } = admin;
  // As the server answers ten minutes after the password was given; the test does not wait for that.
  const late = { status: 403, json: { code: 'bwc.access.confirm', message: '', details: {} } };
  await page.route('**/api/acts/person.change', (route) => route.fulfill(late), { times: 1 });
  await open(admin, '/people', '人员');
  await page.getByRole('row', { name: /李四/ }).getByRole('button', { name: '修改' }).click();
  await dialogOf(admin).getByLabel('原因').fill('离职');
  await dialogOf(admin).getByLabel('停用（立即退出登录；以往的记录不变）').check();
  await dialogOf(admin).getByRole('button', { name: '保存' }).click();
  const again = page.getByRole('dialog', { name: '请再输一次密码' });
  await again.getByLabel('密码').fill(TEST_PASSWORD);
  await again.getByRole('button', { name: '确定' }).click();
  await page.getByRole('row', { name: /李四/ }).getByText('已停用').waitFor();
});

it('asks for the password before a table leaves the station', async () => {
  const { page } = admin;
  const late = { status: 403, json: { code: 'bwc.access.confirm', message: '', details: {} } };
  await page.route('**/api/tables/units/xlsx?*', (route) => route.fulfill(late), { times: 1 });
  await open(admin, '/units', '单位');
  await page.getByRole('button', { name: '导出 XLSX' }).click();
  const again = page.getByRole('dialog', { name: '请再输一次密码' });
  await again.getByLabel('密码').fill(TEST_PASSWORD);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    again.getByRole('button', { name: '确定' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('units.xlsx');
});

it('asked nobody but the station, and nothing went wrong in the pages', () => {
  for (const { asked, errors } of [admin, custodian]) {
    expect(asked.filter((url) => !url.startsWith(at.url))).toEqual([]);
    expect(errors).toEqual([]);
  }
});

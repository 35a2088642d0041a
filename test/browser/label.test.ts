/** 标注 by keyboard alone, in Chromium, against the daemon. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMs } from '../../src/domain/time.js';
import type { ClipView, QuestionOutput } from '../../src/web/api-types.js';
import { card, noise } from '../e2e/support/cards.js';
import type { WatchedPage } from './support/chromium.js';
import { openDockedStation, TEST_PASSWORD, type DockedStation } from './support/docked-station.js';
import { CUSTODIAN, type TestPerson } from './support/people.js';
import { recently } from './support/recently.js';

const CLIPS = 20;
const MINUTE_MS = 60_000;
const COLLEAGUE: TestPerson = { login: 'zhaolei', name: '赵磊', role: 'custodian' };

let at: DockedStation;
let watched: WatchedPage;

beforeAll(async () => {
  at = await openDockedStation([CUSTODIAN, COLLEAGUE]);
  watched = await at.pageOf(CUSTODIAN);
  const began = recently(3);
  const camera = await card(at.station.shelf, {
    serial: 'ZFY0020',
    unitName: '思明中队',
    files: Array.from({ length: CLIPS }, (_, i) => ({
      content: noise(2000, `clip ${String(i)}`),
      startedAt: addMs(began, i * MINUTE_MS),
    })),
  });
  await camera.plug(at.station.dock);
  await at.daemon().event('closed');
  await at.described(watched);
});
afterAll(() => at.close());

const clips = async (): Promise<ClipView[]> => {
  const answer = await watched.page.request.get(`${at.url}api/clips?limit=100`);
  return (await answer.json()) as ClipView[];
};
const openLabels = async (): Promise<void> => {
  const { page } = watched;
  await page.goto(`${at.url}#/label`);
  await page
    .getByRole('option')
    .nth(CLIPS - 1)
    .waitFor();
  await page.getByLabel('当事人', { exact: false }).first().waitFor();
};

it('fits a screen that is 1024 wide, and an article there is large enough for a finger', async () => {
  const { page } = watched;
  const before = page.viewportSize();
  await page.setViewportSize({ width: 1024, height: 768 });
  await openLabels();
  const tooWide = `['#page', '.label .clips', '.label .form'].filter((name) => {
    const { scrollWidth, clientWidth } = document.querySelector(name);
    return scrollWidth > clientWidth;
  })`;
  expect(await page.evaluate(tooWide)).toEqual([]);
  const small = `[...document.querySelectorAll('.label .article')]
    .map((article) => article.getBoundingClientRect())
    .filter(({ width, height }) => width < 24 || height < 24).length`;
  expect(await page.locator('.label .article').count()).toBeGreaterThan(0);
  expect(await page.evaluate(small)).toBe(0);
  if (before !== null) await page.setViewportSize(before);
});

it('puts the recordings of one activity together, and moves in them by keyboard', async () => {
  const { page } = watched;
  await openLabels();
  await page.getByText(`${String(CLIPS)} 段，已标注 0`).waitFor();
  const selected = page.getByRole('option', { selected: true });
  expect(await selected.count()).toBe(1);
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+J');
  await page.keyboard.press('Shift+ArrowDown');
  expect(await selected.count()).toBe(3);
  await page.keyboard.press('k');
  expect(await selected.count()).toBe(1);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: '快捷键' }).getByText('选中整个活动').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});

it('marks the part of the name that fails, and mends it', async () => {
  const { page } = watched;
  await page.getByLabel('当事人 *').fill('甲店+乙店');
  await page.getByRole('button', { name: '改为 甲店＋乙店' }).click();
  await page.getByLabel('检查内容 *').fill('占道经营检查');
  await page.getByText(/^思明中队\+甲店＋乙店\+\d{8}\+占道经营检查/).waitFor();
});

it('keeps what was written over a reload', async () => {
  const { page } = watched;
  await page.reload();
  expect(await page.getByLabel('当事人 *').inputValue()).toBe('甲店＋乙店');
  await page.getByText('未保存').waitFor();
  await page.getByRole('button', { name: '放弃修改' }).click();
  await page.getByText('未保存').waitFor({ state: 'detached' });
});

it('labels twenty clips of one activity in under a minute by keyboard alone', async () => {
  const { page } = watched;
  let strokes = 0;
  const press = async (key: string): Promise<void> => {
    strokes++;
    await page.keyboard.press(key);
  };
  const type = async (text: string): Promise<void> => {
    strokes += text.length;
    await page.keyboard.type(text);
  };
  await page.reload();
  await openLabels();
  const began = performance.now();
  await press('a');
  await page.getByText(`将标注 ${String(CLIPS)} 段`).waitFor();
  // Unit and day are known to the station: the first field that is empty is the party.
  await expect.poll(() => page.getByLabel('检查日期 *').inputValue()).toMatch(/^\d{4}-/);
  await press('e');
  await type('某店');
  await press('Escape');
  await press('1');
  await press('Control+Enter');
  await page.getByText(`已标注 ${String(CLIPS)} 段`).waitFor();
  expect(performance.now() - began).toBeLessThan(60_000);
  // A practised hand makes two strokes a second.
  expect(strokes).toBeLessThan(60);
  const labelled = await clips();
  expect(labelled.map((c) => c.label)).toEqual(Array.from({ length: CLIPS }, () => 'complete'));
  expect(new Set(labelled.map((c) => c.name)).size).toBe(CLIPS);
});

it('suggests what earlier labels say, for the arrow keys, and writes nothing by itself', async () => {
  const { page } = watched;
  const [clip] = await clips();
  await page.goto(`${at.url}#/label?list=all&clip=${clip?.id ?? ''}`);
  const party = page.getByLabel('当事人 *');
  await party.fill('某');
  const offered = page.locator('.ant-select-item-option', { hasText: '某店' });
  await offered.waitFor();
  expect(await party.inputValue()).toBe('某');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await party.inputValue()).toBe('某店');
  await page.getByRole('button', { name: '放弃修改' }).click();
});

it('shows two people at one label to each other, and what both wrote when both save', async () => {
  const { page } = watched;
  const [clip] = await clips();
  const other = await at.pageOf(COLLEAGUE);
  const open = `${at.url}#/label?list=all&clip=${clip?.id ?? ''}`;
  await other.page.goto(open);
  await page.getByText('赵磊 也打开了这里的 1 段标注。').waitFor();
  await other.page.getByText('王芳 也打开了这里的 1 段标注。').waitFor();
  await other.page.getByLabel('当事人 *').fill('赵家店');
  await other.page.getByLabel('备注').fill('已核实');
  await page.getByText('赵磊 正在填写这里的 1 段标注，尚未保存。').waitFor();
  await page.getByLabel('当事人 *').fill('王家店');
  await other.page.keyboard.press('Control+Enter');
  await other.page.getByText('已标注 1 段').waitFor();
  // Whoever leaves the page says so; a browser that is closed at once may take that with it.
  await other.page.goto(`${at.url}#/dock`);
  await page.getByText(/^赵磊 (?:也打开|正在填写)/).waitFor({ state: 'detached' });
  await other.page.context().close();
  await page.keyboard.press('Control+Enter');
  const both = page.getByRole('alert').filter({ hasText: '赵磊' });
  await both.getByRole('row', { name: /赵家店.*王家店/ }).waitFor();
  expect(await page.getByLabel('当事人 *').inputValue()).toBe('王家店');
  expect(await page.getByLabel('备注').inputValue()).toBe('已核实');
  await page.keyboard.press('Control+Enter');
  await both.waitFor({ state: 'detached' });
  const input = { clip: clip?.id ?? '' };
  const answer = await page.request.post(`${at.url}api/questions/label.history`, { data: { input } });
  const { versions } = (await answer.json()) as QuestionOutput<'label.history'>;
  expect(versions.map((v) => [v.fields.party, v.note])).toEqual([
    ['某店', null],
    ['赵家店', '已核实'],
    ['王家店', '已核实'],
  ]);
});

it('keeps what was written when the session ends in the middle of a form', async () => {
  const { page } = watched;
  const [clip] = await clips();
  await page.goto(`${at.url}#/label?list=all&clip=${clip?.id ?? ''}`);
  await page.getByLabel('检查内容 *').fill('店外经营检查');
  await page.evaluate("fetch('/api/session', { method: 'DELETE' })");
  await page.keyboard.press('Control+Enter');
  const over = page.getByRole('dialog', { name: '登录已过期' });
  await over.getByLabel('密码').fill(TEST_PASSWORD);
  await over.getByRole('button', { name: '登录' }).click();
  await over.waitFor({ state: 'hidden' });
  expect(await page.getByLabel('检查内容 *').inputValue()).toBe('店外经营检查');
  await page.keyboard.press('Control+Enter');
  const named = async (): Promise<number> => (await clips()).filter((c) => c.name?.includes('店外经营检查')).length;
  await expect.poll(named).toBe(1);
  await page.getByText('未保存', { exact: true }).waitFor({ state: 'detached' });
});

it('keeps apart what one person writes in two tabs, and shows both when both save', async () => {
  const { page } = watched;
  const [, clip] = await clips();
  const open = `${at.url}#/label?list=all&clip=${clip?.id ?? ''}`;
  const other = await page.context().newPage();
  await page.goto(open);
  await other.goto(open);
  await page.getByLabel('备注').fill('前一页所写');
  await other.getByLabel('备注').fill('后一页所写');
  await page.reload();
  await other.reload();
  await expect.poll(() => page.getByLabel('备注').inputValue()).toBe('前一页所写');
  await expect.poll(() => other.getByLabel('备注').inputValue()).toBe('后一页所写');
  await other.keyboard.press('Control+Enter');
  await other.getByText('未保存', { exact: true }).waitFor({ state: 'detached' });
  await other.close();
  await page.keyboard.press('Control+Enter');
  const both = page.getByRole('alert').filter({ hasText: '后一页所写' });
  await both.getByRole('row', { name: /后一页所写.*前一页所写/ }).waitFor();
  expect(await page.getByLabel('备注').inputValue()).toBe('前一页所写');
  await page.keyboard.press('Control+Enter');
  await both.waitFor({ state: 'detached' });
  const answer = await page.request.post(`${at.url}api/questions/label.history`, {
    data: { input: { clip: clip?.id ?? '' } },
  });
  const { versions } = (await answer.json()) as QuestionOutput<'label.history'>;
  expect(versions.slice(-2).map((v) => v.note)).toEqual(['后一页所写', '前一页所写']);
});

describe('what nobody should write', () => {
  it('is shown as it is written, and is never run', async () => {
    const { page } = watched;
    const [clip] = await clips();
    const script = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>';
    await page.goto(`${at.url}#/label?list=all&clip=${clip?.id ?? ''}`);
    await page.getByLabel('当事人 *').fill(script);
    await page.locator('.name .preview', { hasText: 'onerror' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page
      .getByText(/编号 bwc\.name\./)
      .first()
      .waitFor();
    await page.getByRole('button', { name: '放弃修改' }).click();
    await page.getByLabel('备注').fill(script);
    await page.keyboard.press('Control+Enter');
    await page.getByText('未保存', { exact: true }).waitFor({ state: 'detached' });
    await page.goto(`${at.url}#/clips/${clip?.id ?? ''}`);
    await page.getByRole('region', { name: '标注' }).getByText(script).first().waitFor();
    expect(await page.evaluate('window.ran === undefined')).toBe(true);
    expect(await page.locator('img[src=x]').count()).toBe(0);
  });

  it('is refused with a code where it is ten megabytes, and the form stays', async () => {
    const { page } = watched;
    const [clip] = await clips();
    await page.goto(`${at.url}#/label?list=all&clip=${clip?.id ?? ''}`);
    const party = page.getByLabel('当事人 *');
    await party.fill('');
    // As a paste does it.
    await page.evaluate("document.execCommand('insertText', false, '字'.repeat(3_500_000))");
    await page.keyboard.press('Control+Enter');
    await page
      .getByText(/编号 bwc\.(?:label|name)\.too_long/)
      .first()
      .waitFor();
    expect(await party.inputValue()).toMatch(/^字{1000,}$/);
    await page.reload();
    expect(await party.inputValue()).toMatch(/^字{1000,}$/);
    await page.getByRole('button', { name: '放弃修改' }).click();
  });

  it('is no clip where an address is made of a path, and no bytes beyond the end of a clip', async () => {
    const { page } = watched;
    for (const path of ['..%2F..%2F..%2Fetc%2Fpasswd', '%2e%2e%2fstation.db', '%00', '%E0%A4%A', '%3Cscript%3E']) {
      await page.goto(`${at.url}#/clips/${path}`);
      await page.reload();
      await page.getByText(/编号 bwc\.(?:store\.not_found|usage)/).waitFor();
    }
    const [clip] = await clips();
    const of = `${at.url}api/clips/${clip?.id ?? ''}/original`;
    const beyond = await page.request.get(of, { headers: { range: 'bytes=2000-' } });
    expect([beyond.status(), await beyond.json()]).toMatchObject([416, { code: 'bwc.media.range' }]);
    const last = await page.request.get(of, { headers: { range: 'bytes=1999-' } });
    expect([last.status(), (await last.body()).length]).toEqual([206, 1]);
  });
});

it('asked nobody but the station, and nothing went wrong in the page', () => {
  expect(watched.asked.filter((url) => !url.startsWith(at.url))).toEqual([]);
  expect(watched.errors).toEqual([]);
});

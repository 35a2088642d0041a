/** 采集: what a custodian sees while cameras are read, in Chromium, against the daemon. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClipView } from '../../src/web/api-types.js';
import { until } from '../e2e/support/daemon.js';
import { card, folderOf, media, noise } from '../e2e/support/cards.js';
import type { WatchedPage } from './support/chromium.js';
import { openDockedStation, TEST_PASSWORD, type DockedStation } from './support/docked-station.js';
import { ADMINISTRATOR, CUSTODIAN, OFFICER } from './support/people.js';

const KIB = 1024;
/** A card slow enough to be watched. */
const slow = (bytesPerSecond: number) => [{ kind: 'slow', bytesPerSecond } as const];

let at: DockedStation;
let watched: WatchedPage;

beforeAll(async () => {
  at = await openDockedStation([CUSTODIAN, ADMINISTRATOR, OFFICER]);
  watched = await at.pageOf(CUSTODIAN);
  // Every tone that is made is noted.
  await watched.page.addInitScript(`
    window.tones = [];
    const make = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function () {
      const tone = make.call(this);
      const start = tone.start;
      tone.start = function (...at) {
        window.tones.push(tone.frequency.value);
        return start.apply(tone, at);
      };
      return tone;
    };
  `);
  await watched.page.reload();
});
afterAll(() => at.close());

/** The pitches that were heard since this was last asked, rounded. */
const tones = (): Promise<number[]> =>
  watched.page.evaluate<number[]>('window.tones.splice(0).map((hertz) => Math.round(hertz))');
const ALARM = [880, 587, 880, 587];

const slot = (name: string) => watched.page.getByRole('article', { name });

describe('the dock wall', () => {
  it('says that no camera is docked', async () => {
    await watched.page.getByText('没有插入执法记录仪').waitFor();
  });

  it('shows a camera from docking to safe to remove, and empties its slot when it is taken out', async () => {
    const { page } = watched;
    const camera = await card(at.station.shelf, {
      serial: 'ZFY0007',
      name: 'A1',
      officerNo: '350214',
      officerName: '林晓',
      faults: slow(1024 * KIB),
      files: [
        { content: noise(1024 * KIB, 'a') },
        { content: noise(3072 * KIB, 'b') },
        { content: media('photo.jpg'), kind: 'photo' },
      ],
    });
    await camera.plug(at.station.dock);
    await slot('A1').getByText('采集中').waitFor();
    expect(await slot('A1').getByText('可以取下').count()).toBe(0);
    await slot('A1').getByText('请勿取下').waitFor();
    await slot('A1').getByText('林晓 350214').waitFor();
    await slot('A1').getByText(/\/s$/).waitFor();
    await slot('A1').getByText('可以取下').waitFor();
    await expect.poll(tones).toEqual([1047]);
    expect(await slot('A1').getByText('3 / 3 段').count()).toBe(1);
    expect(await slot('A1').textContent()).toContain(
      '设备 3 段 / 新入库 3 段 / 已有 0 段 / 未封口 0 / 失败 0 / 未采 0',
    );
    await camera.unplug();
    await page.getByText('没有插入执法记录仪').waitFor();
  });

  it('tells when a camera is pulled in the middle, and goes on when it comes back', async () => {
    const camera = await card(at.station.shelf, {
      serial: 'ZFY0008',
      name: 'A2',
      faults: slow(2048 * KIB),
      files: [{ content: noise(8192 * KIB, 'd') }],
    });
    await camera.plug(at.station.dock);
    await slot('A2').getByText(/^还需/).waitFor();
    await camera.unplug();
    await slot('A2').getByText('已断开').waitFor();
    await slot('A2').getByText('请重新插入同一设备，将从断点继续').waitFor();
    await camera.plug(at.station.dock);
    await slot('A2').getByText('可以取下').waitFor();
    expect(await slot('A2').count()).toBe(1);
    await camera.unplug();
    await slot('A2').waitFor({ state: 'detached' });
  });

  it('lets a custodian stop a copy and take it up again', async () => {
    const { page } = watched;
    const camera = await card(at.station.shelf, {
      serial: 'ZFY0009',
      name: 'A3',
      faults: slow(60 * KIB),
      files: [{ content: noise(60 * KIB, 'e') }, { content: noise(120 * KIB, 'f') }],
    });
    await camera.plug(at.station.dock);
    await slot('A3').getByText('采集中').waitFor();
    await slot('A3').getByRole('button', { name: '优先采集' }).click();
    await slot('A3').getByText('优先采集中').waitFor();
    await slot('A3').getByRole('button', { name: '停止采集' }).click();
    await page.getByRole('tooltip').getByRole('button', { name: '停止采集' }).click();
    await slot('A3').getByText('已取消').waitFor();
    expect(await slot('A3').getByText('可以取下').count()).toBe(0);
    await slot('A3').getByRole('button', { name: '重新采集' }).click();
    await slot('A3').getByText('可以取下').waitFor();
    await camera.unplug();
    await slot('A3').waitFor({ state: 'detached' });
  });

  it('offers an officer to look, and nothing that the role may not do', async () => {
    const { page } = await at.pageOf(OFFICER);
    const shown = page.getByRole('article', { name: 'A6' });
    const offered = () => shown.getByRole('button').allInnerTexts();
    const camera = await card(at.station.shelf, {
      serial: 'ZFY0013',
      name: 'A6',
      faults: slow(60 * KIB),
      files: [{ content: noise(120 * KIB, 'h') }, { content: noise(120 * KIB, 'i') }],
    });
    await camera.plug(at.station.dock);
    await shown.getByText('采集中').waitFor();
    expect(await offered()).toEqual(['详情']);
    await slot('A6').getByRole('button', { name: '停止采集' }).click();
    await watched.page.getByRole('tooltip').getByRole('button', { name: '停止采集' }).click();
    await shown.getByText('已取消').waitFor();
    expect(await offered()).toEqual(['详情']);
    await page.context().close();
    await camera.unplug();
    await slot('A6').waitFor({ state: 'detached' });
  });

  it('shows what is not a camera, with the reason and a code', async () => {
    await tones();
    folderOf(at.station.dock, { 'holiday.txt': 'sun' }, 'USB stick');
    await slot('USB stick').getByText('未接受').waitFor();
    await expect.poll(tones).toEqual(ALARM);
    await slot('USB stick').getByText('编号 bwc.device.refused').waitFor();
    rmSync(join(at.station.dock, 'USB stick'), { recursive: true });
    await slot('USB stick').waitFor({ state: 'detached' });
  });

  it('takes footage of a phone once somebody has said where it comes from', async () => {
    const { page } = watched;
    writeFileSync(join(at.phones, 'IMG_1.mp4'), media('segment-2.mp4'));
    writeFileSync(join(at.phones, 'IMG_2.mp4'), media('segment-3.mp4'));
    const waiting = page.getByRole('region', { name: '手机等其他设备的资料：等待说明' });
    await waiting.getByRole('button', { name: '填写说明' }).nth(1).click();
    await page.getByLabel('拍摄人').fill('林晓 350214');
    await page.getByLabel('拍摄设备').fill('手机');
    await page.getByLabel('为何使用其他设备').fill('执法记录仪没电,现场取证');
    await page.getByLabel('同样用于这个目录中其余 1 个文件').check();
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await waiting.waitFor({ state: 'detached' });
    const stored = async (): Promise<ClipView[]> => {
      const all = (await (await page.request.get(`${at.url}api/clips?limit=50`)).json()) as ClipView[];
      return all.filter((c) => c.sourceType === 'phone');
    };
    await until(
      async () => (await stored()).length === 2,
      () => 'the files of the phone are stored',
    );
    expect((await stored())[0]?.note).toMatch(
      /^拍摄人：林晓 350214\n拍摄设备：手机\n说明：执法记录仪没电,现场取证\n王芳 <u_\w+>$/,
    );
  });

  it('is left to itself as a wall that shows the dock, and nothing can be done at it but to sign in', async () => {
    const left = await at.pageOf(ADMINISTRATOR);
    const { page } = left;
    await page.goto(`${at.url}#/dock`);
    await page.getByRole('button', { name: '大字模式' }).click();
    // As the server answers ten minutes after the password was given.
    const late = { status: 403, json: { code: 'bwc.access.confirm', message: '', details: {} } };
    await page.route('**/api/session/wall', (route) => route.fulfill(late), { times: 1 });
    await page.getByRole('button', { name: '留作采集大屏' }).click();
    await page.locator('.ant-popconfirm').getByRole('button', { name: '留作采集大屏' }).click();
    const again = page.getByRole('dialog', { name: '请再输一次密码' });
    await again.getByLabel('密码').fill(TEST_PASSWORD);
    await again.getByRole('button', { name: '确定' }).click();
    await page.getByText(/^显示至 \d{4}-\d{2}-\d{2} \d{2}:\d{2}$/).waitFor();
    const camera = await card(at.station.shelf, {
      serial: 'ZFY0012',
      name: 'A5',
      officerName: '林晓',
      files: [{ content: noise(20 * KIB, 'wall') }],
    });
    await camera.plug(at.station.dock);
    const shown = page.getByRole('article', { name: 'A5' });
    await shown.getByText('可以取下').waitFor();
    await shown.getByText('林晓').waitFor();
    await page.reload();
    await shown.getByText('可以取下').waitFor();
    expect(await page.getByRole('button').allInnerTexts()).toEqual(['提示音：开', '退出大屏']);
    expect(await page.getByRole('link').count()).toBe(0);
    expect((await page.request.get(`${at.url}api/clips?limit=1`)).status()).toBe(403);
    await camera.unplug();
    await page.getByRole('button', { name: '退出大屏' }).click();
    await page.getByLabel('登录名').waitFor();
    expect((await page.request.get(`${at.url}api/status`)).status()).toBe(401);
    expect(left.errors).toEqual([]);
    await page.context().close();
  });

  it('says that the daemon is away, and shows how things are when it is back', async () => {
    const { page } = watched;
    const camera = await card(at.station.shelf, {
      serial: 'ZFY0010',
      name: 'A4',
      faults: slow(60 * KIB),
      files: [{ content: noise(240 * KIB, 'g') }],
    });
    await camera.plug(at.station.dock);
    await slot('A4').getByText('采集中').waitFor();
    await slot('A4').getByRole('button', { name: '优先采集' }).click();
    await slot('A4').getByText('优先采集中').waitFor();
    await at.kill();
    await page.getByText('与采集工作站的连接已中断').waitFor();
    await at.start();
    await page.getByText('与采集工作站的连接已中断').waitFor({ state: 'detached' });
    await slot('A4').getByText('优先采集中').waitFor();
    await slot('A4').getByText('可以取下').waitFor();
    await camera.unplug();
  });

  it('opens what was asked for while the daemon was away, when it is back or when it is asked for anew', async () => {
    const page = await watched.page.context().newPage();
    await page.goto(at.url);
    const search = page.getByRole('heading', { name: '检索' });
    await page.getByRole('heading', { name: '采集' }).waitFor();
    await at.kill();
    await page.getByRole('link', { name: '检索' }).click();
    await page.getByText('编号 ui/search:TypeError').waitFor();
    await at.start();
    await search.waitFor();
    // Once, while the station is there.
    await page.route(/\/cases-page-.*\.js$/, (route) => route.abort(), { times: 1 });
    await page.getByRole('link', { name: '案件' }).click();
    await page.getByText('编号 ui/cases:TypeError').waitFor();
    await page.getByRole('link', { name: '检索' }).click();
    await search.waitFor();
    await page.getByRole('link', { name: '案件' }).click();
    await page.getByRole('heading', { name: '案件' }).waitFor();
    await page.close();
  });
});

it('asked nobody but the station, and nothing went wrong in the page', () => {
  expect(watched.asked.filter((url) => !url.startsWith(at.url))).toEqual([]);
  expect(watched.errors).toEqual([]);
});

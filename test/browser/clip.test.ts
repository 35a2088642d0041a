/** The page of one clip, in Chromium, against the daemon: what is on record, what plays, and who may decide. */
import { copyFile, mkdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { originalKey } from '../../src/archive/keys.js';
import { objectPath } from '../../src/archive/targets/directory/layout.js';
import { addMs, systemClock, toInstant } from '../../src/domain/time.js';
import { dataPaths } from '../../src/store/paths.js';
import { openStationStore } from '../../src/store/station-store.js';
import type { ClipDetail, ClipView } from '../../src/web/api-types.js';
import { bwcJson } from '../e2e/support/bwc.js';
import { card, media } from '../e2e/support/cards.js';
import { configure } from '../e2e/support/station.js';
import { storeOptions } from '../store/support.js';
import { clearAway } from '../web/media/cleared.js';
import type { WatchedPage } from './support/chromium.js';
import { openDockedStation, TEST_PASSWORD, type DockedStation } from './support/docked-station.js';
import { CUSTODIAN, OFFICER } from './support/people.js';
import { recently } from './support/recently.js';

const MINUTE_MS = 60_000;

let at: DockedStation;
let watched: WatchedPage;
let clips: readonly ClipView[];

const clipOf = (kind: ClipView['kind']): ClipView => {
  const found = clips.find((c) => c.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} was taken in`);
  return found;
};

beforeAll(async () => {
  at = await openDockedStation([CUSTODIAN, OFFICER]);
  watched = await at.pageOf(CUSTODIAN);
  const began = recently(3);
  const camera = await card(at.station.shelf, {
    serial: 'ZFY0030',
    officerNo: '350299',
    clockOffsetMs: 95_000,
    files: [
      { content: media('segment-1.mp4'), startedAt: began },
      { content: media('sound.wav'), kind: 'audio', startedAt: addMs(began, MINUTE_MS) },
      { content: media('photo.jpg'), kind: 'photo', startedAt: addMs(began, 2 * MINUTE_MS) },
    ],
  });
  await camera.plug(at.station.dock);
  await at.daemon().event('closed');
  await at.described(watched);
  clips = (await (await watched.page.request.get(`${at.url}api/clips?limit=10`)).json()) as ClipView[];
});
afterAll(() => at.close());

const openClip = async ({ id }: ClipView): Promise<void> => {
  await watched.page.goto(`${at.url}#/clips/${id}`);
  await watched.page.getByRole('region', { name: '三个时钟' }).waitFor();
};
const part = (name: string) => watched.page.getByRole('region', { name, exact: true });

const playFor = (): Promise<number> =>
  watched.page.evaluate<number>(`(async () => {
    const player = document.querySelector('.clipPage video');
    const started = player.currentTime;
    await player.play();
    await new Promise((resolve) => {
      player.addEventListener('timeupdate', () => player.currentTime > started && resolve());
    });
    player.pause();
    return player.currentTime - started;
  })()`);

it('plays the preview, and the original on demand', { timeout: 240_000 }, async () => {
  await openClip(clipOf('video'));
  // Previews are made after everything else that the machine has to do.
  await watched.page.locator('.clipPage video').waitFor({ timeout: 120_000 });
  expect(await watched.page.locator('.clipPage video').getAttribute('src')).toMatch(/\/preview$/);
  expect(await playFor()).toBeGreaterThan(0);
  await watched.page.getByText('原件', { exact: true }).click();
  await watched.page.locator('.clipPage video[src$="/original"]').waitFor();
  expect(await playFor()).toBeGreaterThan(0);
});

it('plays sound and shows photos', async () => {
  await openClip(clipOf('audio'));
  await watched.page.locator('.clipPage video.audio').waitFor();
  expect(await playFor()).toBeGreaterThan(0);
  await openClip(clipOf('photo'));
  await watched.page.locator('.clipPage img.media').waitFor();
});

it('shows the three clocks, the deadlines, why it is kept, its digest and how to check it', async () => {
  const clip = clipOf('video');
  await openClip(clip);
  await part('三个时钟').getByText('设备（原样）').waitFor();
  await part('期限').getByText('标注').first().waitFor();
  await part('保存期限').getByText('未完成标注，标注前不到期').waitFor();
  await part('同步到局档案').getByText('标注未完成').waitFor();
  await part('文件和散列值').getByText(`echo '${clip.sha256}  ${clip.storedPath}' | sha256sum -c`).waitFor();
  await part('留痕').getByText('入库', { exact: true }).waitFor();
});

it('notes once that somebody looked at the page, once at the preview and once at the original', async () => {
  const { id } = clipOf('video');
  await openClip(clipOf('video'));
  const answer = await watched.page.request.get(`${at.url}api/clips/${id}`);
  const { events } = (await answer.json()) as ClipDetail;
  const looks = events.filter((e) => e.kind === 'clip.viewed').map((e) => e.body['what']);
  expect(looks.sort()).toEqual(['original', 'page', 'preview']);
});

it('hands over the audit trail, with the password once more, and shows that it was taken', async () => {
  const { page } = watched;
  await openClip(clipOf('video'));
  await page.route('**/api/clips/*/trail?*', (route) => route.fulfill(CONFIRM), { times: 1 });
  const download = page.waitForEvent('download');
  await part('留痕').getByRole('button', { name: '留痕清单（PDF）' }).click();
  await page.getByRole('dialog', { name: '请再输一次密码' }).getByLabel('密码').fill(TEST_PASSWORD);
  await page.keyboard.press('Enter');
  const file = await download;
  expect(file.suggestedFilename()).toBe(`${clipOf('video').id}.pdf`);
  expect((await readFile(await file.path())).subarray(0, 8).toString('latin1')).toBe('%PDF-1.7');
  await part('留痕').getByText('导出留痕清单', { exact: true }).waitFor();
});

it('holds a clip, with the password once more where the station asks for it', async () => {
  const { page } = watched;
  await openClip(clipOf('photo'));
  await part('冻结').getByRole('button', { name: '冻结' }).click();
  const dialog = page.getByRole('dialog', { name: '冻结' });
  await dialog.getByLabel('理由').fill('行政复议');
  // Whoever has just signed in gave the password: the first answer is that of some minutes later.
  await page.route('**/api/acts/hold.place', (route) => route.fulfill(CONFIRM), { times: 1 });
  await dialog.getByRole('button', { name: '冻结' }).click();
  const again = page.getByRole('dialog', { name: '请再输一次密码' });
  await again.getByLabel('密码').fill(TEST_PASSWORD);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await part('冻结').getByText('行政复议').waitFor();
  await part('冻结').getByRole('button', { name: '申请解除' }).click();
  const release = page.getByRole('dialog', { name: '申请解除' });
  await release.getByLabel('理由').fill('复议已结');
  await release.getByRole('button', { name: '申请解除' }).click();
  await release.waitFor({ state: 'hidden' });
  await part('冻结').getByText('复议已结').waitFor();
  // A custodian asks; a leader answers.
  expect(await part('冻结').getByRole('button', { name: '同意解除' }).count()).toBe(0);
});

it('is not there for an officer who did not record it', async () => {
  const other = await at.pageOf(OFFICER);
  await other.page.goto(`${at.url}#/clips/${clipOf('video').id}`);
  await other.page.getByText('编号 bwc.store.not_found').waitFor();
  expect(await other.page.locator('video').count()).toBe(0);
  await other.page.context().close();
});

it('asks for the password when the session is revoked under the page, and goes on with it', async () => {
  const { page } = watched;
  await openClip(clipOf('photo'));
  await part('冻结').getByRole('button', { name: '冻结' }).click();
  const reason = page.getByRole('dialog', { name: '冻结' }).getByLabel('理由');
  await reason.fill('行政复议');
  await page.evaluate("fetch('/api/session', { method: 'DELETE' })");
  const over = page.getByRole('dialog', { name: '登录已过期' });
  await over.getByLabel('密码').fill(TEST_PASSWORD);
  await over.getByRole('button', { name: '登录' }).click();
  await over.waitFor({ state: 'hidden' });
  expect(await reason.inputValue()).toBe('行政复议');
});

it('plays what was cleared from the disk from the archive, and says where it lies and when that is out of reach', async () => {
  const { page } = watched;
  // Its original was never played here: the browser keeps what it played, whatever it is told.
  const clip = clipOf('audio');
  const share = join(at.station.dir, '局 档案');
  await mkdir(share);
  const { config, archiveId } = await bwcJson<{ config: string; archiveId: string }>(['archive', 'init', share]);
  await at.kill();
  configure(at.station.data, {}, config);
  const there = objectPath(share, originalKey(clip.sha256));
  await mkdir(dirname(there), { recursive: true });
  await copyFile(join(at.station.data, clip.storedPath), there);
  const store = openStationStore(dataPaths(at.station.data), { ...storeOptions, clock: systemClock });
  clearAway(store, clip, { name: 'bureau', archiveId, objectVersion: null }, toInstant(systemClock.now()));
  await store.signer.sign();
  store.close();
  await at.start();
  await at.daemon().event('ready');

  await page.goto(`${at.url}#/search`);
  await page.getByRole('row').filter({ hasText: '在局档案' }).first().waitFor();
  await openClip(clip);
  await page.locator('.clipPage .ant-tag').filter({ hasText: '在局档案' }).waitFor();
  await page.locator('.clipPage video').waitFor();
  expect(await playFor()).toBeGreaterThan(0);

  await rename(share, `${share}.away`);
  await page.getByText('原件', { exact: true }).click();
  await page.locator('.clipPage .noMedia').waitFor();
  const notice = page.locator('.clipPage [role=alert]');
  await notice
    .getByText(/局档案/)
    .first()
    .waitFor();
  await rename(`${share}.away`, share);
  await notice.getByRole('button').first().click();
  await page.locator('.clipPage video[src$="/original"]').waitFor();
  expect(await playFor()).toBeGreaterThan(0);
});

it('asked nobody but the station, and nothing went wrong in the page', () => {
  expect(watched.asked.filter((url) => !url.startsWith(at.url) && !url.startsWith('blob:'))).toEqual([]);
  expect(watched.errors).toEqual([]);
});

/** As the station answers when the password was given too long ago. */
const CONFIRM = {
  status: 403,
  contentType: 'application/json',
  body: JSON.stringify({ code: 'bwc.access.confirm', message: 'this wants the password once more', details: {} }),
};

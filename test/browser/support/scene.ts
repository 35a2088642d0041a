/** A station as it is at the end of a shift: cameras in every state, footage to label, deadlines that have passed. */
import { addMs, instantToCivil } from '../../../src/domain/time.js';
import { card, folderOf, media, noise } from '../../e2e/support/cards.js';
import type { WatchedPage } from './chromium.js';
import type { DockedStation } from './docked-station.js';
import { recently } from './recently.js';
import { walk } from './walk.js';

const MINUTE_MS = 60_000;
const KIB = 1024;
const AHEAD_MS = 95_000;

/** @param as somebody who may ask for the status */
export async function setScene(at: DockedStation, as: WatchedPage): Promise<void> {
  const { shelf, dock } = at.station;
  const began = recently(30);
  const later = (minutes: number): string => addMs(began, minutes * MINUTE_MS);
  const stamp = instantToCivil(addMs(later(183), AHEAD_MS), 'Asia/Shanghai');
  const trackPath = `VIDEO/${stamp.slice(0, 10)}/${stamp.replaceAll(/[-:]/g, '').replace('T', '_')}.nmea`;
  const done = await card(shelf, {
    serial: 'ZFY0007',
    name: '采集口 1',
    officerNo: '350214',
    officerName: '林晓',
    unitName: '思明中队',
    battery: 64,
    clockOffsetMs: AHEAD_MS,
    files: [
      { path: trackPath, content: walk(later(183)), startedAt: later(183) },
      ...[1, 2, 3].map((n) => ({ content: media(`segment-${String(n)}.mp4`), startedAt: later(180 + n) })),
      { content: media('photo.jpg'), kind: 'photo', startedAt: later(186) },
      { content: media('sound.wav'), kind: 'audio', startedAt: later(189) },
      ...[1, 2, 3, 4].map((n) => ({ content: noise(40 * KIB, `done ${String(n)}`), startedAt: later(90 + 12 * n) })),
    ],
  });
  await done.plug(dock);
  const failing = await card(shelf, {
    serial: 'ZFY0009',
    name: '采集口 3',
    officerNo: '350216',
    officerName: '陈明',
    unitName: '鹭江中队',
    faults: [{ kind: 'eio', path: 'VIDEO/broken.mp4', at: 10_000 }],
    files: [{ content: noise(50 * KIB, 'well') }, { path: 'VIDEO/broken.mp4', content: noise(60 * KIB, 'broken') }],
  });
  await failing.plug(dock);
  folderOf(dock, { 'holiday.txt': 'sun' }, '采集口 4');
  await at.daemon().event('closed', () => true, 2);
  await at.daemon().event('refused');
  await at.described(as);
  const copying = await card(shelf, {
    serial: 'ZFY0008',
    name: '采集口 2',
    officerNo: '350215',
    officerName: '王力',
    unitName: '思明中队',
    faults: [{ kind: 'slow', bytesPerSecond: 160 * KIB }],
    files: [
      { content: noise(300 * KIB, 'first'), startedAt: later(300) },
      { content: noise(40_000 * KIB, 'second'), startedAt: later(310) },
    ],
  });
  await copying.plug(dock);
  await at.daemon().event('listed', () => true, 3);
}

/** What a custodian has put on record, and asked of the archive. */
export async function setRecords({ page }: WatchedPage, url: string): Promise<void> {
  const act = async (name: string, input: object): Promise<void> => {
    const answer = await page.request.post(`${url}api/acts/${name}`, { data: { input } });
    if (!answer.ok()) throw new Error(await answer.text());
  };
  const given = { officer: '350214', purpose: '日常巡查', despite: '备用设备不足' };
  await act('camera.issue', { camera: 'ZFY0007', ...given });
  await act('camera.faulty', { camera: 'ZFY0009', reference: '报修 2026-17', remark: '录像文件读不出' });
  const cases = [
    { number: '厦城执罚字2026第1号', kind: 'penalty', party: '思明区某小吃店', retention: { years: 5 } },
    { number: '厦城执强字2026第3号', kind: 'compulsion', party: '王某', retention: 'permanent' },
  ];
  for (const said of cases) await act('case.open', said);
  const asked = await page.request.post(`${url}api/sync`, { data: {} });
  if (!asked.ok()) throw new Error(await asked.text());
  await act('case.close', { case: '厦城执罚字2026第1号', at: '2026-03-01T08:09:00+08:00' });
}

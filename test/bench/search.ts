/** Search over a million labelled clips: the first page of each kind of question, its count included. */
import { createHash } from 'node:crypto';
import type * as Store from '../../src/store/station-store.js';
import type { Sight } from '../../src/store/repositories/clip-sight.js';
import type * as Paths from '../../src/store/paths.js';
import type * as Time from '../../src/domain/time.js';
import type * as Keep from '../../src/records/search/keep.js';
import type * as Records from '../../src/records/index.js';
import type * as Rules from '../../src/station/rules.js';
import type * as Config from '../../src/station/config.js';
import { against, median, say } from './report.js';
import { newStation } from './workshop.js';

const dist = (path: string): string => new URL(`../../../dist/${path}`, import.meta.url).href;
const { openStationStore } = (await import(dist('store/station-store.js'))) as typeof Store;
const { dataPaths } = (await import(dist('store/paths.js'))) as typeof Paths;
const { addMs, systemClock, toInstant } = (await import(dist('domain/time.js'))) as typeof Time;
const { writeNextSearch } = (await import(dist('records/search/keep.js'))) as typeof Keep;
const { answer } = (await import(dist('records/index.js'))) as typeof Records;
const { loadRules } = (await import(dist('station/rules.js'))) as typeof Rules;
const { loadConfig } = (await import(dist('station/config.js'))) as typeof Config;

const GROUP = 5000;
const FIRST = '2024-01-01T00:00:00.000Z';
/** A clip about every minute for two years. */
const APART_MS = 63_000;
const RUNS = 15;
const BAR_MS = 300;

const pick = <T>(from: readonly T[], i: number): T => {
  const found = from[i % from.length];
  if (found === undefined) throw new Error('nothing to pick');
  return found;
};
const SURNAMES = Array.from('王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹');
const GIVEN = Array.from('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文玉兰');
const ROADS = [
  '湖滨南路',
  '中山路',
  '厦禾路',
  '思明南路',
  '莲前西路',
  '环岛路',
  '鹭江道',
  '文园路',
  '白鹭洲路',
  '禾祥西路',
];
const SHOPS = ['食品店', '餐饮管理有限公司', '水果摊', '建材商行', '便利店', '广告装饰工程部'];
const CONTENTS = ['占道经营检查', '违法建设巡查', '渣土运输检查', '户外广告检查', '餐饮油烟检查', '夜间施工噪声检查'];
const CATEGORIES = ['日常巡查', '行政检查', '行政处罚', '行政强制'];

export async function benchSearch(clips: number): Promise<void> {
  say(`\nsearch over ${String(clips)} labelled clips`);
  const dataDir = await newStation('search');
  const paths = dataPaths(dataDir);
  const store = openStationStore(paths, { clock: systemClock, actor: 'bench', clockSynchronised: () => null });
  fill(store, clips);
  let steps = 0;
  const began = performance.now();
  while (store.transaction(() => writeNextSearch(store))) steps += 1;
  const seconds = (performance.now() - began) / 1000;
  say(
    `  ${(clips / seconds).toFixed(0)} clips per second into the index, in ${String(steps + 1)} steps that a stop may follow`,
  );
  const context = { store, rules: loadRules(loadConfig(paths)), now: () => toInstant(systemClock.now()) };
  const officer = { by: '张伟 <u_x>', own: ['1007'], recorders: [], units: [], cleared: [] };
  const squad = Array.from({ length: 30 }, (_, i) => ({ called: String(1000 + i), from: '', until: null }));
  const questions: Readonly<Record<string, readonly [Records.QuestionInput<'search.clips'>, Sight?]>> = {
    'everything, newest first': [{}],
    'everything, largest first': [{ sort: '-bytes' }],
    'a party of two characters': [{ party: '张伟' }],
    'a party that is one of a million': [{ party: '独一无二小店' }],
    'a party by its kind of shop': [{ party: '食品店' }],
    'a date': [{ day: '2025-03-01' }],
    'a place': [{ place: '湖滨南路' }],
    'a place with a number': [{ place: '中山路 77号' }],
    'a kind of activity': [{ event: '行政检查' }],
    'an officer': [{ officer: '1007' }],
    'a camera': [{ camera: 'DSJ0007' }],
    'a case': [{ case: '厦思城执〔2025〕77号' }],
    'a category': [{ category: '行政强制' }],
    'a state': [{ state: 'verified', label: 'complete' }],
    'free text, two characters': [{ text: '噪声' }],
    'free text, one character': [{ text: '张' }],
    'free text, words that are everywhere': [{ text: '检查 思明' }],
    'free text, common words that never meet': [{ text: '占道经营 油烟' }],
    'a few of these together': [
      { place: '中山路', category: '行政处罚', officer: '1007', since: '2025-01-01T00:00:00.000Z' },
    ],
    'a common word, largest first': [{ text: '检查', sort: '-bytes' }],
    'an officer who sees his own': [{ text: '检查' }, { ...officer, reach: 'own' }],
    'a leader who sees a unit of thirty': [{ text: '检查' }, { ...officer, reach: 'unit', recorders: squad }],
  };
  for (const [what, [input, sight]] of Object.entries(questions)) {
    const asking = { ...context, sight: sight ?? null };
    const ask = (): Records.QuestionOutput<'search.clips'> => answer(asking, 'search.clips', input);
    const { total, capped } = ask();
    const times = Array.from({ length: RUNS }, () => {
      const asked = performance.now();
      ask();
      return performance.now() - asked;
    });
    against(`${what} (${String(total)}${capped ? '+' : ''} found)`, median(times), BAR_MS, 'less', ' ms');
  }
  store.close();
}

/** Labels of a squad's two years, without custody entries: nothing here is about the log. */
function fill(store: Store.StationStore, clips: number): void {
  const at = toInstant(systemClock.now());
  const visitId = store.transaction(() =>
    store.visits.open({ slot: 's', root: '/', driver: 'volume', profile: 'folder', sourceType: 'folder', at }),
  );
  const none = { officerNo: null, officerName: null, unitNo: null, unitName: null, model: null, firmware: null };
  const cameras = store.transaction(() =>
    Array.from({ length: 100 }, (_, i) =>
      store.cameras.seen({
        identity: { ...none, serial: `DSJ${String(i).padStart(4, '0')}`, source: 'bench' },
        mediumId: `m${String(i)}`,
        profile: 'folder',
        sourceType: 'folder',
        at,
      }),
    ),
  );
  const describe = store.db.prepare('UPDATE clips SET sort_at = ?, start_at = ?, end_at = ? WHERE id = ?');
  for (let i = 0; i < clips; i += GROUP)
    store.transaction(() => {
      for (let k = i; k < Math.min(clips, i + GROUP); k += 1) one(k);
    });

  function one(i: number): void {
    const camera = pick(cameras, i);
    const sha256 = createHash('sha256').update(String(i)).digest('hex');
    const id = `c_${String(i).padStart(26, '0')}`;
    const storedPath = `originals/2026/01/01/${sha256}.mp4`;
    const start = addMs(FIRST, i * APART_MS);
    const bytes = 1 + ((i * 7919) % 1_000_003);
    store.originals.insert({
      sha256,
      bytes,
      sm3: null,
      storedPath,
      storedAt: at,
      readBack: 'direct',
      recovered: false,
    });
    store.clips.insert({
      id,
      sha256,
      bytes,
      kind: 'video',
      state: 'verified',
      cameraId: camera.id,
      cameraSerial: camera.serial,
      officerNo: String(1000 + (i % 300)),
      visitId,
      sourceType: 'folder',
      path: { text: `DCIM/${String(i)}.mp4` },
      stamp: '0',
      modified: null,
      storedPath,
      storedAt: at,
      important: false,
      encrypted: false,
      locked: null,
      note: null,
      nameStart: null,
    });
    describe.run(start, start, addMs(start, 60_000), id);
    const person = `${pick(SURNAMES, i * 7)}${pick(GIVEN, i * 11)}`;
    const party = i === clips >> 1 ? '独一无二小店' : i % 3 === 0 ? person : `${person}${pick(SHOPS, i >> 1)}`;
    const content = pick(CONTENTS, i);
    store.labels.add({
      clipId: id,
      version: 1,
      actId: 'l_bench',
      fields: {
        unit: '思明中队',
        party,
        inspectionDate: start.slice(0, 10),
        inspectionContent: content,
        category: pick(CATEGORIES, i >> 3),
        address: `厦门市思明区${pick(ROADS, (i * 17) >> 3)}${String(1 + ((i * 13) % 200))}号`,
        caseNumber: `厦思城执〔${start.slice(0, 4)}〕${String(1 + (i >> 5))}号`,
      },
      officers: [{ name: `${pick(SURNAMES, i)}${pick(GIVEN, i)}`, certificateNo: `闽A${String(1000 + (i % 300))}` }],
      witnesses: [],
      goods: [],
      services: [],
      partyStatus: 'named',
      refusedToSign: null,
      secrecy: [],
      important: null,
      caseId: null,
      noCaseNumber: null,
      note: null,
      rulebook: 'xiamen-2021',
      complete: true,
      by: 'bench',
      at,
      entry: i + 1_000_000,
    });
  }
}

/** A squad's clips with labels, made up: nothing of them is on the disk. */
import { createHash } from 'node:crypto';
import type { ClipKind } from '../../src/domain/clip.js';
import type * as Store from '../../src/store/station-store.js';
import type * as Time from '../../src/domain/time.js';

const dist = (path: string): string => new URL(`../../../dist/${path}`, import.meta.url).href;
const { addMs, systemClock, toInstant } = (await import(dist('domain/time.js'))) as typeof Time;

const GROUP = 5000;

export const pick = <T>(from: readonly T[], i: number): T => {
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

export interface Made {
  /** From 0, oldest first. */
  readonly nth: number;
  readonly id: string;
  readonly sha256: string;
  readonly storedPath: string;
  readonly bytes: number;
  readonly officer: string;
  readonly start: Time.Instant;
}

export interface Making {
  readonly clips: number;
  /** Start of the first. */
  readonly first: Time.Instant;
  readonly apartMs: number;
  /** Whose clips they are: numbers from 1000 on. */
  readonly officers: number;
  readonly footage: (i: number) => { readonly kind: ClipKind; readonly bytes: number };
  readonly labelled: (i: number) => boolean;
  /** Called inside the transaction that makes it. */
  readonly made?: (clip: Made) => void;
}

/** Without custody entries: nothing here is about the log. */
export function makeClips(store: Store.StationStore, making: Making): void {
  const { clips, first, apartMs, officers, footage, labelled, made } = making;
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
  const describe = store.db.prepare(
    "UPDATE clips SET media_state = 'unavailable', sort_at = ?, start_at = ?, end_at = ? WHERE id = ?",
  );
  for (let i = 0; i < clips; i += GROUP)
    store.transaction(() => {
      for (let k = i; k < Math.min(clips, i + GROUP); k += 1) one(k);
    });

  function one(i: number): void {
    const camera = pick(cameras, i);
    const sha256 = createHash('sha256').update(String(i)).digest('hex');
    const id = `c_${String(i).padStart(26, '0')}`;
    const storedPath = `originals/2026/01/01/${sha256}.mp4`;
    const start = addMs(first, i * apartMs);
    const officer = String(1000 + (i % officers));
    const { kind, bytes } = footage(i);
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
      kind,
      state: 'verified',
      cameraId: camera.id,
      cameraSerial: camera.serial,
      officerNo: officer,
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
    made?.({ nth: i, id, sha256, storedPath, bytes, officer, start });
    if (!labelled(i)) return;
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

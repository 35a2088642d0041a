/** The catalogue at a million clips: inserts with custody, the first page, start to ready. */
import { createHash } from 'node:crypto';
import type * as Store from '../../src/store/station-store.js';
import type * as Paths from '../../src/store/paths.js';
import type * as Time from '../../src/domain/time.js';
import { against, median, say } from './report.js';
import { newStation, openStation } from './workshop.js';

const dist = (path: string): string => new URL(`../../../dist/${path}`, import.meta.url).href;
const { openStationStore } = (await import(dist('store/station-store.js'))) as typeof Store;
const { dataPaths } = (await import(dist('store/paths.js'))) as typeof Paths;
const { systemClock, toInstant } = (await import(dist('domain/time.js'))) as typeof Time;

const SINGLE = 5_000;
const GROUP = 64;

export async function benchCatalogue(clips: number): Promise<void> {
  say(`\ncatalogue of ${String(clips)} clips`);
  const dataDir = await newStation('catalogue');
  const store = openStationStore(dataPaths(dataDir), {
    clock: systemClock,
    actor: 'bench',
    clockSynchronised: () => null,
  });
  const insert = inserter(store);
  const single = secondsOf(() => {
    for (let i = 0; i < SINGLE; i += 1)
      store.transaction(() => {
        insert(i);
      });
  });
  against('clips per second, one commit each', SINGLE / single, 1000, 'more');
  const grouped = secondsOf(() => {
    for (let i = SINGLE; i < clips; i += GROUP)
      store.transaction(() => {
        for (let k = i; k < Math.min(clips, i + GROUP); k += 1) insert(k);
      });
  });
  say(`  ${((clips - SINGLE) / grouped).toFixed(0)} clips per second in commits of ${String(GROUP)}`);
  await store.signer.sign();
  const pages = Array.from(
    { length: 20 },
    () => secondsOf(() => store.clips.list({ sort: '-start', limit: 50, offset: 0 })) * 1000,
  );
  against('first page of clips', median(pages), 50, 'less', ' ms');
  const filtered = Array.from(
    { length: 20 },
    () => secondsOf(() => store.clips.list({ sort: '-start', limit: 50, offset: 0, camera: 'CAM7' })) * 1000,
  );
  against('first page of one camera', median(filtered), 50, 'less', ' ms');
  store.close();
  const began = performance.now();
  const station = await openStation(dataDir);
  against('start to ready', (performance.now() - began) / 1000, 2, 'less', ' s');
  await station.stop();
}

function inserter(store: Store.StationStore): (i: number) => void {
  const at = toInstant(systemClock.now());
  const none = { officerNo: null, officerName: null, unitNo: null, unitName: null, model: null, firmware: null };
  const cameras = store.transaction(() =>
    Array.from({ length: 16 }, (_, i) =>
      store.cameras.seen({
        identity: { ...none, serial: `CAM${String(i)}`, source: 'bench' },
        mediumId: `m${String(i)}`,
        profile: 'folder',
        sourceType: 'folder',
        at,
      }),
    ),
  );
  const visitId = store.transaction(() =>
    store.visits.open({ slot: 's', root: '/', driver: 'volume', profile: 'folder', sourceType: 'folder', at }),
  );
  return (i) => {
    const camera = cameras[i % cameras.length];
    if (camera === undefined) throw new Error('no camera');
    const sha256 = createHash('sha256').update(String(i)).digest('hex');
    const storedAt = toInstant(systemClock.now());
    const id = `c_${String(i).padStart(26, '0')}`;
    const storedPath = `originals/2026/01/01/${sha256}.mp4`;
    store.originals.insert({ sha256, bytes: 1, sm3: null, storedPath, storedAt, readBack: 'direct', recovered: false });
    store.clips.insert({
      id,
      sha256,
      bytes: 1,
      kind: 'video',
      state: 'verified',
      cameraId: camera.id,
      cameraSerial: camera.serial,
      officerNo: null,
      visitId,
      sourceType: 'folder',
      path: { text: `DCIM/${String(i)}.mp4` },
      stamp: '0',
      modified: null,
      storedPath,
      storedAt,
      important: false,
      encrypted: false,
      locked: null,
      note: null,
      nameStart: null,
    });
    store.log.append(
      'clip.stored',
      { sha256, bytes: 1, path: `DCIM/${String(i)}.mp4`, storedPath },
      { visitId, clipId: id },
    );
  };
}

function secondsOf(work: () => unknown): number {
  const began = performance.now();
  work();
  return (performance.now() - began) / 1000;
}

/** What sync holds in memory while much waits: rows only, into an archive that keeps nothing of what it is sent. */
import { createHash } from 'node:crypto';
import { pino } from 'pino';
import type * as RunnerModule from '../../src/archive/sync/runner.js';
import type { ArchiveTarget } from '../../src/archive/target.js';
import type * as Time from '../../src/domain/time.js';
import type * as Paths from '../../src/store/paths.js';
import type * as Store from '../../src/store/station-store.js';
import { makeClips } from './labelled-clips.js';
import { against, say } from './report.js';
import { newStation } from './workshop.js';

const dist = (path: string): string => new URL(`../../../dist/${path}`, import.meta.url).href;
const { Runner } = (await import(dist('archive/sync/runner.js'))) as typeof RunnerModule;
const { systemClock, toInstant } = (await import(dist('domain/time.js'))) as typeof Time;
const { dataPaths } = (await import(dist('store/paths.js'))) as typeof Paths;
const { openStationStore } = (await import(dist('store/station-store.js'))) as typeof Store;

/** So many go while it is looked at: what is held does not depend on what has gone. */
const CARRIED = 500;
const AT_ONCE = 5000;

interface Backlog {
  readonly clips: number;
  readonly bytes: number;
}

export async function benchBacklog(backlogs: readonly Backlog[]): Promise<void> {
  say('\nmemory of sync with a backlog');
  const held: number[] = [];
  for (const backlog of backlogs) held.push(await heldWith(backlog));
  const [least, most] = [Math.min(...held), Math.max(...held)];
  against('the largest backlog against the smallest', most / least, 1.25, 'less', 'x');
}

/** @returns MiB */
async function heldWith({ clips, bytes }: Backlog): Promise<number> {
  const paths = dataPaths(await newStation(`backlog-${String(clips)}`));
  const store = openStationStore(paths, { clock: systemClock, actor: 'bench', clockSynchronised: () => null });
  const at = toInstant(systemClock.now());
  makeClips(store, {
    clips: 1,
    first: at,
    apartMs: 1,
    officers: 1,
    footage: () => ({ kind: 'video', bytes }),
    labelled: () => false,
  });
  const clipId = store.db.prepare<[], string>('SELECT id FROM clips').pluck().get() ?? '';
  const place = { name: 'bench', archiveId: 'bench', target: hollow(), witness: null, witnessKey: null };
  store.transaction(() => {
    store.archives.configure([place]);
    store.gateBars.put(clipId, []);
  });
  for (let i = 0; i < clips; i += AT_ONCE)
    store.transaction(() => {
      for (let k = i; k < Math.min(clips, i + AT_ONCE); k += 1) {
        const sha256 = createHash('sha256')
          .update(`${String(bytes)} ${String(k)}`)
          .digest('hex');
        const storedPath = `originals/2026/01/01/${sha256}`;
        store.originals.insert({
          sha256,
          bytes,
          sm3: null,
          storedPath,
          storedAt: at,
          readBack: 'direct',
          recovered: false,
        });
        const rank = { important: false, due: null, age: at, at };
        store.outbox.content({ target: 'bench', clipId, kind: 'sidecar', sha256, bytes, ...rank });
      }
    });
  const context = {
    store,
    clock: systemClock,
    settings: { minimumDays: 180, zone: 'Asia/Shanghai', bytesPerSecond: null, auditNights: 30 },
    places: [place],
    verdictsOf: () => {
      throw new Error('there are no records here');
    },
  };
  const hooks = { whenFree: () => Promise.resolve(), random: () => 0.5, log: pino({ level: 'silent' }) };
  let most = 0;
  const done = (): number => store.archives.tally().reduce((sum, t) => sum + (t.done ? t.orders : 0), 0);
  const began = performance.now();
  await new Runner(context, place, hooks).run(
    () => {
      most = Math.max(most, process.memoryUsage.rss() / 2 ** 20);
      return done() < CARRIED;
    },
    new AbortController().signal,
    () => false,
  );
  const each = (performance.now() - began) / done();
  const gigabytes = ((clips * bytes) / 1e9).toFixed(0);
  say(
    `  ${String(clips)} of ${String(bytes / 1e6)} MB, ${gigabytes} GB: ${most.toFixed(0)} MiB at most, ${each.toFixed(2)} ms for each`,
  );
  store.close();
  return most;
}

/** Says yes to everything. */
function hollow(): ArchiveTarget {
  const kept = new Map<string, { bytes: number; sha256: string }>();
  const retention = { until: '2999-01-01T00:00:00.000Z', enforcement: 'recorded' } as const;
  const verdict = { mayArchive: true, enforcement: 'recorded', lacking: [], inTheWay: [] };
  return {
    kind: 'directory',
    probe: () =>
      Promise.resolve({
        at: toInstant(systemClock.now()),
        verdict,
        checks: {},
        clockAheadMs: null,
        freeBytes: null,
      } as never),
    head: (key) => {
      const found = kept.get(key);
      const rest = { version: null, retention, legalHold: false, metadata: {} };
      return Promise.resolve(found === undefined ? null : { key, ...found, ...rest });
    },
    put: async (key, content, { onProgress }) => {
      const bytes = 'file' in content ? content.bytes : content.data.length;
      await onProgress(bytes);
      kept.set(key, { bytes, sha256: content.sha256 });
      return { outcome: 'stored', version: null, readBack: 'direct' };
    },
    abandon: () => Promise.resolve(),
    retain: () => Promise.resolve(retention),
    hold: () => Promise.resolve(true),
    read: () => Promise.reject(new Error('nothing is kept')),
    readBackAndHash: () => Promise.reject(new Error('nothing is kept')),
    list: () => Promise.resolve({ objects: [], next: null }),
    close: () => undefined,
  };
}

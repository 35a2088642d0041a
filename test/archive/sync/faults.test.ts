/** An archive that breaks off, loses answers and loses objects, at every step there is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArchiveError } from '../../../src/archive/errors.js';
import { carryOrder } from '../../../src/archive/sync/carry-order.js';
import type { ArchivePlace } from '../../../src/archive/sync/context.js';
import { GroupCommit } from '../../../src/archive/sync/group-commit.js';
import { toInstant } from '../../../src/domain/time.js';
import { OnRecord } from '../../records/support.js';
import { ordinaryClip } from '../../records/disposal/support.js';
import { MemoryTarget, TestSync, type Fault } from './support.js';

const FAULTS: readonly Fault[] = ['none', 'before', 'after', 'gone', 'full'];

/** What the status tells, which is kept as it changes. */
const talliesOf = ({ store }: OnRecord): unknown[] => [
  store.db
    .prepare('SELECT target, part, done, orders, bytes FROM archive_totals WHERE orders > 0 ORDER BY 1, 2, 3')
    .all(),
  store.db.prepare('SELECT target, night, objects, bytes FROM archive_nights ORDER BY 1, 2').all(),
];

/** The same as a scan of everything gives it. */
const countedIn = ({ store }: OnRecord): unknown[] => [
  store.db
    .prepare(
      `SELECT target, part, state = 'done' AS done, count(*) AS orders, sum(ifnull(bytes, 0)) AS bytes
       FROM archive_orders GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    )
    .all(),
  store.db
    .prepare(
      `SELECT target, next_night AS night, count(*) AS objects, sum(bytes) AS bytes
       FROM archive_reads GROUP BY 1, 2 ORDER BY 1, 2`,
    )
    .all(),
];

describe('sync with an archive that fails', () => {
  it('ends, once the faults end, with everything there once, locked, read back and on record once', async () => {
    const station = await OnRecord.open();
    const clips = [await ordinaryClip(station), await ordinaryClip(station)];
    let runs = 0;
    let before: ArchivePlace[] = [];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...FAULTS), { maxLength: 40 }),
        fc.array(fc.boolean(), { maxLength: 8 }),
        async (faults, crashes) => {
          runs += 1;
          const target = new MemoryTarget();
          const sync = new TestSync(station, target, `archive ${String(runs)}`, null, before);
          before = [sync.place];
          target.faults = [...faults];
          const isOver = (): boolean => sync.orders(clips).every((o) => o.state === 'done');
          for (let i = 0; !isOver() && i < 100; i += 1) {
            await sync.run();
            sync.now += 300_000;
            if (crashes[i] === true) sync.restart();
          }
          expect(isOver()).toBe(true);
          const orders = sync.orders(clips);
          for (const { sha256, retainUntil } of orders) {
            const [key = '', held] = [...target.objects].find(([k]) => k.endsWith(sha256 ?? '?')) ?? [];
            if (held === undefined) continue;
            expect(held.retention?.until).toBe(retainUntil);
            expect(target.readBacks).toContain(key);
          }
          const keys = [...target.objects.keys()].filter((key) => !key.startsWith('stations/'));
          expect(keys).toHaveLength(orders.length);
          const entries = clips.flatMap((clip) =>
            station.store.custody.list({ clip, limit: 10_000, newestFirst: false }),
          );
          const archived = entries.filter((e) => e.kind.endsWith('.archived') && e.body['target'] === sync.place.name);
          expect(archived.map((e) => e.body['key']).sort()).toEqual(keys.sort());
          expect(talliesOf(station)).toEqual(countedIn(station));
        },
      ),
      { numRuns: 15 },
    );
  }, 60_000);

  it('puts aside what is refused for ever, tells it once, goes on with the rest, and tries again when a person says so', async () => {
    const station = await OnRecord.open();
    const [first, second] = [await ordinaryClip(station), await ordinaryClip(station)];
    const target = new MemoryTarget();
    const sync = new TestSync(station, target);
    const { store } = station;
    const sha256 = store.clips.get(first)?.sha256 ?? '';
    const put = target.put.bind(target);
    target.put = (key, content, options) =>
      key.endsWith(sha256)
        ? Promise.reject(new ArchiveError('bwc.archive.refused', 'larger than this archive takes', { key }))
        : put(key, content, options);
    await sync.run();
    await sync.run();
    expect(sync.orders([second]).map((o) => o.state)).toEqual(['done', 'done']);
    const [refused] = store.outbox.refused(0, 10);
    expect(refused).toMatchObject({ clipId: first, lastCode: 'bwc.archive.refused', state: 'uploading' });
    expect(store.alarms.open().map((a) => a.kind)).toEqual(['archive.refused']);
    expect(sync.kinds(first).filter((k) => k === 'archive.order_refused')).toHaveLength(1);
    target.put = put;
    await sync.run();
    expect(sync.orders([first]).map((o) => o.state)).toEqual(['uploading', 'queued']);
    expect(store.outbox.again(refused?.id ?? 0)).toBe(true);
    await sync.run();
    expect(sync.orders([first]).map((o) => o.state)).toEqual(['done', 'done']);
    expect(store.alarms.open()).toEqual([]);
  });

  it('leaves an archive alone that does not answer, says so, and works at once when it does again', async () => {
    const station = await OnRecord.open();
    const clip = await ordinaryClip(station);
    const target = new MemoryTarget();
    const sync = new TestSync(station, target);
    target.faults = ['before', 'before', 'before'];
    for (let i = 0; i < 3; i += 1) {
      await sync.run();
      expect(sync.runner.mayTry()).toBe(false);
      sync.now += 300_000;
    }
    expect(station.store.alarms.open()).toMatchObject([
      { kind: 'archive.unreachable', subject: 'bureau', details: { code: 'bwc.archive.unreachable' } },
    ]);
    expect(sync.runner.mayTry()).toBe(true);
    await sync.run();
    expect(sync.orders([clip]).every((o) => o.state === 'done')).toBe(true);
    expect(station.store.alarms.open()).toEqual([]);
  });

  it('sends what is late first, then what is important, then the oldest, each clip before its record', async () => {
    const station = await OnRecord.open();
    const clips = [await ordinaryClip(station), await ordinaryClip(station), await ordinaryClip(station)] as const;
    const target = new MemoryTarget();
    const sync = new TestSync(station, target);
    const { outbox } = station.store;
    const at = toInstant(sync.now);
    outbox.rank(clips[1], { important: true, due: null }, at);
    outbox.rank(clips[2], { important: false, due: '2026-03-01T00:00:00.000Z' }, at);
    outbox.rank(clips[0], { important: false, due: null }, at);
    const all: string[] = [];
    const carrying = {
      signal: new AbortController().signal,
      sent: () => Promise.resolve(),
      read: () => Promise.resolve(),
      show: () => Promise.resolve(),
      write: new GroupCommit(station.store).write,
    };
    const next = () => outbox.next('bureau', at, [], 1)[0];
    for (let order = next(); order !== undefined; order = next()) {
      all.push(`${order.clipId} ${order.kind}`);
      await carryOrder(sync.context, sync.place, order.id, carrying);
    }
    expect(all).toEqual([clips[2], clips[1], clips[0]].flatMap((c) => [`${c} original`, `${c} record`]));
  });
});

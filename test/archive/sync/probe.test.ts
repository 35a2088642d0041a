/** What an archive was found to hold to decides: where it is not enough, nothing goes out, and people are told which check failed. */
import { describe, expect, it } from 'vitest';
import { OnRecord } from '../../records/support.js';
import { ordinaryClip } from '../../records/disposal/support.js';
import { MemoryTarget, TestSync } from './support.js';

async function syncing() {
  const station = await OnRecord.open();
  const clip = await ordinaryClip(station);
  const target = new MemoryTarget();
  const sync = new TestSync(station, target);
  const look = () => sync.runner.look(new AbortController().signal);
  const { store } = station;
  const probes = () => store.custody.list({ kind: 'archive.probed', limit: 99, newestFirst: false }).map((e) => e.body);
  const alarms = () => store.alarms.open().map(({ kind, details }) => ({ kind, ...details }));
  return { station, store, clip, target, sync, look, probes, alarms };
}

describe('the probe of an archive', () => {
  it('is on record with its time before anything is archived, and an archive that is not fit gets nothing', async () => {
    const { store, clip, target, sync, probes, alarms } = await syncing();
    target.checks = { ...target.checks, wrongContentRefused: 'no' };
    await sync.run();
    expect(target.puts).toEqual([]);
    expect(sync.orders([clip]).map((o) => o.state)).toEqual(['queued', 'queued']);
    expect(store.archiveProbes.latest('bureau')).toMatchObject({
      at: target.probedAt,
      mayArchive: false,
      enforcement: null,
      inTheWay: ['wrongContentRefused'],
    });
    expect(alarms()).toEqual([{ kind: 'archive.unfit', failed: 'wrongContentRefused' }]);
    expect(sync.runner.view().code).toBe('bwc.archive.unfit');
    // Told once, however often it is tried again.
    for (let i = 0; i < 5; i += 1) {
      sync.now += 300_000;
      await sync.run();
    }
    expect([probes().length, alarms().length, target.puts]).toEqual([1, 1, []]);
    target.checks = { ...target.checks, wrongContentRefused: 'yes' };
    sync.now += 300_000;
    await sync.run();
    expect(sync.orders([clip]).map((o) => o.state)).toEqual(['done', 'done']);
    expect(alarms()).toEqual([]);
    expect(probes()).toMatchObject([{ mayArchive: false }, { mayArchive: true, enforcement: 'recorded' }]);
    const kinds = store.custody.list({ limit: 999, newestFirst: false }).map((e) => e.kind);
    expect(kinds.lastIndexOf('archive.probed')).toBeLessThan(kinds.indexOf('clip.archived'));
  });

  it('is made at each start and once a day, and in the log only where it says something new or is a day old', async () => {
    const { target, sync, look, probes } = await syncing();
    let probed = 0;
    const probe = target.probe.bind(target);
    target.probe = () => {
      probed += 1;
      return probe();
    };
    const days = (n: number): void => {
      sync.now += n * 86_400_000;
      target.probedAt = new Date(sync.now).toISOString();
    };
    await look();
    await sync.run();
    await sync.run();
    expect([probed, sync.runner.probeIsDue()]).toEqual([1, false]);
    sync.restart();
    expect(sync.runner.probeIsDue()).toBe(true);
    await sync.run();
    expect([probed, probes().length]).toEqual([2, 1]);
    days(0.9);
    await sync.run();
    expect(probed).toBe(2);
    days(0.2);
    await sync.run();
    expect([probed, probes().length]).toEqual([3, 2]);
    // Whoever asks for a sync has it tried at once.
    sync.runner.hurry();
    await sync.run();
    expect([probed, probes().length]).toEqual([4, 2]);
  });

  it('tells of an archive that cannot be reached, outside of the hours of sync as well', async () => {
    const { target, sync, look, alarms } = await syncing();
    target.faults = ['before', 'before', 'before'];
    for (let i = 0; i < 3; i += 1) {
      await look();
      sync.now += 300_000;
    }
    expect(alarms()).toMatchObject([{ kind: 'archive.unreachable', code: 'bwc.archive.unreachable' }]);
    await look();
    expect(alarms()).toEqual([]);
    expect(target.puts).toEqual([]);
  });
});

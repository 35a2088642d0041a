/** What holds sync back and what breaks it off, in the middle of a large clip that goes into a real directory. */
import { randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { initialiseDirectoryArchive } from '../../../src/archive/targets/directory/initialise.js';
import { DirectoryTarget } from '../../../src/archive/targets/directory/directory-target.js';
import { systemClock, toInstant } from '../../../src/domain/time.js';
import { clipsChanged } from '../../../src/records/after-change.js';
import { queueNextBefore } from '../../../src/records/archive/queue.js';
import { OnRecord } from '../../records/support.js';
import { describeClip, tempFolder, TestVisit } from '../../store/support.js';
import { SPAN } from '../../records/disposal/support.js';
import { MemoryTarget, TestSync } from './support.js';

const MiB = 2 ** 20;
const BYTES = 24 * MiB;

async function largeClip(station: OnRecord): Promise<string> {
  const visit = TestVisit.open(station.store);
  const index = await visit.ingest('DCIM/large.mp4', randomBytes(BYTES));
  const id = station.store.entries.get(visit.subject.id, index)?.clipId ?? '';
  describeClip(station.store, id, ...SPAN);
  station.store.transaction(() => {
    clipsChanged(station.acting('wang'), [id]);
  });
  const fields = {
    unit: '鹭江中队',
    party: '某店',
    inspectionDate: '2026-03-02',
    inspectionContent: '占道经营',
    category: '行政检查',
  };
  station.do('label.put', { clips: [id], fields });
  return id;
}

describe('a large clip on its way', () => {
  async function toDirectory() {
    const station = await OnRecord.open();
    const clip = await largeClip(station);
    const path = await tempFolder();
    const archiveId = await initialiseDirectoryArchive(path, systemClock);
    const sync = new TestSync(station, new DirectoryTarget({ path, archiveId }, systemClock));
    const parts = () => readdirSync(join(path, '.bwc', 'incoming')).map((name) => join(path, '.bwc', 'incoming', name));
    const sent = async (bytes: number): Promise<void> => {
      while (sync.runner.view().sentBytes < bytes) await sleep(1);
    };
    const heldBack = async (): Promise<void> => {
      const before = sync.heldBack;
      while (sync.heldBack === before) await sleep(1);
    };
    return { clip, sync, parts, sent, heldBack };
  }

  it('waits while a camera is copied, and goes on with it afterwards', async () => {
    const { clip, sync, parts, sent, heldBack } = await toDirectory();
    sync.gate.close('copying');
    const running = sync.run();
    expect(sync.heldBack).toBe(1);
    expect(sync.runner.view().sentBytes).toBe(0);
    sync.gate.open('copying');
    await sent(10 * MiB);
    sync.gate.close('copying');
    await heldBack();
    const then = parts().map((part) => statSync(part).size);
    await sleep(20);
    expect(parts().map((part) => statSync(part).size)).toEqual(then);
    expect(sync.orders([clip]).map((o) => o.state)).toEqual(['uploading', 'queued']);
    sync.gate.open('copying');
    await running;
    expect(sync.orders([clip]).map((o) => o.state)).toEqual(['done', 'done']);
  });

  it('is let go of at once when the station stops, held back by a camera or by the bandwidth, and goes on from there', async () => {
    for (const held of ['camera', 'bandwidth']) {
      const { clip, sync, parts, sent } = await toDirectory();
      // By a clock that stands still no more than a second's worth ever goes.
      if (held === 'bandwidth') sync.settings.bytesPerSecond = 12 * MiB;
      sync.restart();
      const running = sync.run();
      await sent(12 * MiB);
      if (held === 'camera') sync.gate.close('copying');
      await sent(13 * MiB);
      sync.stop();
      await running;
      const [part = ''] = parts();
      const kept = Math.floor(statSync(part).size / MiB) * MiB;
      expect(kept, held).toBeGreaterThanOrEqual(12 * MiB);
      expect(sync.orders([clip]).map((o) => o.state)).toEqual(['uploading', 'queued']);
      sync.gate.open('copying');
      sync.settings.bytesPerSecond = null;
      sync.restart();
      await sync.run();
      expect(sync.orders([clip]).map((o) => o.state)).toEqual(['done', 'done']);
      // Of the clip only what was not there; the record is small.
      expect(sync.runner.view().sentBytes).toBeLessThan(BYTES - kept + MiB);
    }
  });
});

describe('an archive without room', () => {
  it('is told apart from one that does not answer', async () => {
    const station = await OnRecord.open();
    const clip = await largeClip(station);
    const target = new MemoryTarget();
    const sync = new TestSync(station, target);
    while (queueNextBefore({ store: station.store, now: () => toInstant(sync.now) }, 200));
    const alarms = () => station.store.alarms.open().map((a) => a.kind);
    const runs = async (): Promise<void> => {
      for (let i = 0; i < 3; i += 1) {
        await sync.run();
        sync.now += 600_000;
      }
    };
    const put = target.put.bind(target);
    target.put = async (...args) => {
      if (args[0].startsWith('originals/')) target.faults = ['full'];
      return put(...args);
    };
    await runs();
    expect(alarms()).toEqual(['archive.full']);
    target.put = put;
    // An alarm of before is taken back by a station that was started anew.
    sync.restart();
    await runs();
    expect(alarms()).toEqual([]);
    expect(sync.orders([clip]).every((o) => o.state === 'done')).toBe(true);
    target.faults = Array.from({ length: 9 }, () => 'before' as const);
    await runs();
    expect(alarms()).toEqual(['archive.unreachable']);
  });
});

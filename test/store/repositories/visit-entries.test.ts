import { describe, expect, it } from 'vitest';
import { sourcePathFromBytes } from '../../../src/domain/source-path.js';
import { Erasures } from '../../../src/store/repositories/erasures.js';
import { VisitEntries, type NewEntry } from '../../../src/store/repositories/visit-entries.js';
import { Visits } from '../../../src/store/repositories/visits.js';
import { AT } from '../fixed-clock.js';
import { entryOf, newDb } from '../support.js';

async function listed(...files: NewEntry[]): Promise<{ entries: VisitEntries; visits: Visits; id: string }> {
  const db = await newDb();
  const entries = new VisitEntries(db);
  const visits = new Visits(db, entries, new Erasures(db));
  const id = visits.open({ slot: 's', root: '/r', driver: 'volume', profile: 'p', sourceType: 'camera', at: AT });
  entries.add(id, files);
  return { entries, visits, id };
}

const day = (n: number): string => `2026-03-0${String(n)}T00:00:00.000Z`;
const sidecar = (index: number, of: number): NewEntry =>
  entryOf(index, `${String(index)}.nmea`, { class: 'sidecar', kind: 'gps', of });

describe('what a visit listed', () => {
  it('waits oldest first, whatever the order of listing', async () => {
    const { entries, id } = await listed(
      entryOf(0, 'c', { modified: day(3) }),
      entryOf(1, 'a', { modified: day(1) }),
      entryOf(2, 'b', { modified: day(2) }),
      entryOf(3, 'b2', { modified: day(2) }),
    );
    expect(entries.waiting(id, 10)).toEqual([1, 2, 3, 0]);
    expect(entries.waiting(id, 2)).toEqual([1, 2]);
  });

  it('gives a sidecar only after its clip is stored or known', async () => {
    const { entries, id } = await listed(entryOf(0, 'a.mp4'), sidecar(1, 0), entryOf(2, 'b.mp4'), sidecar(3, 2));
    expect(entries.waiting(id, 10)).toEqual([0, 2]);
    entries.settle(id, 0, 'stored', { clipId: 'c_1' });
    expect(entries.waiting(id, 10)).toEqual([2, 1]);
    entries.settle(id, 2, 'already_known', { clipId: 'c_2' });
    expect(entries.waiting(id, 10)).toEqual([1, 3]);
    expect(entries.waiting(id, 1)).toEqual([1]);
  });

  it('fails the sidecars of a clip that failed, and no others', async () => {
    const { entries, id } = await listed(entryOf(0, 'a.mp4'), sidecar(1, 0), entryOf(2, 'b.mp4'), sidecar(3, 2));
    entries.settle(id, 0, 'failed', { reason: 'EIO', code: 'bwc.device.read_error' });
    entries.failOrphanedSidecars(id);
    expect([0, 1, 2, 3].map((i) => entries.get(id, i)?.state)).toEqual(['failed', 'failed', 'waiting', 'waiting']);
    expect(entries.remarks(id, 10)).toEqual([
      { path: 'a.mp4', class: 'clip', state: 'failed', reason: 'EIO', code: 'bwc.device.read_error' },
      { path: '1.nmea', class: 'sidecar', state: 'failed', reason: 'its clip was not stored', code: null },
    ]);
  });

  it('is counted, every file once', async () => {
    const { entries, id } = await listed(
      ...['stored', 'known', 'failed', 'waiting'].map((name, i) => entryOf(i, name)),
      sidecar(4, 0),
      sidecar(5, 2),
      entryOf(6, 'Temp/x', { class: 'unfinalised', kind: null, reason: 'staging' }),
      entryOf(7, 'x.bin', { class: 'ignored', kind: null, reason: 'no footage' }),
      entryOf(8, 'broken', { class: 'failed', kind: null, reason: 'EIO' }),
    );
    expect(entries.tally(id)).toMatchObject({
      onCamera: 4,
      waiting: 6,
      sidecars: 2,
      failed: 1,
      unfinalised: 1,
      ignored: 1,
      stored: 0,
      bytesStored: 0,
    });
    expect(entries.waitingBytes(id)).toBe(60);
    entries.settle(id, 0, 'stored', { clipId: 'c_1' });
    entries.settle(id, 1, 'already_known', { clipId: 'c_2' });
    entries.settle(id, 2, 'failed', { reason: 'r' });
    entries.settle(id, 4, 'stored', { clipId: 'c_1' });
    entries.failOrphanedSidecars(id);
    expect(entries.tally(id)).toEqual({
      onCamera: 4,
      stored: 1,
      alreadyKnown: 1,
      disposed: 0,
      unfinalised: 1,
      failed: 3,
      waiting: 1,
      ignored: 1,
      sidecars: 2,
      bytesStored: 20,
    });
    expect(entries.waitingBytes(id)).toBe(10);
    expect(entries.stored(id).map((e) => e.index)).toEqual([0, 4]);
  });

  it('is safe to take out only after all of it was listed and is stored', async () => {
    const { entries, visits, id } = await listed(entryOf(0, 'a.mp4'), sidecar(1, 0));
    const safe = (): boolean | undefined => visits.get(id)?.safeToRemove;
    entries.settle(id, 0, 'stored', { clipId: 'c_1' });
    expect(safe()).toBe(false);
    visits.listed(id, AT);
    expect(safe()).toBe(false);
    entries.settle(id, 1, 'stored', { clipId: 'c_1' });
    expect(safe()).toBe(true);
  });

  it('comes back exactly, names that are no text too', async () => {
    const raw = sourcePathFromBytes(Buffer.from([0xca, 0xd3, 0x0a, 0xff]));
    const file = entryOf(0, '', {
      path: raw,
      allocatedBytes: 0,
      modified: null,
      locked: true,
      nameFacts: '{"pattern":"p"}',
    });
    const { entries, id } = await listed(file, entryOf(1, 'b', { locked: false }));
    expect(entries.get(id, 0)).toMatchObject({
      path: raw,
      allocatedBytes: 0,
      modified: null,
      locked: true,
      nameFacts: '{"pattern":"p"}',
      state: 'waiting',
      clipId: null,
    });
    expect(entries.get(id, 1)?.locked).toBe(false);
    expect(entries.get(id, 2)).toBeUndefined();
  });

  it('may be forgotten to be listed anew', async () => {
    const { entries, id } = await listed(entryOf(0, 'a.mp4'));
    entries.forget(id);
    expect(entries.tally(id).onCamera).toBe(0);
    entries.add(id, [entryOf(0, 'b.mp4')]);
    expect(entries.get(id, 0)?.path.text).toBe('b.mp4');
  });
});

/** A camera that still holds what was disposed of. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dispose, isThere, kindsOf, ordinaryClip } from '../records/disposal/support.js';
import { OnRecord } from '../records/support.js';
import { TestVisit } from '../store/support.js';
import { isSafeToRemove } from '../../src/domain/clip.js';

const CONTENT = 'clip 1 of 7654321';

describe('a camera that still holds a clip that was disposed of', () => {
  it('is recognised by its whole content: the clip does not come back, and is listed as disposed of', async () => {
    const station = await OnRecord.open();
    const id = await ordinaryClip(station);
    await dispose(station);
    const { store } = station;
    const before = store.originals.get(store.clips.get(id)?.sha256 ?? '');
    const visit = TestVisit.open(store);
    await visit.ingest('DCIM/1.mp4', CONTENT);
    await visit.ingest('DCIM/other-name.mp4', CONTENT);
    await visit.ingest('DCIM/2.mp4', 'another clip');
    const tally = store.entries.tally(visit.subject.id);
    expect(tally).toMatchObject({ onCamera: 3, stored: 1, alreadyKnown: 0, disposed: 2, failed: 0, waiting: 0 });
    expect(isSafeToRemove(tally)).toBe(true);
    expect(store.entries.remarks(visit.subject.id, 10)).toMatchObject([
      { state: 'disposed', reason: expect.stringContaining('disposed of, proposal d_') as string },
      { state: 'disposed' },
    ]);
    expect(isThere(station, id)).toBe(false);
    expect(store.originals.get(before?.sha256 ?? '')).toEqual(before);
    expect(kindsOf(station, id).slice(-3)).toEqual(['clip.disposed', 'clip.seen_disposed', 'clip.seen_disposed']);
  });

  it('one whose disposal is decided and not finished counts the same', async () => {
    const station = await OnRecord.open();
    const id = await ordinaryClip(station);
    station.now = '2027-03-03T02:00:00.000Z';
    const { proposal } = station.do('dispose.propose', { reason: '到期' });
    station.now = '2027-05-03T02:00:00.000Z';
    station.do('dispose.approve', { proposal: proposal?.id ?? '' }, 'li');
    const visit = TestVisit.open(station.store);
    await visit.ingest('DCIM/1.mp4', CONTENT);
    expect(station.store.entries.tally(visit.subject.id)).toMatchObject({ disposed: 1, alreadyKnown: 0 });
    expect(station.store.clips.knownFor('any')).toEqual([]);
    expect(isThere(station, id)).toBe(true);
  });

  it('a content that went with it and that a clip on record brings is stored again', async () => {
    const station = await OnRecord.open();
    const { store } = station;
    const [old, live] = [await ordinaryClip(station), await ordinaryClip(station)];
    const first = TestVisit.open(store);
    await first.ingest('DCIM/1.nmea', 'same', await first.ingest('DCIM/1.mp4', CONTENT));
    const shared = store.clips.sidecarsOf(old)[0];
    await dispose(station, [old]);
    const file = join(store.paths.root, shared?.storedPath ?? '');
    expect(existsSync(file)).toBe(false);
    const second = TestVisit.open(store);
    const gone = await second.ingest('DCIM/1.mp4', CONTENT);
    await second.ingest('DCIM/1.nmea', 'same', gone);
    expect(existsSync(file)).toBe(false);
    const clip = await second.ingest('DCIM/2.mp4', 'clip 2 of 7654321');
    await second.ingest('DCIM/2.nmea', 'same', clip);
    expect(existsSync(file)).toBe(true);
    expect(store.clips.sidecarsOf(live)).toMatchObject([{ sha256: shared?.sha256 }]);
    expect(store.disposals.gone(shared?.sha256 ?? '')).toBeUndefined();
    expect(store.custody.list({ kind: 'content.returned', limit: 9, newestFirst: true })).toHaveLength(1);
  });
});

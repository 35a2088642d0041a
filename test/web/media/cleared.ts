/** A clip as clearing leaves it: on record, at an archive, and not on the disk. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { originalKey } from '../../../src/archive/keys.js';
import type { ClipView } from '../../../src/domain/clip.js';
import type { Instant } from '../../../src/domain/time.js';
import type { StationStore } from '../../../src/store/station-store.js';
import { describeClip, TestVisit } from '../../store/support.js';
import { WebStation } from '../support.js';

/** A station with one film. */
export async function withFilm(film: Buffer) {
  const station = await WebStation.open();
  const { store } = station;
  const index = await TestVisit.open(store).ingest('VIDEO/执法 1.mp4', film);
  expect(index).toBe(0);
  const [clip] = store.clips.list({ sort: 'stored', limit: 1, offset: 0 });
  if (clip === undefined) throw new Error('no clip');
  describeClip(store, clip.id, '2026-03-01T00:09:09.000Z', '2026-03-01T00:09:11.000Z');
  const custodian = await station.as('custodian');
  const get = (headers: Record<string, string> = {}, part = 'original') =>
    custodian.send('GET', `/api/clips/${clip.id}/${part}`, undefined, headers);
  return { station, store, custodian, clip, get };
}

/** @param at where it was archived before, under the key of its content */
export function clearAway(
  store: StationStore,
  { id: clipId, sha256, bytes, storedPath, storedAt }: ClipView,
  place: { readonly name: string; readonly archiveId: string; readonly objectVersion: string | null },
  at: Instant,
): void {
  const { name: target, archiveId, objectVersion } = place;
  store.transaction(() => {
    store.archives.configure([place]);
    const order = { target, clipId, sha256, bytes, important: false, due: null, age: storedAt };
    store.outbox.content({ ...order, kind: 'original', at });
    const [{ id } = { id: 0 }] = store.outbox.of(clipId);
    store.outbox.begin(id);
    store.outbox.stored(id, objectVersion);
    store.outbox.locked(id, null, null);
    store.outbox.verified(id, 'direct');
    store.outbox.done(id, at);
    const row = { sha256, storedPath, bytes, target, archiveId, key: originalKey(sha256), objectVersion };
    const told = { ...row, why: 'space', by: 'test', at } as const;
    store.cleared.add({ ...told, clipId, entry: store.log.append('clip.cleared', told, { clipId }).seq });
    store.cleared.removed(store.cleared.get(sha256)?.id ?? 0, at);
  });
  rmSync(join(store.paths.root, storedPath));
}

type Get = Awaited<ReturnType<typeof withFilm>>['get'];

/** As players ask for it, and as `curl` does. */
export async function expectServed(get: Get, film: Buffer, sha256: string): Promise<void> {
  const whole = await get();
  expect([whole.statusCode, whole.headers['content-type'], whole.headers.etag]).toEqual([
    200,
    'video/mp4',
    `"${sha256}"`,
  ]);
  expect(whole.rawPayload.equals(film)).toBe(true);
  for (const [range, from, to] of [
    ['bytes=0-99', 0, 100],
    ['bytes=1000-', 1000, film.length],
    ['bytes=-7', film.length - 7, film.length],
    ['bytes=0-', 0, film.length],
  ] as const) {
    const answer = await get({ range });
    expect([answer.statusCode, answer.headers['content-range']]).toEqual([
      206,
      `bytes ${String(from)}-${String(to - 1)}/${String(film.length)}`,
    ]);
    expect(answer.rawPayload.equals(film.subarray(from, to)), range).toBe(true);
  }
  expect((await get({ range: `bytes=${String(film.length)}-` })).statusCode).toBe(416);
}

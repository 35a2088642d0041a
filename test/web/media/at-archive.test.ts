/** A clip whose original was cleared from the disk, played through the web server from a real directory. */
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { originalKey } from '../../../src/archive/keys.js';
import { DirectoryTarget } from '../../../src/archive/targets/directory/directory-target.js';
import { initialiseDirectoryArchive } from '../../../src/archive/targets/directory/initialise.js';
import { objectPath } from '../../../src/archive/targets/directory/layout.js';
import { systemClock } from '../../../src/domain/time.js';
import { fixture } from '../../ingest/media/fixtures.js';
import { describeClip, tempFolder, TestVisit } from '../../store/support.js';
import { codeOf, WebStation } from '../support.js';

const FILM = readFileSync(fixture('segment-1.mp4'));

/** As clearing leaves it: at the archive, on record, and not on the disk. */
async function cleared() {
  const station = await WebStation.open();
  const { store } = station;
  const index = await TestVisit.open(store).ingest('VIDEO/执法 1.mp4', FILM);
  expect(index).toBe(0);
  const [clip] = store.clips.list({ sort: 'stored', limit: 1, offset: 0 });
  if (clip === undefined) throw new Error('no clip');
  describeClip(store, clip.id, '2026-03-01T00:09:09.000Z', '2026-03-01T00:09:11.000Z');
  const share = await tempFolder();
  const archiveId = await initialiseDirectoryArchive(share, systemClock);
  const there = objectPath(share, originalKey(clip.sha256));
  mkdirSync(dirname(there), { recursive: true });
  writeFileSync(there, FILM);
  const place = { name: 'bureau', archiveId, target: new DirectoryTarget({ path: share, archiveId }, systemClock) };
  station.places.push({ ...place, witness: null });
  store.transaction(() => {
    const { id: clipId, sha256, bytes, storedPath } = clip;
    store.archives.configure([place]);
    const order = { target: 'bureau', clipId, sha256, bytes, important: false, due: null, age: clip.storedAt };
    store.outbox.content({ ...order, kind: 'original', at: station.now });
    const [{ id } = { id: 0 }] = store.outbox.of(clipId);
    store.outbox.begin(id);
    store.outbox.stored(id, null);
    store.outbox.locked(id, null, null);
    store.outbox.verified(id, 'direct');
    store.outbox.done(id, station.now);
    const row = {
      sha256,
      storedPath,
      bytes,
      target: 'bureau',
      archiveId,
      key: originalKey(sha256),
      objectVersion: null,
    };
    const told = { ...row, why: 'space', by: 'test', at: station.now } as const;
    store.cleared.add({ ...told, clipId, entry: store.log.append('clip.cleared', told, { clipId }).seq });
    store.cleared.removed(store.cleared.get(sha256)?.id ?? 0, station.now);
  });
  rmSync(join(store.paths.root, clip.storedPath));
  const custodian = await station.as('custodian');
  const get = (headers: Record<string, string> = {}, part = 'original') =>
    custodian.send('GET', `/api/clips/${clip.id}/${part}`, undefined, headers);
  return { station, store, custodian, clip, share, there, get };
}

it('comes whole and in ranges as from the disk, and each look is on record', async () => {
  const { store, clip, get } = await cleared();
  const whole = await get();
  expect([whole.statusCode, whole.headers['content-type'], whole.headers.etag]).toEqual([
    200,
    'video/mp4',
    `"${clip.sha256}"`,
  ]);
  expect(whole.rawPayload.equals(FILM)).toBe(true);
  for (const [range, from, to] of [
    ['bytes=0-99', 0, 100],
    ['bytes=1000-', 1000, FILM.length],
    ['bytes=-7', FILM.length - 7, FILM.length],
    ['bytes=0-', 0, FILM.length],
  ] as const) {
    const answer = await get({ range });
    expect([answer.statusCode, answer.headers['content-range']]).toEqual([
      206,
      `bytes ${String(from)}-${String(to - 1)}/${String(FILM.length)}`,
    ]);
    expect(answer.rawPayload.equals(FILM.subarray(from, to)), range).toBe(true);
  }
  expect((await get({ range: `bytes=${String(FILM.length)}-` })).statusCode).toBe(416);
  const viewed = store.custody.list({ clip: clip.id, kind: 'clip.viewed', limit: 9, newestFirst: false });
  expect(viewed.map((e) => e.body['what'])).toEqual(['original']);
});

it('shows everywhere as what it is, and the page says so', async () => {
  const { custodian, clip, station } = await cleared();
  const at = { target: 'bureau', at: station.now };
  expect((await custodian.send('GET', `/api/clips/${clip.id}`)).json()).toMatchObject({ clip: { cleared: at } });
  expect((await custodian.send('GET', '/api/clips?limit=9&offset=0')).json()).toMatchObject([
    { id: clip.id, cleared: at },
  ]);
  const { clips, bytes } = (await custodian.send('GET', '/api/status')).json<{ clips: number; bytes: number }>();
  expect([clips, bytes]).toEqual([1, 0]);
  expect((await custodian.send('GET', '/api/station')).json()).toMatchObject({
    cleared: { clips: 1, bytes: FILM.length, policy: 'never' },
  });
});

it('an archive that is not there is named with its code, and the rest of the page stays', async () => {
  const { custodian, clip, share, get } = await cleared();
  renameSync(share, `${share}.away`);
  for (const headers of [{}, { range: 'bytes=0-0' }]) {
    const answer = await get(headers);
    expect(answer.statusCode).toBe(504);
    expect(codeOf(answer)).toMatch(/^bwc\.archive\.(?:marker|vanished|unreachable)$/);
  }
  expect((await custodian.send('GET', `/api/clips/${clip.id}`)).statusCode).toBe(200);
  renameSync(`${share}.away`, share);
  expect((await get()).statusCode).toBe(200);
});

it('other bytes than the original’s are a finding, and never an answer that looks complete', async () => {
  const { station, there, get } = await cleared();
  chmodSync(there, 0o600);
  writeFileSync(there, Buffer.concat([Buffer.from('x'), FILM.subarray(1)]));
  const wrong = await get();
  expect([wrong.statusCode, codeOf(wrong)]).toEqual([504, 'bwc.archive.altered']);
  expect(station.foundThere).toMatchObject([{ kind: 'archive.altered' }]);
  rmSync(there);
  const gone = await get();
  expect([gone.statusCode, codeOf(gone)]).toEqual([504, 'bwc.archive.missing']);
  expect(station.foundThere.at(-1)).toMatchObject({ kind: 'archive.missing' });
});

it('taken out as a file it is the original, and that is on record', async () => {
  const { station, store, clip } = await cleared();
  const taken: Buffer[] = [];
  for await (const chunk of await station.served.takeOriginal(clip.id, 'wang')) taken.push(chunk as Buffer);
  expect(Buffer.concat(taken).equals(FILM)).toBe(true);
  const [entry] = store.custody.list({ clip: clip.id, kind: 'clip.original_taken', limit: 1, newestFirst: true });
  expect(entry?.body).toEqual({ sha256: clip.sha256, from: 'bureau', by: 'wang' });
});

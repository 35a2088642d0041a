/** A clip whose original was cleared from the disk, played through the web server from a real directory. */
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { originalKey } from '../../../src/archive/keys.js';
import { DirectoryTarget } from '../../../src/archive/targets/directory/directory-target.js';
import { initialiseDirectoryArchive } from '../../../src/archive/targets/directory/initialise.js';
import { objectPath } from '../../../src/archive/targets/directory/layout.js';
import { systemClock } from '../../../src/domain/time.js';
import { fixture } from '../../ingest/media/fixtures.js';
import { tempFolder } from '../../store/support.js';
import { codeOf } from '../support.js';
import { clearAway, expectServed, withFilm } from './cleared.js';

const FILM = readFileSync(fixture('segment-1.mp4'));

/** At an archive in a real directory. */
async function cleared() {
  const made = await withFilm(FILM);
  const { station, store, clip } = made;
  const share = await tempFolder();
  const archiveId = await initialiseDirectoryArchive(share, systemClock);
  const there = objectPath(share, originalKey(clip.sha256));
  mkdirSync(dirname(there), { recursive: true });
  writeFileSync(there, FILM);
  const place = { name: 'bureau', archiveId, target: new DirectoryTarget({ path: share, archiveId }, systemClock) };
  station.places.push({ ...place, witness: null, witnessKey: null });
  clearAway(store, clip, { ...place, objectVersion: null }, station.now);
  return { ...made, share, there };
}

it('comes whole and in ranges as from the disk, and each look is on record', async () => {
  const { store, clip, get } = await cleared();
  await expectServed(get, FILM, clip.sha256);
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

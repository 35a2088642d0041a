import {
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  rmSync,
  truncateSync,
  writeFileSync,
  closeSync,
} from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PreviewView } from '../../../src/domain/preview.js';
import type { Track } from '../../../src/domain/track.js';
import { finishDisposals } from '../../../src/store/disposal/finish.js';
import { filesOfClip } from '../../../src/store/disposal/files-of-clip.js';
import { describeClip, sha256, TestVisit } from '../../store/support.js';
import { fixture } from '../../ingest/media/fixtures.js';
import { until } from '../../e2e/support/daemon.js';
import { codeOf, HOST, WebStation, type Browser } from '../support.js';

const FILM = readFileSync(fixture('segment-1.mp4'));

interface Scene {
  readonly station: WebStation;
  readonly custodian: Browser;
  readonly clip: string;
  readonly path: string;
}

/** A station with one film, described by hand: what this is about is how files are handed over. */
async function scene(): Promise<Scene> {
  const station = await WebStation.open();
  const { store } = station;
  const visit = TestVisit.open(store);
  const index = await visit.ingest('VIDEO/执法 1.mp4', FILM);
  await visit.ingest('VIDEO/执法 1.nmea', readFileSync(fixture('segment-1.nmea')), index);
  const [clip] = store.clips.list({ sort: 'stored', limit: 1, offset: 0 });
  if (clip === undefined) throw new Error('no clip');
  describeClip(store, clip.id, '2026-03-01T00:09:09.000Z', '2026-03-01T00:09:11.000Z');
  store.transaction(() => {
    store.previews.want(clip.id);
  });
  const custodian = await station.as('custodian');
  return { station, custodian, clip: clip.id, path: join(store.paths.root, clip.storedPath) };
}

const get = (browser: Browser, url: string, headers: Record<string, string> = {}) =>
  browser.send('GET', url, undefined, headers);

const views = ({ station, clip }: Scene) =>
  station.store.custody.list({ clip, kind: 'clip.viewed', limit: 100, newestFirst: false });

describe('an original', () => {
  it('comes whole, with its digest as its tag and a name that is safe', async () => {
    const { custodian, clip } = await scene();
    const answer = await get(custodian, `/api/clips/${clip}/original`);
    expect(answer.statusCode).toBe(200);
    expect(answer.rawPayload.equals(FILM)).toBe(true);
    expect(answer.headers).toMatchObject({
      etag: `"${sha256(FILM)}"`,
      'accept-ranges': 'bytes',
      'content-type': 'video/mp4',
      'content-length': String(FILM.length),
      'content-disposition': `inline; filename="_ 1.mp4"; filename*=UTF-8''${encodeURIComponent('执法 1.mp4')}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });

  it('comes in ranges, from the front, from the middle and from the end', async () => {
    const { custodian, clip } = await scene();
    for (const [range, from, to] of [
      ['bytes=0-99', 0, 100],
      ['bytes=1000-', 1000, FILM.length],
      ['bytes=-7', FILM.length - 7, FILM.length],
      [`bytes=5-${String(FILM.length * 2)}`, 5, FILM.length],
    ] as const) {
      const answer = await get(custodian, `/api/clips/${clip}/original`, { range });
      expect([answer.statusCode, answer.headers['content-range'], answer.headers['content-length']]).toEqual([
        206,
        `bytes ${String(from)}-${String(to - 1)}/${String(FILM.length)}`,
        String(to - from),
      ]);
      expect(answer.rawPayload.equals(FILM.subarray(from, to)), range).toBe(true);
    }
  });

  it('beyond its end there is nothing, and a range of something else is all of it', async () => {
    const { custodian, clip } = await scene();
    const beyond = await get(custodian, `/api/clips/${clip}/original`, { range: `bytes=${String(FILM.length)}-` });
    expect([beyond.statusCode, beyond.headers['content-range'], beyond.json<{ code: string }>().code]).toEqual([
      416,
      `bytes */${String(FILM.length)}`,
      'bwc.media.range',
    ]);
    const tag = `"${sha256(FILM)}"`;
    const same = await get(custodian, `/api/clips/${clip}/original`, { range: 'bytes=0-9', 'if-range': tag });
    const other = await get(custodian, `/api/clips/${clip}/original`, { range: 'bytes=0-9', 'if-range': '"other"' });
    const known = await get(custodian, `/api/clips/${clip}/original`, { 'if-none-match': tag });
    expect([same.statusCode, other.statusCode, known.statusCode, known.body]).toEqual([206, 200, 304, '']);
  });

  it('HEAD tells the same and sends nothing', async () => {
    const { station, custodian, clip } = await scene();
    const answer = await station.server().inject({
      method: 'HEAD',
      url: `/api/clips/${clip}/original`,
      headers: { host: HOST, cookie: custodian.cookie ?? '', range: 'bytes=10-19' },
    });
    expect([answer.statusCode, answer.headers['content-length'], answer.body]).toEqual([206, '10', '']);
    expect(answer.headers['content-range']).toBe(`bytes 10-19/${String(FILM.length)}`);
  });

  it('that is missing, shorter, or a link now is not handed over as if it were the original', async () => {
    const { station, custodian, clip, path } = await scene();
    rmSync(path);
    writeFileSync(path, FILM);
    truncateSync(path, FILM.length - 1);
    expect(codeOf(await get(custodian, `/api/clips/${clip}/original`))).toBe('bwc.store.original_altered');
    rmSync(path);
    symlinkSync(fixture('segment-1.mp4'), path);
    expect(codeOf(await get(custodian, `/api/clips/${clip}/original`))).toBe('bwc.store.original_altered');
    expect(station.store.alarms.open().map((a) => [a.kind, a.subject])).toContainEqual(['store.finding', clip]);
  });

  it('that was disposed of meanwhile is gone, and so is everything that was made of it', async () => {
    const { station, custodian, clip } = await scene();
    const { store } = station;
    const made = (await custodian.send('POST', `/api/clips/${clip}/preview`)).json<PreviewView>();
    expect(made.state).toBe('made');
    const files = filesOfClip(store, clip).filter((f) => f.role === 'preview');
    expect(files).toHaveLength(3);
    // As two people's decision leaves it; how it comes about is tested elsewhere.
    store.db.pragma('foreign_keys = OFF');
    const triggers = store.db
      .prepare<[], { name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'disposed_clips'",
      )
      .all();
    for (const { name } of triggers) store.db.exec(`DROP TRIGGER ${name}`);
    store.disposals.dispose(
      { clipId: clip, proposalId: 'd_1', name: null, approvedAt: station.now, approvedSeq: 0 },
      filesOfClip(store, clip),
    );
    for (const part of ['original', 'preview', 'poster', 'track'])
      expect((await get(custodian, `/api/clips/${clip}/${part}`)).statusCode, part).toBe(410);
    expect((await custodian.send('POST', `/api/clips/${clip}/preview`)).statusCode).toBe(410);
    await finishDisposals(store, station.clock);
    for (const { storedPath } of files)
      expect(() => openSync(join(store.paths.root, storedPath), 'r')).toThrow('ENOENT');
    expect(store.previews.view(clip)).toMatchObject({ state: null, files: [] });
  });

  it.each(['..%2f..%2fstation.key', '%2e%2e%2fstation.key', 'c_01%00', '%', 'nobody', '..'])(
    'of a clip %s there is none',
    async (id) => {
      const { custodian } = await scene();
      const answer = await get(custodian, `/api/clips/${id}/original`);
      expect([400, 404]).toContain(answer.statusCode);
      expect(answer.rawPayload.includes('PRIVATE')).toBe(false);
    },
  );
});

describe('a preview', { timeout: 60_000 }, () => {
  it('is not there before it was made, is made when it is asked for, and then comes in ranges', async () => {
    const { custodian, clip } = await scene();
    const before = await get(custodian, `/api/clips/${clip}/preview`);
    expect([before.statusCode, codeOf(before)]).toEqual([404, 'bwc.media.no_preview']);
    const view = (await custodian.send('POST', `/api/clips/${clip}/preview`)).json<PreviewView>();
    expect(view.files.map((f) => f.role)).toEqual(['poster', 'preview', 'sheet']);
    for (const { role, sha256: digest, bytes, type } of view.files) {
      const whole = await get(custodian, `/api/clips/${clip}/${role}`);
      expect([sha256(whole.rawPayload), whole.headers['content-type'], whole.headers.etag]).toEqual([
        digest,
        type,
        `"${digest}"`,
      ]);
      const end = await get(custodian, `/api/clips/${clip}/${role}`, { range: 'bytes=-5' });
      expect([end.statusCode, end.rawPayload.equals(whole.rawPayload.subarray(bytes - 5))]).toEqual([206, true]);
    }
  });

  it('whose file is gone is as if it had been dropped, and is made again', async () => {
    const { station, custodian, clip } = await scene();
    await custodian.send('POST', `/api/clips/${clip}/preview`);
    const file = station.store.previews.file(clip, 'preview');
    truncateSync(join(station.store.paths.root, file?.storedPath ?? ''), 3);
    expect(codeOf(await get(custodian, `/api/clips/${clip}/preview`))).toBe('bwc.media.no_preview');
    expect(station.store.previews.view(clip).state).toBe('dropped');
    expect((await custodian.send('POST', `/api/clips/${clip}/preview`)).json<PreviewView>().state).toBe('made');
    expect((await get(custodian, `/api/clips/${clip}/preview`)).statusCode).toBe(200);
  });
});

it('the track comes with the offset into the clip', async () => {
  const { custodian, clip } = await scene();
  const track = (await get(custodian, `/api/clips/${clip}/track`)).json<Track>();
  expect(track.points).toMatchObject([{ at: '2026-03-01T00:09:10.000Z', offsetMs: 1000, latitude: 31.2304 }]);
  expect(track.sources).toMatchObject([{ path: 'VIDEO/执法 1.nmea', points: 1 }]);
});

describe('who may look', () => {
  it('an officer at his own, a leader at the unit’s, nobody without clearance; the others are told that there is nothing', async () => {
    const { station, custodian, clip } = await scene();
    const url = `/api/clips/${clip}/original`;
    for (const id of ['n_1', 'n_2']) {
      const unit = { id, version: 1, name: id, parent: null, closed: false, why: null };
      station.store.units.add({ ...unit, by: 'test', at: station.now, entry: 0 });
    }
    const status = async (browser: Browser): Promise<number> => (await get(browser, url)).statusCode;
    // The camera of these visits says 012345.
    expect(await status(await station.as('officer', { numbers: ['012345'], unit: 'n_1' }))).toBe(200);
    expect(await status(await station.as('officer', { numbers: ['999999'], unit: 'n_1' }))).toBe(404);
    expect(await status(await station.as('reviewer', { unit: 'n_1' }))).toBe(200);
    expect(await status(await station.as('reviewer', { unit: 'n_2' }))).toBe(404);
    expect(await status(await station.as('auditor'))).toBe(403);
    expect(await status(await station.as('administrator'))).toBe(403);
    expect(await status(station.browser())).toBe(401);
    expect(await status(custodian)).toBe(200);
  });

  it('is on record once for a session, a clip and ten minutes; pictures in lists are not looks', async () => {
    const s = await scene();
    const url = `/api/clips/${s.clip}`;
    await get(s.custodian, `${url}/thumbnail`);
    await get(s.custodian, `${url}/poster`);
    expect(views(s)).toEqual([]);
    for (let i = 0; i < 5; i++) await get(s.custodian, `${url}/original`, { range: `bytes=${String(i)}-` });
    expect(views(s).map((e) => e.body['what'])).toEqual(['original']);
    expect(views(s)[0]?.body['by']).toMatch(/^custodian 甲 <u_/);
    await get(await s.station.as('custodian'), `${url}/original`);
    expect(views(s)).toHaveLength(2);
    s.station.later(10 * 60_000);
    await get(s.custodian, `${url}/original`);
    await get(s.custodian, `${url}/original`);
    expect(views(s)).toHaveLength(3);
  });
});

it('a client that does not read does not make the station read ahead, and one that leaves closes the file', async () => {
  const { station, custodian, clip, path } = await scene();
  const size = 256 * 2 ** 20;
  rmSync(path);
  closeSync(openSync(path, 'w'));
  truncateSync(path, size);
  station.store.db.prepare('UPDATE clips SET bytes = ? WHERE id = ?').run(size, clip);
  const app = station.server();
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const isOpen = (): boolean => readdirSync('/proc/self/fd').some((fd) => linkOf(fd) === path);
  const readBytes = (): number => Number(/rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
  const socket = connect(port, '127.0.0.1');
  const before = readBytes();
  socket.write(
    `GET /api/clips/${clip}/original HTTP/1.1\r\nhost: 127.0.0.1:${String(port)}\r\ncookie: ${custodian.cookie ?? ''}\r\n\r\n`,
  );
  await new Promise((resolve) => socket.once('readable', resolve));
  await until(isOpen, () => 'the file was never opened');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(readBytes() - before).toBeLessThan(size / 4);
  socket.destroy();
  await until(
    () => !isOpen(),
    () => 'the file stays open',
  );
});

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '';
  }
}

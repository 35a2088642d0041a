import { rmSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import type { PreviewView } from '../../../src/domain/preview.js';
import type { ClipDetail } from '../../../src/web/api.js';
import { connectStation } from '../../../src/web/client.js';
import { bwc, bwcJson } from '../support/bwc.js';
import { card, media } from '../support/cards.js';
import { startDaemon, until } from '../support/daemon.js';
import { clipsOf, ingest, newStation, sha256Of, verify } from '../support/station.js';

interface Got {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const get = (socketPath: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Got> =>
  new Promise((resolve, reject) => {
    const req = request({ socketPath, path, headers }, (response) => {
      buffer(response).then((body) => {
        resolve({ status: response.statusCode, headers: response.headers, body });
      }, reject);
    });
    req.on('error', reject);
    req.end();
  });

it('what a camera brings can be looked at soon after: HEVC, AVI, photos; a restart begins again what was under way', async () => {
  const station = await newStation();
  const names = ['hevc.mp4', 'mjpeg-pcm.avi', 'photo.jpg', 'sound.wav', 'cut-off.mp4'];
  const camera = await card(station.shelf, {
    serial: 'P1',
    files: names.map((name) => ({ path: `VIDEO/${name}`, content: media(name) })),
  });
  const first = await startDaemon(station.data);
  await camera.plug(station.dock);
  await first.event('closed');
  expect(await first.stop()).toBe(0);
  const daemon = await startDaemon(station.data);
  const { socket } = await daemon.event('ready');
  const { queries } = connectStation(socket);
  const states = async (): Promise<Record<string, string | null>> => {
    const clips = await queries.clips({ sort: 'stored', limit: 100, offset: 0 });
    return Object.fromEntries(clips.map((c) => [c.sourcePath.split('/').at(-1) ?? '', c.preview]));
  };
  const done = {
    'hevc.mp4': 'made',
    'mjpeg-pcm.avi': 'made',
    'photo.jpg': 'made',
    'sound.wav': 'asIs',
    'cut-off.mp4': null,
  };
  await until(
    async () => JSON.stringify(Object.entries(await states()).sort()) === JSON.stringify(Object.entries(done).sort()),
    () => `previews were not made: ${daemon.stderr}`,
  );
  const clips = await clipsOf(station.data);
  const hevc = clips.find((c) => c.sourcePath.endsWith('hevc.mp4'));
  const film = await get(socket, `/api/clips/${hevc?.id ?? ''}/preview`, { range: 'bytes=4-7' });
  expect([film.status, film.headers['content-type'], film.body.toString('latin1')]).toEqual([206, 'video/mp4', 'ftyp']);
  const beyond = await get(socket, `/api/clips/${hevc?.id ?? ''}/original`, { range: 'bytes=999999999-' });
  expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${String(hevc?.bytes)}`]);
  const path = await get(socket, '/api/clips/..%2f..%2fstation.key/original');
  expect(path.status).toBe(404);
  const shown = await bwc(['show', hevc?.id ?? '', '--data', station.data]);
  expect(shown.stdout).toMatch(/preview made\n +poster +image\/jpeg +320x180/);
  expect((await bwc(['clips', '--data', station.data])).stdout).toContain('original plays');
  // Originals are what they were, and what was derived is no finding.
  for (const clip of clips) expect(sha256Of(join(station.data, clip.storedPath))).toBe(clip.sha256);
  expect((await verify(station.data)).findings).toEqual([]);
});

it('without them in the background one is made when it is asked for, with a daemon and without', async () => {
  const station = await newStation({ previews: false });
  const camera = await card(station.shelf, {
    serial: 'P2',
    files: ['segment-1.mp4', 'segment-2.mp4'].map((name) => ({ path: `VIDEO/${name}`, content: media(name) })),
  });
  await ingest(station.data, camera.root);
  const [first, second] = await clipsOf(station.data);
  expect([first?.preview, second?.preview]).toEqual(['waiting', 'waiting']);
  const made = await bwcJson<{ preview: PreviewView }>(['preview', first?.id ?? '', '--data', station.data]);
  expect(made.preview.files.map((f) => f.role)).toEqual(['poster', 'preview', 'sheet']);
  // What is deletable can be deleted: it is made anew when somebody looks.
  rmSync(join(station.data, 'derived'), { recursive: true });
  const daemon = await startDaemon(station.data);
  const { socket } = await daemon.event('ready');
  const url = `/api/clips/${first?.id ?? ''}/preview`;
  expect((await get(socket, url)).status).toBe(404);
  for (const clip of [first, second])
    expect((await bwc(['preview', clip?.id ?? '', '--data', station.data])).stdout).toContain('preview made');
  const whole = await get(socket, url);
  const { preview } = await bwcJson<ClipDetail>(['show', first?.id ?? '', '--data', station.data]);
  expect([whole.status, whole.headers.etag]).toEqual([
    200,
    `"${preview.files.find((f) => f.role === 'preview')?.sha256 ?? ''}"`,
  ]);
  expect(whole.body.length).toBe(preview.files.find((f) => f.role === 'preview')?.bytes);
  expect((await bwc(['preview', 'nobody', '--data', station.data])).code).toBe(1);
});

it('doctor says whether previews can be made', async () => {
  const { data } = await newStation();
  expect((await bwc(['doctor', '--data', data])).stdout).toContain('libx264');
});

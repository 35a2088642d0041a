import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MediaFacts } from '../../../src/ingest/media/media-facts.js';
import { mediaProblem } from '../../../src/ingest/media/read-media-facts.js';
import { factsOfAll, fixture } from './fixtures.js';

const h264 = (width = 320, height = 180) => ({
  ...{ codec: 'h264', profile: 'High', width, height },
  ...{ frameRate: { num: 25, den: 1 }, rotation: null },
});
const sound = (codec: string, sampleRate: number) => ({ codec, sampleRate, channels: 1 });
const read = (facts: object) => ({
  ...{ state: 'read', video: null, audio: null, createdAsWritten: null, exif: null, warnings: [], thumbnailJpeg: null },
  ...facts,
});

const EXPECTED: Record<string, object> = {
  'segment-1.mp4': read({
    ...{ container: 'mp4', durationMs: 2000, video: h264(), audio: sound('aac', 16000) },
    createdAsWritten: '2026-03-01T08:09:10.000000Z',
  }),
  'hevc.mp4': read({
    ...{ container: 'mp4', durationMs: 1001, createdAsWritten: '2026-03-01T09:00:00.000000Z' },
    video: { ...h264(), codec: 'hevc', profile: 'Main', frameRate: { num: 30000, den: 1001 } },
  }),
  'mjpeg-pcm.avi': read({
    ...{ container: 'avi', durationMs: 1000, audio: sound('pcm_s16le', 8000) },
    video: { ...h264(160, 120), codec: 'mjpeg', profile: 'Baseline', frameRate: { num: 15, den: 1 } },
  }),
  'fragmented.mp4': read({
    ...{ container: 'mp4', durationMs: 2000, video: h264(), createdAsWritten: '2026-03-01T10:00:00.000000Z' },
  }),
  'rotated.mp4': read({
    ...{ container: 'mp4', durationMs: 2000, video: { ...h264(), rotation: 90 }, audio: sound('aac', 16000) },
  }),
  'sound.wav': read({ container: 'wav', durationMs: 2000, audio: sound('pcm_s16le', 8000) }),
  'sound.m4a': read({
    ...{ container: 'm4a', durationMs: 2000, audio: sound('aac', 16000) },
    createdAsWritten: '2026-03-01T11:00:00.000000Z',
  }),
  'photo.jpg': read({
    ...{ container: 'jpeg', durationMs: null, createdAsWritten: '2026:03:01 08:09:10' },
    video: { ...h264(640, 360), codec: 'mjpeg', profile: 'Baseline', frameRate: null },
    exif: {
      ...{ dateTimeOriginalAsWritten: '2026:03:01 08:09:10', make: 'TESTCAM', model: 'DSJ-T1', orientation: 1 },
      gps: { latitude: 31.2304, longitude: 121.47376666666666, altitudeM: -4.5 },
    },
  }),
  'picture.png': read({
    ...{ container: 'png', durationMs: null, video: { ...h264(), codec: 'png', profile: null, frameRate: null } },
  }),
};

const UNREADABLE: Record<string, RegExp> = {
  'cut-off.mp4': /^index \(moov\) is missing: recording was cut off \(the file ends \d+ bytes before/,
  'playlist.mp4': /HLS playlist/,
  'concat.mp4': /concat list/,
  'text.mp4': /is text/,
  'empty.mp4': /zero bytes/,
  'noise.jpg': /not a media format/,
  '/nowhere/a.mp4': /cannot be opened: ENOENT/,
  '/dev/null': /not a regular file/,
};

/** Width and height from the frame header of a JPEG (ITU-T T.81 B.2.2). */
function jpegSize(base64: string | null): [number, number] {
  const jpeg = Buffer.from(base64 ?? '', 'base64');
  const at = jpeg.indexOf(Buffer.from('ffc0', 'hex'));
  return [jpeg.readUInt16BE(at + 7), jpeg.readUInt16BE(at + 5)];
}

const thumbnailOf = (facts: MediaFacts | undefined): string | null =>
  facts?.state === 'read' ? facts.thumbnailJpeg : null;

describe('media facts', { timeout: 120_000 }, () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bwc-media-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const script = (name: string, text: string): string => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    return join(folder, name);
  };

  it('TJ-07: of every good and every bad fixture are as expected, over more than one batch', async () => {
    const names = [...Object.keys(EXPECTED), ...Object.keys(UNREADABLE)];
    expect(names.length).toBeGreaterThan(16);
    const found = await factsOfAll(names);
    for (const [name, facts] of Object.entries(EXPECTED)) expect(found[name], name).toEqual(facts);
    for (const [name, reason] of Object.entries(UNREADABLE)) {
      expect(found[name], name).toMatchObject({ state: 'unreadable', code: 'bwc.media.unreadable' });
      expect(found[name], name).toHaveProperty('reason', expect.stringMatching(reason));
    }
  });

  it('include streams whose duration is only an estimate', async () => {
    const found = await factsOfAll(['stream.ts', 'sound.mp3']);
    expect(found['stream.ts']).toMatchObject({
      state: 'read',
      container: 'mpeg-ts',
      video: { codec: 'h264', width: 320 },
    });
    expect(found['sound.mp3']).toMatchObject({
      state: 'read',
      container: 'mp3',
      audio: { codec: 'mp3', sampleRate: 16000 },
    });
  });

  it('include a thumbnail, upright, longest side 320', async () => {
    const names = [
      'segment-1.mp4',
      'rotated.mp4',
      'photo.jpg',
      'stream.ts',
      'fragmented.mp4',
      'mjpeg-pcm.avi',
      'sound.wav',
    ];
    const found = await factsOfAll(names, { thumbnail: true });
    expect(names.slice(0, 6).map((name) => jpegSize(thumbnailOf(found[name])))).toEqual([
      ...[
        [320, 180],
        [180, 320],
        [320, 180],
        [320, 180],
        [320, 180],
      ],
      // Smaller pictures are not blown up.
      [160, 120],
    ]);
    expect(thumbnailOf(found['sound.wav'])).toBeNull();
  });

  // Both happen on a machine with too much to do.
  it.each([
    ['its output ends long before it does', '/usr/bin/ffmpeg "$@"; exec >&-; sleep 0.3'],
    ['it ends before its output was read', '(sleep 0.3; exec /usr/bin/ffmpeg "$@") 2>/dev/null &'],
  ])('include the thumbnail whole when %s', async (name, picture) => {
    const ffmpeg = script(
      `ffmpeg ${name}`,
      `case "$*" in *image2pipe*) ${picture} ;; *) exec /usr/bin/ffmpeg "$@" ;; esac`,
    );
    const direct = await factsOfAll(['segment-1.mp4'], { thumbnail: true });
    const late = await factsOfAll(['segment-1.mp4'], { thumbnail: true, tools: { ffmpeg } });
    expect(thumbnailOf(late['segment-1.mp4'])).toMatch(/./);
    expect(late).toEqual(direct);
  });

  it('go by content, and say so when the listing took it for something else', async () => {
    const disguised = join(folder, 'IMG_0001.jpg');
    copyFileSync(fixture('sound.wav'), disguised);
    expect(await factsOfAll([disguised])).toMatchObject({
      [disguised]: { state: 'read', container: 'wav', warnings: ['listed as photo, but the content is audio'] },
    });
  });

  it('are read from files of any name', async () => {
    const names = ['-i', 'a\nb.mp4', '执法.mp4', '%03d.mp4', '$(id)'].map((name) => join(folder, name));
    for (const name of names) copyFileSync(fixture('segment-1.mp4'), name);
    const found = await factsOfAll(names);
    expect(Object.values(found).map(({ state }) => state)).toEqual(names.map(() => 'read'));
  });

  it('of the siblings are not spoilt by a clip that takes for ever', async () => {
    const found = await factsOfAll(['segment-1.mp4', 'exif-bomb.jpg', 'segment-2.mp4'], { timeoutMs: 2500 });
    expect(found['exif-bomb.jpg']).toMatchObject({ state: 'unreadable', reason: 'no answer within 2500 ms' });
    expect(found['segment-1.mp4']).toMatchObject({ state: 'read' });
    expect(found['segment-2.mp4']).toMatchObject({ state: 'read' });
  });

  it.each([
    ['garbage', 'echo nonsense', 'the answer makes no sense'],
    [
      'another clip',
      `echo '{"index":1,"facts":{"state":"unreadable","code":"bwc.media.unreadable","reason":"x"}}'`,
      'the answer makes no sense',
    ],
    ['too much', 'exec cat /dev/zero', 'the answer is too large'],
    ['facts out of range', `echo '{"index":0,"facts":{"state":"read","durationMs":-1}}'`, 'the answer makes no sense'],
    ['nothing', 'exit 0', 'the reader gave no answer'],
  ])('are not believed when a taken-over reader answers with %s', async (name, answer, reason) => {
    const node = script(`node ${name}`, `echo ready\n${answer}`);
    const found = await factsOfAll(['segment-1.mp4', 'segment-2.mp4'], { tools: { node } });
    expect(Object.values(found)).toEqual(
      [1, 2].map(() => ({ state: 'unreadable', code: 'bwc.media.unreadable', reason })),
    );
  });

  it('are unavailable, never read unprotected, where the sandbox cannot be had', async () => {
    const forbidden = script('bwrap', 'echo "bwrap: No permissions to create new namespace" >&2; exit 1');
    for (const [tools, reason] of [
      [{ bwrap: '/nowhere/bwrap' }, /^bwrap cannot be run: ENOENT/],
      [{ ffprobe: '/nowhere/ffprobe' }, /^ffprobe cannot be run: ENOENT/],
      [{ bwrap: forbidden }, /^bwrap: No permissions/],
      [{ ffprobe: script('ffprobe', 'exit 127') }, /^ffprobe cannot be run: ffprobe exited with code 127/],
    ] as const) {
      const found = await factsOfAll(['segment-1.mp4', 'photo.jpg'], { tools });
      for (const facts of Object.values(found)) {
        expect(facts).toMatchObject({ state: 'unavailable', code: 'bwc.media.sandbox_unavailable' });
        expect(facts).toHaveProperty('reason', expect.stringMatching(reason));
      }
    }
    expect(await mediaProblem({ bwrap: forbidden })).toMatch(/^bwrap: No permissions/);
    expect(await mediaProblem()).toBeNull();
  });

  it('stop when aborted', async () => {
    const abort = new AbortController();
    setTimeout(() => {
      abort.abort(new Error('enough'));
    }, 50);
    await expect(factsOfAll(['exif-bomb.jpg'], { signal: abort.signal })).rejects.toThrow('enough');
  });
});

import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makePreview, type Making, type MakingOptions } from '../../../src/ingest/preview/make-preview.js';
import { GO, PAUSE } from '../../../src/ingest/preview/maker-protocol.js';
import { QUALITIES } from '../../../src/ingest/preview/quality.js';
import { fixture } from '../media/fixtures.js';
import { amr, cut, damaged, ffmpeg, film, folder, look, photo } from './media.js';

interface Made {
  readonly making: Making;
  readonly outputs: readonly string[];
}

async function make(path: string, over: Partial<MakingOptions> = {}, durationMs = 4000): Promise<Made> {
  const dir = folder();
  const outputs = [0, 1, 2].map((n) => join(dir, String(n)));
  for (const output of outputs) writeFileSync(output, '');
  const making = await makePreview(
    { path, durationMs, outputs },
    { quality: QUALITIES.normal, threads: 1, timeoutMs: 20_000, ...over },
  );
  return { making, outputs };
}

const filesOf = ({ making }: Made): Record<string, object> =>
  making.state === 'made' ? Object.fromEntries(making.files.map(({ role, ...file }) => [role, file])) : { making };

describe('a preview of a film', { timeout: 120_000 }, () => {
  it('is H.264 and AAC that begins with its index, with a poster and nine pictures', async () => {
    const before = readFileSync(fixture('segment-1.mp4'));
    const made = await make(fixture('segment-1.mp4'));
    expect(made.making).toMatchObject({ state: 'made', reason: null });
    expect(filesOf(made)).toEqual({
      preview: { output: 0, type: 'video/mp4', width: 320, height: 180, durationMs: expect.any(Number) as number },
      poster: { output: 1, type: 'image/jpeg', width: 320, height: 180, durationMs: null },
      sheet: { output: 2, type: 'image/jpeg', width: 960, height: 540, durationMs: null },
    });
    const [film = ''] = made.outputs;
    expect(look(film).streams.map((s) => s.codec_name)).toEqual(['h264', 'aac']);
    const bytes = readFileSync(film);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
    expect(readFileSync(fixture('segment-1.mp4')).equals(before)).toBe(true);
  });

  it('has a picture to jump to every second', async () => {
    const { outputs } = await make(film(folder(), '320x180', 5, '-g', '250', '-pix_fmt', 'yuv420p'));
    expect(look(outputs[0] ?? '').keyFrameTimes.map(Math.round)).toEqual(expect.arrayContaining([0, 1, 2, 3, 4]));
  });

  it.each([
    ['HEVC', 'hevc.mp4', ['h264'], 320, 180],
    ['AVI with MJPEG and PCM', 'mjpeg-pcm.avi', ['h264', 'aac'], 160, 120],
    ['a film held upright', 'rotated.mp4', ['h264', 'aac'], 180, 320],
    ['a transport stream', 'stream.ts', ['h264', 'aac'], 320, 180],
    ['fragments', 'fragmented.mp4', ['h264'], 320, 180],
  ])('is made of %s', async (_what, name, codecs, width, height) => {
    const { making, outputs } = await make(fixture(name));
    expect(making).toMatchObject({ state: 'made', reason: null });
    const { streams } = look(outputs[0] ?? '');
    expect(streams.map((s) => s.codec_name)).toEqual(codecs);
    expect(streams[0]).toMatchObject({ width, height });
  });

  it('is never wider than asked for, and of odd sizes the next even one', async () => {
    const wide = await make(film(folder(), '1282x722', 0.2, '-pix_fmt', 'yuv420p'));
    expect(filesOf(wide)).toMatchObject({ preview: { width: 960, height: 540 } });
    const odd = await make(film(folder(), '161x121', 0.2, '-pix_fmt', 'yuv444p'));
    expect(filesOf(odd)).toMatchObject({ preview: { width: 160, height: 120 } });
  });

  it('keeps every picture at its own time where they come irregularly', async () => {
    const dir = folder();
    const irregular = ffmpeg(
      join(dir, 'vfr.mp4'),
      ...['-f', 'lavfi', '-i', 'testsrc2=s=160x90:r=30:d=4', '-vf', "select='lt(t,1)+not(mod(n,15))'"],
      ...['-fps_mode', 'vfr', '-c:v', 'libx264', '-pix_fmt', 'yuv420p'],
    );
    const { outputs } = await make(irregular);
    expect(look(outputs[0] ?? '').frames).toBe(look(irregular).frames);
  });

  it('is made of a single picture', async () => {
    const made = await make(film(folder(), '320x180', 0.04, '-pix_fmt', 'yuv420p'));
    expect(Object.keys(filesOf(made))).toEqual(['preview', 'poster', 'sheet']);
  });

  it('shows what can be read of a damaged film and says what it lacks', async () => {
    const short = await make(cut(folder(), 'segment-1.mp4', 12_000));
    expect(short.making).toMatchObject({
      state: 'made',
      reason: expect.stringMatching(/of 2\.0 s could be decoded/) as string,
    });
    const holes = await make(damaged(folder(), 'segment-1.mp4'));
    expect(holes.making).toMatchObject({
      state: 'made',
      reason: expect.stringMatching(/could not be decoded/) as string,
    });
  });
});

describe('a preview of sound', { timeout: 60_000 }, () => {
  it('is made where browsers cannot play it', async () => {
    const made = await make(amr(folder()));
    expect(filesOf(made)).toMatchObject({ preview: { output: 0, type: 'audio/mp4', width: null, durationMs: 2000 } });
    expect(look(made.outputs[0] ?? '').streams.map((s) => s.codec_name)).toEqual(['aac']);
    const telephone = ffmpeg(join(folder(), 'a.wav'), '-i', fixture('sound.wav'), '-c:a', 'adpcm_ima_wav');
    expect((await make(telephone)).making).toMatchObject({ state: 'made' });
  });

  it.each(['sound.wav', 'sound.mp3', 'sound.m4a'])('is not needed of %s', async (name) => {
    expect((await make(fixture(name))).making).toEqual({ state: 'asIs' });
  });
});

describe('a photo', { timeout: 60_000 }, () => {
  it.each([
    [1, 640, 360],
    [3, 640, 360],
    [6, 360, 640],
    [7, 360, 640],
    [99, 640, 360],
  ])('of EXIF orientation %i stands upright', async (orientation, width, height) => {
    const made = await make(photo(folder(), orientation));
    expect(filesOf(made)).toMatchObject({ picture: { width, height }, poster: { width, height } });
  });

  it('is scaled down where it is large, and made of PNG as well', async () => {
    const large = ffmpeg(join(folder(), 'a.jpg'), '-f', 'lavfi', '-i', 'testsrc2=s=4000x3000', '-frames:v', '1');
    expect(filesOf(await make(large))).toMatchObject({
      picture: { width: 1920, height: 1440 },
      poster: { width: 640 },
    });
    expect(filesOf(await make(fixture('picture.png')))).toMatchObject({ picture: { width: 320 } });
  });
});

describe('what cannot be made', { timeout: 60_000 }, () => {
  it.each([
    ['cut-off.mp4', /moov\) is missing/],
    ['text.mp4', /is text/],
    ['playlist.mp4', /HLS playlist/],
    ['noise.jpg', /not a media format/],
    ['empty.mp4', /zero bytes/],
  ])('%s fails with the reason', async (name, reason) => {
    expect((await make(fixture(name))).making).toEqual({
      state: 'failed',
      reason: expect.stringMatching(reason) as string,
    });
  });

  it('larger than a preview may be is refused by the kernel', async () => {
    const path = film(folder(), '640x360', 4, '-vf', 'noise=alls=100:allf=t', '-pix_fmt', 'yuv420p');
    // What is allowed follows from the length that is said; this clip says it has none.
    const { making, outputs } = await make(path, { quality: { side: 640, crf: 1, maxKbit: 1_000_000 } }, 0);
    expect(making).toEqual({ state: 'failed', reason: 'it came out larger than any preview may be' });
    expect(statSync(outputs[0] ?? '').size).toBeLessThanOrEqual(8 * 2 ** 20);
  });

  it('is unavailable, never made unprotected, where there is no sandbox', async () => {
    expect((await make(fixture('segment-1.mp4'), { tools: { bwrap: '/nowhere/bwrap' } })).making).toMatchObject({
      state: 'unavailable',
    });
  });

  it.each([
    ['nonsense', 'echo nonsense'],
    [
      'a file that is none of the outputs',
      `echo '{"answer":{"state":"made","reason":null,"files":[{"role":"poster","output":9,"type":"image/jpeg","width":1,"height":1,"durationMs":null}]}}'`,
    ],
    [
      'a type of its own',
      `echo '{"answer":{"state":"made","reason":null,"files":[{"role":"poster","output":0,"type":"text/html","width":1,"height":1,"durationMs":null}]}}'`,
    ],
  ])('a maker that was taken over is not believed: %s', async (_what, script) => {
    const node = join(folder(), 'node');
    writeFileSync(node, `#!/bin/sh\necho ready\n${script}\n`, { mode: 0o755 });
    expect((await make(fixture('segment-1.mp4'), { tools: { node } })).making).toEqual({
      state: 'failed',
      reason: 'the answer makes no sense',
    });
  });
});

describe('while it is paused', { timeout: 60_000 }, () => {
  it('nothing is made, it is not taken for stuck, and it goes on from there', async () => {
    const dir = folder();
    const long = join(dir, 'long.mp4');
    copyFileSync(film(dir, '640x360', 4, '-pix_fmt', 'yuv420p'), long);
    let say: (line: string) => void = () => undefined;
    const making = make(long, {
      timeoutMs: 5_000,
      talk: (tell) => {
        say = tell;
        tell(PAUSE);
      },
    });
    // Longer than the silence that is taken for being stuck.
    const first = await Promise.race([
      making,
      new Promise((resolve) => {
        setTimeout(resolve, 6_000, 'still paused');
      }),
    ]);
    expect(first).toBe('still paused');
    say(GO);
    expect((await making).making).toMatchObject({ state: 'made', reason: null });
  });

  it('an end of the station ends it', async () => {
    const abort = new AbortController();
    const making = make(fixture('segment-1.mp4'), {
      signal: abort.signal,
      talk: (tell) => {
        tell(PAUSE);
        setTimeout(() => {
          abort.abort(new Error('enough'));
        }, 50);
      },
    });
    await expect(making).rejects.toThrow('enough');
  });
});

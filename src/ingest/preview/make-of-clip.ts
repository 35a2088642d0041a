/** One clip, inside the sandbox: by its content it is a film, a sound or a photo, and each has its own set of files. */
import { statSync } from 'node:fs';
import { messageOf } from '../../domain/errors.js';
import { lookInside, type Content } from '../media/content.js';
import { probe } from '../media/ffmpeg.js';
import { oneLine } from '../media/outcomes.js';
import { factsOf, pictureStream, type ProbeOutput } from '../media/probed-facts.js';
import { moving } from '../media/signatures.js';
import { readExif } from '../media/still.js';
import { contactSheet, encodeAudio, encodeVideo, poster, scalePhoto } from './encodings.js';
import type { MadeFile, MakerAnswer } from './maker-answer.js';
import type { MakerRequest } from './maker-protocol.js';
import { soundPlaysAsIs } from './plays-as-is.js';
import type { Ffmpeg } from './run-ffmpeg.js';
import { uprightFilters } from './upright.js';

type Readable = Extract<Content, { readable: true }>;

interface Job {
  readonly request: MakerRequest;
  readonly ffmpeg: Ffmpeg;
  readonly content: Readable;
  readonly probed: ProbeOutput;
}

/** Of what is less than this missing, nothing is said: containers round their lengths. */
const MISSING_MS = 1000;

/** Never throws: what cannot be made is said in the answer. */
export async function makeOfClip(request: MakerRequest, ffmpeg: Ffmpeg): Promise<MakerAnswer> {
  try {
    const content = lookInside(request.clip);
    if (!content.readable) return failed(content.reason);
    const job: Job = { request, ffmpeg, content, probed: await probe(request.clip, content.format.demuxer) };
    if (content.format.still) return await makeOfPhoto(job);
    return pictureStream(job.probed) === undefined ? await makeOfSound(job) : await makeOfFilm(job);
  } catch (error) {
    return failed(messageOf(error).replaceAll(request.clip, 'clip'));
  }
}

const failed = (reason: string): MakerAnswer => ({ state: 'failed', reason: oneLine(reason, 300) });

const indexOf = (stream: Readonly<Record<string, unknown>> | undefined): number | null =>
  typeof stream?.['index'] === 'number' ? stream['index'] : null;

const soundStream = (probed: ProbeOutput): number | null =>
  indexOf(probed.streams.find((s) => s['codec_type'] === 'audio'));

async function makeOfFilm({ request, ffmpeg, content, probed }: Job): Promise<MakerAnswer> {
  const { clip, quality, threads, outputs } = request;
  const [film = '', still = '', sheet = ''] = outputs;
  const video = indexOf(pictureStream(probed));
  if (video === null) return failed('the film has no picture that can be named');
  const streams = { video, audio: soundStream(probed) };
  const end = await ffmpeg.run(encodeVideo(clip, content.format.demuxer, streams, quality, threads, film));
  if (end.problem !== null) return failed(end.problem.replaceAll(clip, 'clip'));
  const made = await readMade(film);
  if (made.video === null || made.durationMs === null) return failed('no picture could be decoded');
  const files: MadeFile[] = [
    { role: 'preview', output: 0, type: 'video/mp4', ...made.video, durationMs: made.durationMs },
  ];
  for (const [role, output, args] of [
    ['poster', 1, (exact: boolean) => poster(film, made.durationMs ?? 0, exact, still)],
    ['sheet', 2, (exact: boolean) => contactSheet(film, made.durationMs ?? 0, exact, sheet)],
  ] as const) {
    const file = await makePicture(ffmpeg, role, output, outputs, args);
    if (file !== null) files.push(file);
  }
  const whole = factsOf(probed, content.format).durationMs;
  return { state: 'made', reason: lacks(whole, made.durationMs, end.damaged, content.problem), files };
}

async function makeOfSound({ request, ffmpeg, content, probed }: Job): Promise<MakerAnswer> {
  const { clip, outputs } = request;
  const facts = factsOf(probed, content.format);
  const audio = soundStream(probed);
  if (audio === null || facts.audio === null) return failed('no sound could be found');
  if (soundPlaysAsIs(facts.container, facts.audio.codec)) return { state: 'asIs' };
  const [to = ''] = outputs;
  const end = await ffmpeg.run(encodeAudio(clip, content.format.demuxer, audio, to));
  if (end.problem !== null) return failed(end.problem.replaceAll(clip, 'clip'));
  const { durationMs } = await readMade(to);
  if (durationMs === null) return failed('no sound could be decoded');
  const files: MadeFile[] = [{ role: 'preview', output: 0, type: 'audio/mp4', width: null, height: null, durationMs }];
  return { state: 'made', reason: lacks(facts.durationMs, durationMs, end.damaged, content.problem), files };
}

async function makeOfPhoto({ request, ffmpeg, content, probed }: Job): Promise<MakerAnswer> {
  const { clip, outputs } = request;
  const video = indexOf(pictureStream(probed));
  if (video === null) return failed('the photo has no picture that can be named');
  const turned = uprightFilters(orientationOf(content.jpegHead));
  const files: MadeFile[] = [];
  for (const [output, role] of (['picture', 'poster'] as const).entries()) {
    const to = outputs[output] ?? '';
    const end = await ffmpeg.run(scalePhoto(clip, content.format.demuxer, video, turned, role, to));
    if (end.problem !== null) return failed(end.problem.replaceAll(clip, 'clip'));
    const { video: size } = await readMade(to);
    if (size === null) return failed('no picture could be decoded');
    files.push({ role, output, type: 'image/jpeg', ...size, durationMs: null });
  }
  return { state: 'made', reason: null, files };
}

/** Damaged EXIF says nothing about how the picture stands. */
function orientationOf(jpegHead: Buffer | null): number | null {
  try {
    return jpegHead === null ? null : (readExif(jpegHead)?.orientation ?? null);
  } catch {
    return null;
  }
}

/** Null where none could be made: the film can be played all the same. */
async function makePicture(
  ffmpeg: Ffmpeg,
  role: 'poster' | 'sheet',
  output: number,
  outputs: readonly string[],
  args: (exact: boolean) => string[],
): Promise<MadeFile | null> {
  for (const exact of [true, false]) {
    await ffmpeg.run(args(exact));
    const { video } = await readMade(outputs[output] ?? '');
    if (video !== null) return { role, output, type: 'image/jpeg', ...video, durationMs: null };
  }
  return null;
}

interface Made {
  readonly video: { readonly width: number; readonly height: number } | null;
  readonly durationMs: number | null;
}

/** What came out, read with the same eyes as everything else; all null for what came out empty. */
async function readMade(path: string): Promise<Made> {
  if (statSync(path).size === 0) return { video: null, durationMs: null };
  const found = lookInside(path);
  if (!found.readable) return { video: null, durationMs: null };
  const probed = await probe(path, found.format.demuxer);
  const { video, durationMs } = factsOf(
    probed,
    found.format.still ? found.format : moving(found.format.demuxer, 'mp4'),
  );
  return { video: video === null ? null : { width: video.width, height: video.height }, durationMs };
}

/** What a person should know who sees only the preview. */
function lacks(whole: number | null, made: number, damaged: number, problem: string | null): string | null {
  const said = [
    ...(whole !== null && whole - made > MISSING_MS + whole / 50
      ? [`${seconds(made)} of ${seconds(whole)} could be decoded`]
      : []),
    ...(damaged > 0 ? ['pieces of it could not be decoded'] : []),
    ...(problem === null ? [] : [problem]),
  ];
  return said.length === 0 ? null : oneLine(said.join('; '), 300);
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

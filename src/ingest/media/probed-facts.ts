/** From ffprobe's words to facts. Pure; every value is taken as untrusted text. */
import type { AudioFacts, MediaFactsRead, VideoFacts } from './media-facts.js';
import { oneLine } from './outcomes.js';
import type { MediaFormat } from './signatures.js';

/** One `[STREAM]` or `[FORMAT]` block: numbers and text, with `tags` and `disposition` as blocks of their own. */
export type ProbedBlock = Readonly<Record<string, unknown>>;

export interface ProbeOutput {
  readonly format: ProbedBlock;
  readonly streams: readonly ProbedBlock[];
}

const MAX_COUNT = 1_000_000_000;

/** The stream a person would call the picture: the first video stream that is not a cover image. */
export const pictureStream = (probed: ProbeOutput): ProbedBlock | undefined =>
  probed.streams.find((s) => s['codec_type'] === 'video' && num(block(s['disposition'])['attached_pic']) !== 1);

export function factsOf(probed: ProbeOutput, format: MediaFormat): MediaFactsRead {
  const picture = pictureStream(probed);
  const sound = probed.streams.find((s) => s['codec_type'] === 'audio');
  const video = picture ? videoOf(picture, format.still) : null;
  const audio = sound ? audioOf(sound) : null;
  const warnings: string[] = [];
  if (picture && !video) warnings.push('the video stream states no picture size');
  if (sound && !audio) warnings.push('the audio stream states no sample rate');
  return {
    state: 'read',
    container: format.container,
    durationMs: format.still ? null : durationMs(probed),
    video,
    audio,
    createdAsWritten: createdAsWritten(probed),
    exif: null,
    warnings,
    thumbnailJpeg: null,
  };
}

function videoOf(stream: ProbedBlock, still: boolean): VideoFacts | null {
  const [width, height] = [positive(stream['width']), positive(stream['height'])];
  if (width === null || height === null) return null;
  const rotation = num(stream['rotation']);
  return {
    codec: name(stream['codec_name']),
    profile: name(stream['profile']),
    width,
    height,
    // Some demuxers know only one of the two; 0/0 is ffprobe's way of saying that it does not know.
    frameRate: still ? null : (fraction(stream['avg_frame_rate']) ?? fraction(stream['r_frame_rate'])),
    rotation: rotation !== null && Math.abs(rotation) <= 360 ? rotation : null,
  };
}

function audioOf(stream: ProbedBlock): AudioFacts | null {
  const [sampleRate, channels] = [positive(stream['sample_rate']), positive(stream['channels'])];
  return sampleRate === null || channels === null ? null : { codec: name(stream['codec_name']), sampleRate, channels };
}

function durationMs(probed: ProbeOutput): number | null {
  const seconds = [probed.format, ...probed.streams].map((b) => num(b['duration'])).find((s) => s !== null && s > 0);
  const ms = Math.round((seconds ?? Number.NaN) * 1000);
  return Number.isSafeInteger(ms) ? ms : null;
}

function createdAsWritten(probed: ProbeOutput): string | null {
  const tags = block(probed.format['tags']);
  const streamTags = probed.streams.map((s) => block(s['tags'])['creation_time']);
  const found = [tags['creation_time'], tags['com.apple.quicktime.creationdate'], tags['date'], ...streamTags].find(
    (value) => typeof value === 'string' && value !== '',
  );
  return typeof found === 'string' ? oneLine(found, 100) : null;
}

function fraction(value: unknown): { num: number; den: number } | null {
  const [, num, den] = /^(\d+)\/(\d+)$/.exec(String(value)) ?? [];
  const parts = { num: positive(num), den: positive(den) };
  return parts.num === null || parts.den === null ? null : { num: parts.num, den: parts.den };
}

/** ffprobe prints numbers as text; `N/A` and nothing at all are null. */
function num(value: unknown): number | null {
  const number = typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : NaN;
  return Number.isFinite(number) ? number : null;
}

function positive(value: unknown): number | null {
  const number = num(value);
  return number !== null && Number.isInteger(number) && number > 0 && number <= MAX_COUNT ? number : null;
}

const name = (value: unknown): string | null =>
  typeof value === 'string' && !['', 'unknown', 'N/A'].includes(value) ? oneLine(value, 60) : null;

const block = (value: unknown): ProbedBlock =>
  typeof value === 'object' && value !== null ? (value as ProbedBlock) : {};

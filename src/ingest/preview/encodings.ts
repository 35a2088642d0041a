/** What ffmpeg is told, argument by argument. Pure: no path but those inside the sandbox, no word from a file. */
import { AUDIO_KBIT, type Quality } from './quality.js';

/** Pixels: longest sides of what is made beside the preview itself. */
const PICTURE_SIDE = 1920;
const POSTER_SIDE = 640;
const SHEET_SIDE = 320;
const SHEET_PICTURES = 9;

/** As everywhere: the demuxer is forced, and content that names other files cannot make ffmpeg open them. */
const input = (path: string, demuxer: string, options: readonly string[] = [], threads = 1): string[] => [
  ...['-protocol_whitelist', 'file', '-threads', String(threads), '-f', demuxer, ...options, '-i', path],
];

/** Never larger than it is, sides even, shape kept. */
const within = (side: number): string =>
  `scale='min(${String(side)},iw)':'min(${String(side)},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2`;

const CLEAN = ['-map_metadata', '-1', '-map_chapters', '-1', '-dn', '-sn', '-bitexact'];
/** The index comes first, so that playing begins with the first bytes. */
const MP4 = ['-movflags', '+faststart', '-f', 'mp4'];
const JPEG = ['-frames:v', '1', '-c:v', 'mjpeg', '-q:v', '4', '-pix_fmt', 'yuvj420p', '-f', 'image2pipe'];
const AAC = ['-c:a', 'aac', '-ac', '1', '-b:a', `${String(AUDIO_KBIT)}k`];
/** What can still be decoded of a damaged file is shown; how much is missing is said by the length. */
const TOLERANT = ['-max_error_rate', '1'];
/** Sound that comes long before the first picture, or long after. */
const PATIENT = ['-max_muxing_queue_size', '4096'];

export interface VideoStreams {
  /** Index of the picture's stream, and of the sound's, or null where there is none. */
  readonly video: number;
  readonly audio: number | null;
}

/** H.264 and AAC with a picture to jump to every second; the frames' own times are kept, however irregular. */
export const encodeVideo = (
  path: string,
  demuxer: string,
  { video, audio }: VideoStreams,
  { side, crf, maxKbit }: Quality,
  threads: number,
  to: string,
): string[] => [
  ...TOLERANT,
  ...input(path, demuxer, [], threads),
  ...['-map', `0:${String(video)}`, ...(audio === null ? [] : ['-map', `0:${String(audio)}`, ...AAC])],
  ...CLEAN,
  ...['-filter_threads', '1', '-vf', within(side), '-fps_mode', 'vfr'],
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'main', '-pix_fmt', 'yuv420p', '-crf', String(crf)],
  ...['-maxrate', `${String(maxKbit)}k`, '-bufsize', `${String(2 * maxKbit)}k`],
  ...['-force_key_frames', 'expr:gte(t,n_forced)', '-threads', String(threads)],
  ...[...PATIENT, ...MP4, to],
];

export const encodeAudio = (path: string, demuxer: string, audio: number, to: string): string[] => [
  ...TOLERANT,
  ...input(path, demuxer),
  ...['-map', `0:${String(audio)}`, ...AAC, '-vn', ...CLEAN],
  ...[...PATIENT, ...MP4, to],
];

/** @param turned filters that make it stand upright */
export const scalePhoto = (
  path: string,
  demuxer: string,
  video: number,
  turned: readonly string[],
  role: 'picture' | 'poster',
  to: string,
): string[] => [
  ...input(path, demuxer, ['-noautorotate']),
  ...['-map', `0:${String(video)}`, ...CLEAN, '-filter_threads', '1'],
  ...['-vf', [...turned, within(role === 'picture' ? PICTURE_SIDE : POSTER_SIDE)].join(',')],
  ...JPEG,
  to,
];

/** Out of the preview, where every second has a picture to begin at. `exact` fails to find any behind the last picture. */
const at = (preview: string, seconds: number, exact: boolean): string[] =>
  input(preview, 'mov', [...(exact ? [] : ['-noaccurate_seek']), '-ss', seconds.toFixed(3)]);

/** A tenth of the way in: the first pictures are often a lens cap or a hand. */
export const poster = (preview: string, durationMs: number, exact: boolean, to: string): string[] => [
  ...at(preview, durationMs / 10_000, exact),
  ...['-map', '0:v:0', ...CLEAN, '-vf', within(POSTER_SIDE), ...JPEG],
  to,
];

/** Nine pictures, in the middle of each ninth, three in a row. */
export function contactSheet(preview: string, durationMs: number, exact: boolean, to: string): string[] {
  const each = Array.from({ length: SHEET_PICTURES }, (_, i) => i);
  const seconds = (i: number): number => ((i + 0.5) / SHEET_PICTURES) * (durationMs / 1000);
  const scaled = each.map((i) => `[${String(i)}:v]${within(SHEET_SIDE)},setsar=1,settb=1/1000,setpts=0[s${String(i)}]`);
  const places = ['0_0', 'w0_0', 'w0+w1_0', '0_h0', 'w0_h0', 'w0+w1_h0', '0_h0+h1', 'w0_h0+h1', 'w0+w1_h0+h1'];
  const stacked = `${each.map((i) => `[s${String(i)}]`).join('')}xstack=inputs=9:layout=${places.join('|')}[sheet]`;
  return [
    ...each.flatMap((i) => at(preview, seconds(i), exact)),
    ...['-filter_complex_threads', '1', '-filter_complex', [...scaled, stacked].join(';')],
    ...['-map', '[sheet]', ...CLEAN, ...JPEG],
    to,
  ];
}

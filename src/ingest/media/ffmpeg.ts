/**
 * ffprobe and ffmpeg. The only file that imports fluent-ffmpeg (archived upstream in May 2025), so that replacing it
 * changes one file; runs only inside the sandbox. Its limits of CPU, memory and file size are inherited by both tools.
 */
import { execFile, type ExecFileException } from 'node:child_process';
import fluent from 'fluent-ffmpeg';
import type { ProbeOutput } from './probed-facts.js';

/** Longest side of a thumbnail, pixels. */
const THUMBNAIL_SIDE = 320;
const THUMBNAIL_MS = 10_000;
/** Far more than any picture of that size. */
const MOST_OUTPUT_BYTES = 4 * 2 ** 20;

const ENTRIES = [
  'format=duration',
  'format_tags=creation_time,com.apple.quicktime.creationdate,date',
  'stream=index,codec_type,codec_name,profile,width,height,avg_frame_rate,r_frame_rate,sample_rate,channels,duration',
  'stream_tags=creation_time',
  'stream_side_data=rotation',
  'stream_disposition=attached_pic',
].join(':');

/**
 * The demuxer is forced and only plain files may be opened, so that content which names other files or addresses
 * cannot make ffmpeg follow them. One thread keeps memory predictable on machines with many cores.
 */
const confined = (demuxer: string): string[] => ['-protocol_whitelist', 'file', '-threads', '1', '-f', demuxer];

let ffmpeg = 'ffmpeg';

export function useTools(tools: { readonly ffprobe: string; readonly ffmpeg: string }): void {
  fluent.setFfprobePath(tools.ffprobe);
  ffmpeg = tools.ffmpeg;
}

/** @throws Error with what ffprobe said, when it cannot read the file. */
export async function probe(path: string, demuxer: string): Promise<ProbeOutput> {
  return new Promise((resolve, reject) => {
    const options = ['-v', 'error', ...confined(demuxer), '-show_entries', ENTRIES];
    fluent.ffprobe(path, options, (error: unknown, data) => {
      if (error instanceof Error) reject(error);
      else resolve({ format: data.format, streams: data.streams });
    });
  });
}

/**
 * One picture of the file as JPEG, or an empty buffer where there is none at that point. Not by fluent-ffmpeg: that asks
 * ffmpeg for its formats and encoders first, which costs more than the picture, and does not wait for all of the output.
 * @param stream index of the video stream
 * @param atSeconds null for photos
 * @throws Error with what ffmpeg said
 */
export function thumbnail(path: string, demuxer: string, stream: number, atSeconds: number | null): Promise<Buffer> {
  const seek = atSeconds === null ? [] : ['-noaccurate_seek', '-ss', atSeconds.toFixed(3)];
  const within = String(THUMBNAIL_SIDE);
  const scale = `scale='min(${within},iw)':'min(${within},ih)':force_original_aspect_ratio=decrease`;
  const input = ['-nostdin', '-v', 'error', ...confined(demuxer), ...seek, '-i', path];
  const picture = ['-map', `0:${String(stream)}`, '-frames:v', '1', '-map_metadata', '-1', '-bitexact'];
  const jpeg = ['-filter_threads', '1', '-vf', scale, '-c:v', 'mjpeg', '-q:v', '5', '-pix_fmt', 'yuvj420p'];
  const args = [...input, ...picture, ...jpeg, '-f', 'image2pipe', 'pipe:1'];
  const limits = { timeout: THUMBNAIL_MS, maxBuffer: MOST_OUTPUT_BYTES, encoding: 'buffer' } as const;
  return new Promise((resolve, reject) => {
    execFile(ffmpeg, args, limits, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(whyNoPicture(error, stderr.toString('utf8'))));
    });
  });
}

function whyNoPicture(error: ExecFileException, stderr: string): string {
  if (error.killed === true) return 'ffmpeg took too long or said too much';
  const said = stderr.trim().split('\n').slice(-2).join('; ');
  return said === '' ? `ffmpeg ended with ${String(error.code ?? error.signal)}` : said;
}

/**
 * ffprobe and ffmpeg. The only file that imports fluent-ffmpeg (archived upstream in May 2025), so that replacing it
 * changes one file; runs only inside the sandbox. Its limits of CPU, memory and file size are inherited by both tools.
 */
import { PassThrough } from 'node:stream';
import fluent, { type FfmpegCommand } from 'fluent-ffmpeg';
import type { ProbeOutput } from './probed-facts.js';

/** Longest side of a thumbnail, pixels. */
const THUMBNAIL_SIDE = 320;
const THUMBNAIL_SECONDS = 10;

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

export function useTools(tools: { readonly ffprobe: string; readonly ffmpeg: string }): void {
  fluent.setFfprobePath(tools.ffprobe);
  fluent.setFfmpegPath(tools.ffmpeg);
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
 * One picture of the file as JPEG, or an empty buffer where there is none at that point.
 * @param stream index of the video stream
 * @param atSeconds null for photos
 * @throws Error with what ffmpeg said
 */
export async function thumbnail(
  path: string,
  demuxer: string,
  stream: number,
  atSeconds: number | null,
): Promise<Buffer> {
  const seek = atSeconds === null ? [] : ['-noaccurate_seek', '-ss', atSeconds.toFixed(3)];
  const within = String(THUMBNAIL_SIDE);
  const command = fluent(path, { timeout: THUMBNAIL_SECONDS })
    .inputOptions(['-nostdin', '-v', 'error', ...confined(demuxer), ...seek])
    .outputOptions(['-map', `0:${String(stream)}`, '-frames:v', '1', '-map_metadata', '-1', '-bitexact'])
    .outputOptions(['-filter_threads', '1', '-q:v', '5', '-pix_fmt', 'yuvj420p'])
    .videoFilters(`scale='min(${within},iw)':'min(${within},ih)':force_original_aspect_ratio=decrease`)
    .videoCodec('mjpeg')
    .format('image2pipe');
  return collect(command);
}

/**
 * What the command writes, whole. Its 'end' says that ffmpeg is gone, which may be before the last bytes were read from
 * the pipe; and an output that says 'close' more than 20 ms before ffmpeg is gone fails the command. So this output
 * never says 'close', and both ends are waited for.
 */
async function collect(command: FfmpegCommand): Promise<Buffer> {
  const out = new PassThrough({ autoDestroy: false });
  const chunks: Buffer[] = [];
  out.on('data', (chunk: Buffer) => chunks.push(chunk));
  const written = new Promise<void>((resolve) => out.once('end', resolve));
  await new Promise<void>((resolve, reject) => {
    command.on('end', () => {
      resolve();
    });
    command.on('error', reject);
    command.pipe(out, { end: true });
  });
  await written;
  return Buffer.concat(chunks);
}

/**
 * What an extension says. The station software these lists come from accepts mpg avi mpv m1v m2v wmv asf mov mp4 mkv,
 * wav wma mp3 mp2 aac 3gpp, tif gif jpg jpeg pcx bmp png tga jp2 j2k, nmea gps, txt log dat; newer firmware adds the rest.
 */
import type { ClipKind, SidecarKind } from '../../domain/clip.js';

const MEDIA: Readonly<Record<ClipKind, readonly string[]>> = {
  video: 'mpg mpeg avi mpv m1v m2v wmv asf mov mp4 m4v mkv webm ts mts m2ts 3gp h264 h265'.split(' '),
  audio: 'wav wma mp3 mp2 aac m4a amr 3gpp'.split(' '),
  photo: 'tif tiff gif jpg jpeg pcx bmp png tga jp2 j2k heic'.split(' '),
};

const SIDECARS: Readonly<Record<SidecarKind, readonly string[]>> = {
  gps: ['nmea', 'gps'],
  log: ['log', 'txt', 'dat'],
  thumbnail: ['thm'],
};

const invert = <K extends string>(table: Readonly<Record<K, readonly string[]>>): ReadonlyMap<string, K> =>
  new Map((Object.keys(table) as K[]).flatMap((kind) => table[kind].map((extension) => [extension, kind] as const)));

/** By lower-case extension without the dot. */
export const MEDIA_BY_EXTENSION = invert(MEDIA);
export const SIDECAR_BY_EXTENSION = invert(SIDECARS);
/** Names firmware and tools give to what they have not finished writing. */
export const UNFINISHED_EXTENSIONS: ReadonlySet<string> = new Set(['tmp', 'part']);

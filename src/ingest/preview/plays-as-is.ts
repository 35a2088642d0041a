/** Sound that Chromium and Firefox play as it is. Source: their documentation of containers and codecs, 2026. */
const PLAYED: ReadonlyMap<string, readonly string[]> = new Map([
  ['wav', ['pcm_u8', 'pcm_s16le', 'pcm_s24le', 'pcm_f32le']],
  ['mp3', ['mp3']],
  ['aac', ['aac']],
  ['m4a', ['aac']],
  ['mp4', ['aac']],
  ['flac', ['flac']],
  ['ogg', ['vorbis', 'opus', 'flac']],
]);

/** @param container as the station names it @param codec ffmpeg's name, null where it has none */
export const soundPlaysAsIs = (container: string, codec: string | null): boolean =>
  codec !== null && PLAYED.get(container)?.includes(codec) === true;

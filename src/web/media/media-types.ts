/** What a browser is told that an original is. Whatever is not listed here is handed over to be saved, never shown. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['mp4', 'video/mp4'],
  ['mov', 'video/quicktime'],
  ['3gp', 'video/3gpp'],
  ['avi', 'video/x-msvideo'],
  ['mpeg-ts', 'video/mp2t'],
  ['mpeg-ps', 'video/mpeg'],
  ['matroska', 'video/x-matroska'],
  ['asf', 'video/x-ms-asf'],
  ['wav', 'audio/wav'],
  ['mp3', 'audio/mpeg'],
  ['m4a', 'audio/mp4'],
  ['aac', 'audio/aac'],
  ['amr', 'audio/amr'],
  ['flac', 'audio/flac'],
  ['ogg', 'audio/ogg'],
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['gif', 'image/gif'],
  ['bmp', 'image/bmp'],
  ['webp', 'image/webp'],
]);

/** @param container by content, as the facts have it; null where nobody could read it */
export const mediaType = (container: string | null): { readonly type: string; readonly inline: boolean } => {
  const type = container === null ? undefined : TYPES.get(container);
  return { type: type ?? 'application/octet-stream', inline: type !== undefined };
};

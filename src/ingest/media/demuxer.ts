/** Which ffmpeg demuxer may read a file, by its content. The name is never looked at. */
import { latin1, matches, moving, SIGNATURES, type MediaFormat } from './signatures.js';
import { isAdts, isMpegAudio, isTransportStream, rawVideo } from './stream-sync.js';

/** Bytes of content the decision is made on. */
export const HEAD_BYTES = 4096;

export type Sniffed =
  | { readonly known: true; readonly format: MediaFormat }
  | { readonly known: false; readonly reason: string };

/** Never throws, whatever the bytes. `head` is the first 4 KiB of the content, or all of it. */
export function sniff(head: Uint8Array): Sniffed {
  if (head.length === 0) return { known: false, reason: 'the file has zero bytes' };
  const text = textReason(head);
  if (text !== undefined) return { known: false, reason: text };
  if (head.every((byte) => byte === 0)) {
    return { known: false, reason: 'the content begins with nothing but zero bytes' };
  }
  const format = SIGNATURES.find(({ parts }) => matches(head, parts))?.format ?? isoBaseMedia(head) ?? headerless(head);
  if (format === 'heif') return { known: false, reason: 'the content is HEIF, which this station cannot read' };
  if (format !== undefined) return { known: true, format };
  return { known: false, reason: 'the content is not a media format this station knows, or it is encrypted' };
}

const ISO_BOXES = ['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'styp', 'moof', 'sidx'];
const HEIF_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'mif1', 'msf1', 'avif', 'avis'];

/** MP4 and its kin (ISO 14496-12): the second word of the file is a box type. */
function isoBaseMedia(head: Uint8Array): MediaFormat | 'heif' | undefined {
  const type = latin1(head, 4, 4);
  if (!ISO_BOXES.includes(type)) return undefined;
  if (type !== 'ftyp') return moving('mov', 'mov');
  const brand = latin1(head, 8, 4);
  if (HEIF_BRANDS.includes(brand)) return 'heif';
  if (brand === 'qt  ') return moving('mov', 'mov');
  if (brand.startsWith('3g')) return moving('mov', '3gp');
  return moving('mov', brand === 'M4A ' ? 'm4a' : 'mp4');
}

function headerless(head: Uint8Array): MediaFormat | undefined {
  if (isTransportStream(head)) return moving('mpegts', 'mpeg-ts');
  const at = afterId3(head);
  if (isAdts(head, at)) return moving('aac', 'aac');
  if (at > 0 || isMpegAudio(head, at)) return moving('mp3', 'mp3');
  const raw = rawVideo(head);
  return raw && moving(raw, raw);
}

/** Where the audio begins behind an ID3v2 tag (four bytes of seven bits each), or 0 without one. */
function afterId3(head: Uint8Array): number {
  if (latin1(head, 0, 3) !== 'ID3' || head.length < 10) return 0;
  return head.subarray(6, 10).reduce((size, byte) => size * 128 + (byte & 0x7f), 0) + 10;
}

/** Playlists and scripts make ffmpeg open other files, so no text of any kind is ever given to it. */
function textReason(head: Uint8Array): string | undefined {
  const text = latin1(head, 0, Math.min(head.length, 512)).replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
  const start = text.replaceAll('\0', '').trimStart();
  if (start.startsWith('#EXTM3U') || start.startsWith('#EXT-X-')) {
    return 'the content is an HLS playlist (text), not a recording';
  }
  if (start.startsWith('ffconcat')) return 'the content is an ffmpeg concat list (text), not a recording';
  if (start.startsWith('#!AMR')) return undefined;
  // Control characters other than tab, line feed, form feed and carriage return do not occur in text.
  const isText = head.every((byte) => (byte >= 0x20 ? byte !== 0x7f : [9, 10, 12, 13].includes(byte)));
  return isText ? 'the content is text, not a recording' : undefined;
}

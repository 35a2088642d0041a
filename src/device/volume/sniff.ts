/** Media told by its first bytes, for files whose extension says nothing. */
import type { ClipKind } from '../../domain/clip.js';

/** Enough for two MPEG-TS sync bytes, also in 192-byte packets. */
export const SNIFF_BYTES = 400;

const STARTS: readonly (readonly [ClipKind, string])[] = [
  ['video', '\x1aE\xdf\xa3'], // EBML: Matroska, WebM
  ['video', '\x00\x00\x01\xba'], // MPEG program stream
  ['video', '\x30\x26\xb2\x75\x8e\x66\xcf\x11'], // ASF
  ['photo', '\xff\xd8\xff'], // JPEG
  ['photo', '\x89PNG\r\n\x1a\n'],
  ['audio', 'ID3'],
  ['audio', 'OggS'],
  ['audio', 'fLaC'],
  ['audio', '#!AMR'],
];

const RIFF: Readonly<Record<string, ClipKind>> = { 'AVI ': 'video', WAVE: 'audio', WEBP: 'photo' };
const AUDIO_BRANDS = new Set(['M4A ', 'M4B ']);
const PHOTO_BRANDS = new Set(['heic', 'heix', 'mif1', 'msf1', 'avif']);

/** Null where the bytes are of no media known here. Never throws. */
export function sniffKind(bytes: Uint8Array): ClipKind | null {
  const text = Buffer.from(bytes).toString('latin1');
  if (text.startsWith('RIFF')) return RIFF[text.slice(8, 12)] ?? null;
  if (text.slice(4, 8) === 'ftyp') return kindOfBrand(text.slice(8, 12));
  for (const [kind, start] of STARTS) if (text.startsWith(start)) return kind;
  return isTransportStream(text) ? 'video' : null;
}

function kindOfBrand(brand: string): ClipKind {
  if (AUDIO_BRANDS.has(brand)) return 'audio';
  return PHOTO_BRANDS.has(brand) ? 'photo' : 'video';
}

/** Sync byte 0x47 at the start of two packets: 188 bytes each, or 192 with a 4-byte time stamp before it. */
const isTransportStream = (text: string): boolean =>
  (text.startsWith('G') && text[188] === 'G') || (text[4] === 'G' && text[196] === 'G');

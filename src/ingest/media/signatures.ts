/** Formats told by fixed bytes at a fixed place. Sources: ffmpeg 5.1 libavformat, the formats' own specifications. */

export interface MediaFormat {
  /** ffmpeg's demuxer, always forced with `-f`. */
  readonly demuxer: string;
  /** The name people see. */
  readonly container: string;
  /** Photos have no duration and no frame rate. */
  readonly still: boolean;
}

interface Signature {
  /** Offset and bytes (Latin-1); all parts must match. */
  readonly parts: readonly (readonly [number, string])[];
  readonly format: MediaFormat;
}

export const moving = (demuxer: string, container: string): MediaFormat => ({ demuxer, container, still: false });
const still = (demuxer: string, container: string): MediaFormat => ({ demuxer, container, still: true });

export const SIGNATURES: readonly Signature[] = [
  {
    parts: [
      [0, 'RIFF'],
      [8, 'AVI '],
    ],
    format: moving('avi', 'avi'),
  },
  {
    parts: [
      [0, 'RIFF'],
      [8, 'WAVE'],
    ],
    format: moving('wav', 'wav'),
  },
  {
    parts: [
      [0, 'RF64'],
      [8, 'WAVE'],
    ],
    format: moving('wav', 'wav'),
  },
  {
    parts: [
      [0, 'RIFF'],
      [8, 'WEBP'],
    ],
    format: still('webp_pipe', 'webp'),
  },
  { parts: [[0, '\x1a\x45\xdf\xa3']], format: moving('matroska', 'matroska') },
  { parts: [[0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11']], format: moving('asf', 'asf') },
  { parts: [[0, 'FLV\x01']], format: moving('flv', 'flv') },
  { parts: [[0, '\x00\x00\x01\xba']], format: moving('mpeg', 'mpeg-ps') },
  // Hikvision puts a 40-byte header before its program stream; ffmpeg's mpeg demuxer knows it.
  { parts: [[0, 'IMKH']], format: moving('mpeg', 'mpeg-ps') },
  { parts: [[0, '\x00\x00\x01\xb3']], format: moving('mpegvideo', 'mpeg-video') },
  { parts: [[0, 'DHAV']], format: moving('dhav', 'dhav') },
  { parts: [[0, '#!AMR\n']], format: moving('amr', 'amr') },
  { parts: [[0, '#!AMR-WB\n']], format: moving('amr', 'amr') },
  { parts: [[0, 'fLaC']], format: moving('flac', 'flac') },
  { parts: [[0, 'OggS\x00']], format: moving('ogg', 'ogg') },
  { parts: [[0, '\xff\xd8\xff']], format: still('jpeg_pipe', 'jpeg') },
  { parts: [[0, '\x89PNG\r\n\x1a\n']], format: still('png_pipe', 'png') },
  { parts: [[0, 'GIF87a']], format: still('gif', 'gif') },
  { parts: [[0, 'GIF89a']], format: still('gif', 'gif') },
  { parts: [[0, 'II*\x00']], format: still('tiff_pipe', 'tiff') },
  { parts: [[0, 'MM\x00*']], format: still('tiff_pipe', 'tiff') },
  // Bytes 6..9 of a bitmap are reserved and zero; `BM` alone would match too much.
  {
    parts: [
      [0, 'BM'],
      [6, '\x00\x00\x00\x00'],
      [15, '\x00\x00\x00'],
    ],
    format: still('bmp_pipe', 'bmp'),
  },
  { parts: [[0, '\x00\x00\x00\x0cjP  \r\n\x87\n']], format: still('j2k_pipe', 'jpeg2000') },
  { parts: [[0, '\xff\x4f\xff\x51']], format: still('j2k_pipe', 'jpeg2000') },
];

export const matches = (head: Uint8Array, parts: Signature['parts']): boolean =>
  parts.every(([at, bytes]) => latin1(head, at, bytes.length) === bytes);

export const latin1 = (head: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...head.subarray(at, at + length));

/** Formats without a header: they are told by frames that follow each other at the distance each frame states. */

const TS_PACKETS = 4;

/** MPEG-TS: sync byte 0x47 at a fixed distance, 188 bytes or 192 with a time stamp before each packet (ISO 13818-1). */
export const isTransportStream = (head: Uint8Array): boolean => everyPacket(head, 0, 188) || everyPacket(head, 4, 192);

function everyPacket(head: Uint8Array, first: number, size: number): boolean {
  const packets = Math.min(TS_PACKETS, Math.floor((head.length - first + size - 1) / size));
  if (packets < 1) return false;
  for (let n = 0; n < packets; n++) if (head[first + n * size] !== 0x47) return false;
  // A single packet proves nothing; a file cut off inside its first packet is not worth a guess.
  return packets > 1;
}

/** ADTS AAC (ISO 13818-7 6.2): a frame, and another one where the first says it ends. */
export function isAdts(head: Uint8Array, at: number): boolean {
  const sync = (p: number): boolean => head[p] === 0xff && ((head[p + 1] ?? 0) & 0xf6) === 0xf0;
  if (!sync(at)) return false;
  const length = (((head[at + 3] ?? 0) & 3) << 11) | ((head[at + 4] ?? 0) << 3) | ((head[at + 5] ?? 0) >> 5);
  return length > 7 && sync(at + length);
}

const KBIT_V1_L2 = [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];
const KBIT_V1_L3 = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const KBIT_V2 = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const HERTZ = [44100, 48000, 32000];

/** MPEG audio layer II or III (ISO 11172-3 2.4.1.3): two frames in a row. */
export function isMpegAudio(head: Uint8Array, at: number): boolean {
  const length = mpegAudioFrame(head, at);
  return length > 0 && mpegAudioFrame(head, at + length) > 0;
}

/** Bytes of the frame at `at`, or 0 where there is none. */
function mpegAudioFrame(head: Uint8Array, at: number): number {
  const [a = 0, b = 0, c = 0] = head.subarray(at, at + 3);
  const version = (b >> 3) & 3;
  const layer = (b >> 1) & 3;
  if (a !== 0xff || b < 0xe0 || version === 1 || (layer !== 1 && layer !== 2)) return 0;
  const [isV1, isL3] = [version === 3, layer === 1];
  const kbit = (isV1 ? (isL3 ? KBIT_V1_L3 : KBIT_V1_L2) : KBIT_V2)[(c >> 4) - 1];
  const hertz = HERTZ[(c >> 2) & 3];
  if (kbit === undefined || hertz === undefined) return 0;
  const rate = isV1 ? hertz : version === 2 ? hertz / 2 : hertz / 4;
  return Math.floor(((isL3 && !isV1 ? 72 : 144) * kbit * 1000) / rate) + ((c >> 1) & 1);
}

/** Raw H.264 or HEVC: a start code and a parameter set or delimiter (H.264 table 7-1, H.265 table 7-1). */
export function rawVideo(head: Uint8Array): 'h264' | 'hevc' | undefined {
  const start = head[0] === 0 && head[1] === 0 ? (head[2] === 1 ? 3 : head[2] === 0 && head[3] === 1 ? 4 : 0) : 0;
  const [nal, next] = [head[start], head[start + 1]];
  if (start === 0 || nal === undefined || nal >= 0x80) return undefined;
  if ([7, 9].includes(nal & 0x1f)) return 'h264';
  // An HEVC header is two bytes; layer 0, temporal id 1.
  return [32, 33, 35].includes(nal >> 1) && next === 1 ? 'hevc' : undefined;
}

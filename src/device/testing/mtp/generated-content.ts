/** What a virtual object holds: bytes decided by a seed and their position alone, so that 5 GiB take no memory. */
import { createHash } from 'node:crypto';

export interface Content {
  /** Real bytes it begins with, where something must be found in it. */
  readonly head: Uint8Array;
  /** Decides every byte after the head. */
  readonly seed: string;
  readonly size: number;
}

export const generated = (seed: string, size: number): Content => ({ head: new Uint8Array(), seed, size });
export const literal = (bytes: Uint8Array): Content => ({ head: bytes, seed: '', size: bytes.length });

const CHUNK_BYTES = 64 * 1024;
const WORD = 4;
/** In this machine's byte order: content is only ever compared with itself. */
const words = new Int32Array(CHUNK_BYTES / WORD + 1);
const scratch = new Uint8Array(words.buffer);
const keys = new Map<string, readonly [number, number]>();

function keyOf(seed: string): readonly [number, number] {
  const known = keys.get(seed);
  if (known !== undefined) return known;
  const digest = createHash('sha256').update(seed).digest();
  const key = [digest.readUInt32LE(0), digest.readUInt32LE(4)] as const;
  // A bound, because generated schedules make a new seed each.
  if (keys.size > 1000) keys.clear();
  keys.set(seed, key);
  return key;
}

/** One 32-bit word of the stream; a finalizer of the kind of MurmurHash3, so that no two positions look alike. */
function wordAt(low: number, a: number, b: number): number {
  let x = (low ^ a) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = (x + b) | 0;
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

function fillGenerated(seed: string, offset: number, into: Uint8Array): void {
  const [a, b] = keyOf(seed);
  for (let done = 0; done < into.length; done += CHUNK_BYTES) {
    const part = into.subarray(done, done + CHUNK_BYTES);
    const start = offset + done;
    const skip = start % WORD;
    const first = (start - skip) / WORD;
    const count = Math.ceil((skip + part.length) / WORD);
    for (let i = 0; i < count; i++) {
      const word = first + i;
      // Positions beyond 16 GiB change the key: a word's number has more than 32 bits there.
      words[i] = wordAt(word | 0, a, b + Math.floor(word / 2 ** 32));
    }
    part.set(scratch.subarray(skip, skip + part.length));
  }
}

/** Fills `into` with the bytes from `offset`; nothing keeps it from going beyond the size. */
export function fillContent({ head, seed }: Content, offset: number, into: Uint8Array): void {
  const fromHead = Math.min(into.length, Math.max(0, head.length - offset));
  if (fromHead > 0) into.set(head.subarray(offset, offset + fromHead));
  if (fromHead < into.length) fillGenerated(seed, offset + fromHead, into.subarray(fromHead));
}

/** Lower-case hex. Meant for small files: it holds the event loop until it is done. */
export function sha256(content: Content): string {
  const hash = createHash('sha256');
  const chunk = new Uint8Array(Math.min(CHUNK_BYTES, content.size));
  for (let offset = 0; offset < content.size; offset += chunk.length) {
    const part = chunk.subarray(0, Math.min(chunk.length, content.size - offset));
    fillContent(content, offset, part);
    hash.update(part);
  }
  return hash.digest('hex');
}

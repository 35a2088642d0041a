/** A ZIP archive as a stream: nothing of a file is kept but its digest and its lengths (PKWARE APPNOTE 6.3, with data descriptors). */
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { createDeflateRaw } from 'node:zlib';

export interface ZipFile {
  readonly name: string;
  readonly body: AsyncIterable<Uint8Array>;
}

/** Lengths follow the data; names are UTF-8. */
const FLAGS = 0x0808;
const VERSION = 20;
const DEFLATE = 8;
/** 1980-01-01: an archive says nothing of when it was made. */
const DATE = 0x21;

interface Written {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

export async function* zip(files: readonly ZipFile[]): AsyncGenerator<Uint8Array> {
  const written: Written[] = [];
  let at = 0;
  for (const { name: text, body } of files) {
    const name = Buffer.from(text, 'utf8');
    const offset = at;
    const header = Buffer.concat([numbers([4, 0x04034b50], [2, VERSION], ...common(0, 0, 0), [2, name.length], [2, 0]), name]);
    yield header;
    at += header.length;
    let [crc, size, packed] = [0, 0, 0];
    async function* measured(): AsyncGenerator<Uint8Array> {
      for await (const chunk of body) {
        crc = crc32(chunk, crc);
        size += chunk.length;
        yield chunk;
      }
    }
    const deflate = createDeflateRaw();
    const source = Readable.from(measured());
    source.on('error', (error) => deflate.destroy(error)).pipe(deflate);
    for await (const chunk of deflate) {
      packed += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
    if (!source.closed) await once(source, 'close');
    const descriptor = numbers([4, 0x08074b50], [4, crc], [4, packed], [4, size]);
    yield descriptor;
    at += packed + descriptor.length;
    written.push({ name, crc, packed, size, offset });
  }
  const directory = Buffer.concat(
    written.map(({ name, crc, packed, size, offset }) =>
      Buffer.concat([
        numbers(
          [4, 0x02014b50],
          [2, VERSION],
          [2, VERSION],
          ...common(crc, packed, size),
          [2, name.length],
          ...([2, 2, 2, 2] as const).map((width) => [width, 0] as const),
          [4, 0],
          [4, offset],
        ),
        name,
      ]),
    ),
  );
  yield directory;
  const count = written.length;
  yield numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, directory.length], [4, at], [2, 0]);
}

type Field = readonly [width: 2 | 4, value: number];

/** What the header before a file and its line in the directory have in common. */
const common = (crc: number, packed: number, size: number): readonly Field[] => [
  [2, FLAGS],
  [2, DEFLATE],
  [2, 0],
  [2, DATE],
  [4, crc],
  [4, packed],
  [4, size],
];

function numbers(...fields: readonly Field[]): Buffer {
  const bytes = Buffer.alloc(fields.reduce((sum, [width]) => sum + width, 0));
  let at = 0;
  for (const [width, value] of fields) at = bytes.writeUIntLE(value, at, width);
  return bytes;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

export function crc32(bytes: Uint8Array, before = 0): number {
  let c = ~before;
  for (const byte of bytes) c = (TABLE[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8);
  return ~c >>> 0;
}

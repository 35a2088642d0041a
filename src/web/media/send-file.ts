/**
 * Sends a file, or the range of it that is asked for, as fast as the client takes it. What is sent is what the disk
 * holds at that moment: a digest over a range proves nothing, so integrity is not promised here. It is `bwc verify`'s. What was
 * cleared from the disk comes from its archive.
 */
import { constants, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BwcError } from '../../domain/errors.js';
import type { BytesElsewhere, MediaFile } from './clip-media.js';
import { contentDisposition } from './file-name.js';
import { askedRange, type Asked } from './range.js';

const CHUNK_BYTES = 256 * 1024;

/**
 * @returns false, with nothing sent, where the file is not there or not as long as it should be
 * @throws BwcError `bwc.media.range` where nothing of it lies in what is asked for
 */
export async function sendFile(request: FastifyRequest, reply: FastifyReply, file: MediaFile): Promise<boolean> {
  if (typeof file.from !== 'string') {
    await answer(request, reply, file, elsewhere(file.from));
    return true;
  }
  const handle = await openPlain(file.from);
  if (handle === null) return false;
  try {
    const found: Stats = await handle.stat();
    if (!found.isFile() || (file.bytes ?? found.size) !== found.size) {
      await handle.close();
      return false;
    }
    await answer(request, reply, file, onDisk(handle, found.size));
    return true;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  file: MediaFile,
  { bytes, read, close }: Source,
): Promise<void> {
  const quoted = `"${file.etag}"`;
  void reply.headers({
    etag: quoted,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-store',
    'content-disposition': contentDisposition(file.inline, file.name),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
  });
  if (names(request.headers['if-none-match'], quoted)) {
    await close();
    void reply.code(304).send();
    return;
  }
  const asked = rangeOf(request, quoted, bytes);
  if (asked === 'none') {
    void reply.header('content-range', `bytes */${String(bytes)}`);
    throw new BwcError('bwc.media.range', `nothing of ${file.name} lies in that range`, { clip: file.clip, bytes });
  }
  const { first, last } = asked === 'whole' ? { first: 0, last: bytes - 1 } : asked;
  const nothing = request.method === 'HEAD' || last < first;
  // Before anything is promised: what cannot be had is an answer of its own.
  const body = nothing ? null : await read(first, last - first + 1);
  if (asked !== 'whole')
    void reply.code(206).header('content-range', `bytes ${String(first)}-${String(last)}/${String(bytes)}`);
  void reply.type(file.type).header('content-length', last - first + 1);
  if (body === null) await close();
  // Not nothing: for that the server would say that there are no bytes.
  void reply.send(body ?? Readable.from([]));
}

interface Source {
  readonly bytes: number;
  readonly read: (from: number, length: number) => Promise<Readable>;
  /** Where it is not read. */
  readonly close: () => Promise<void>;
}

const onDisk = (handle: FileHandle, bytes: number): Source => ({
  bytes,
  read: (start, length) =>
    Promise.resolve(handle.createReadStream({ start, end: start + length - 1, highWaterMark: CHUNK_BYTES })),
  close: () => handle.close(),
});

const elsewhere = (from: BytesElsewhere): Source => ({
  bytes: from.bytes,
  read: (start, length) => from.read(start, length),
  close: () => Promise.resolve(),
});

/** A range of what the client has the beginning of counts only while it is still the same (RFC 9110 13.1.5). */
function rangeOf({ headers }: FastifyRequest, etag: string, bytes: number): Asked {
  const condition = headers['if-range'];
  return condition !== undefined && condition !== etag ? 'whole' : askedRange(headers.range, bytes);
}

const names = (header: string | undefined, etag: string): boolean =>
  header !== undefined && header.split(',').some((tag) => tag.trim() === etag || tag.trim() === '*');

/** Never through a link. Null where there is no such file. */
async function openPlain(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return null;
  }
}

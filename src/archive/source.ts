/** What is to be sent, read once from front to back; whatever it is, it must be what was promised. */
import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { errnoOf } from '../domain/errors.js';
import { readAt } from '../store/reading/fd.js';
import { ArchiveError } from './errors.js';
import type { Content } from './target.js';

export interface Source {
  readonly bytes: number;
  readonly sha256: string;
  /** Fills `into` from there on; less only at the end. */
  read(into: Uint8Array, position: number): Promise<number>;
  close(): void;
}

/** @throws ArchiveError `bwc.archive.source` where there is no regular file of that size */
export function openSource(content: Content): Source {
  if ('data' in content) return sourceOfBytes(content.data, content.sha256);
  const { file, bytes, sha256 } = content;
  const fd = openRegular(file, bytes);
  return {
    bytes,
    sha256,
    read: async (into, position) => {
      let have = 0;
      while (have < into.length) {
        const n = await readAt(fd, into.subarray(have), position + have).catch((error: unknown) => {
          throw wrongSource(file, errnoOf(error) ?? 'unreadable');
        });
        if (n === 0) break;
        have += n;
      }
      return have;
    },
    close: () => {
      closeSync(fd);
    },
  };
}

const sourceOfBytes = (data: Uint8Array, sha256: string): Source => ({
  bytes: data.length,
  sha256,
  read: (into, position) => {
    const piece = data.subarray(position, position + into.length);
    into.set(piece);
    return Promise.resolve(piece.length);
  },
  close: () => undefined,
});

function openRegular(file: string, bytes: number): number {
  let fd: number;
  try {
    fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    throw wrongSource(file, errnoOf(error) ?? 'unreadable');
  }
  const found = fstatSync(fd);
  if (found.isFile() && found.size === bytes) return fd;
  closeSync(fd);
  throw wrongSource(file, found.isFile() ? `${String(found.size)} bytes` : 'no regular file');
}

const wrongSource = (file: string, reason: string): ArchiveError =>
  new ArchiveError('bwc.archive.source', `${file} is not what is to be sent: ${reason}`, { file, reason });

/** @throws ArchiveError `bwc.archive.source` where what was read is not what was promised */
export function mustBe(source: Source, bytes: number, sha256: string): void {
  if (bytes === source.bytes && sha256 === source.sha256) return;
  throw new ArchiveError('bwc.archive.source', 'the content to be sent is not what was promised', {
    expected: source.sha256,
    found: sha256,
    bytes,
  });
}

/** @throws ArchiveError `bwc.archive.cancelled` */
export function mustGoOn(signal: AbortSignal): void {
  if (signal.aborted) throw new ArchiveError('bwc.archive.cancelled', 'stopped on request');
}

/** A first look into a file, inside the sandbox, before any media library sees it. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { HEAD_BYTES, sniff } from './demuxer.js';
import { checkBoxes, type ReadAt } from './mp4-boxes.js';
import type { MediaFormat } from './signatures.js';
import { EXIF_HEAD_BYTES } from './still.js';

export type Content =
  | { readonly readable: false; readonly reason: string }
  | {
      readonly readable: true;
      readonly format: MediaFormat;
      /** What is wrong with the file's structure, in plain words. */
      readonly problem: string | null;
      /** The front of a JPEG, where its EXIF stands; null for everything else. */
      readonly jpegHead: Buffer | null;
    };

/** @throws Error (errno) when the file cannot be opened or read. */
export function lookInside(path: string): Content {
  const fd = openSync(path, 'r');
  try {
    const readAt: ReadAt = (position, length) => {
      const buffer = Buffer.alloc(length);
      return buffer.subarray(0, readSync(fd, buffer, 0, length, position));
    };
    return judge(readAt, fstatSync(fd).size);
  } finally {
    closeSync(fd);
  }
}

function judge(readAt: ReadAt, bytes: number): Content {
  const sniffed = sniff(readAt(0, HEAD_BYTES));
  if (!sniffed.known) return { readable: false, reason: sniffed.reason };
  const { format } = sniffed;
  if (format.demuxer === 'jpeg_pipe') {
    return { readable: true, format, problem: null, jpegHead: Buffer.from(readAt(0, EXIF_HEAD_BYTES)) };
  }
  if (format.demuxer !== 'mov') return { readable: true, format, problem: null, jpegHead: null };
  const { hasMoov, problem } = checkBoxes(readAt, bytes);
  if (hasMoov) return { readable: true, format, problem, jpegHead: null };
  const detail = problem === null ? '' : ` (${problem})`;
  return { readable: false, reason: `index (moov) is missing: recording was cut off${detail}` };
}

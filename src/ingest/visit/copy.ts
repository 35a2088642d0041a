/** One pass over a source: read the next chunk, write this one and hash it, all at the same time. */
import type { ClipSource } from '../../device/camera.js';
import { errnoOf, messageOf } from '../../domain/errors.js';
import { IngestError } from '../errors.js';
import type { BufferPool } from '../../store/reading/buffers.js';
import { writeAt } from '../../store/reading/fd.js';
import type { RunningDigests } from '../../store/reading/digests.js';

export interface CopyJob {
  readonly source: ClipSource;
  /** File descriptor of the part. */
  readonly out: number;
  /** Bytes the source should have; one more is asked for, so that a source that grew shows. */
  readonly expected: number;
  /** First byte to copy; everything before it is already in `out` and in `digests`. */
  readonly from: number;
  readonly digests: RunningDigests;
  readonly pool: BufferPool;
  /** Told the position after every chunk that is written and hashed; may take its time (a resume note). */
  readonly onChunk: (position: number) => Promise<void> | void;
  readonly signal: AbortSignal;
}

/**
 * Copies to the end of the source and returns the position reached.
 * @throws DeviceError from the source; IngestError `bwc.ingest.write_error`, `bwc.ingest.disk_full`, `bwc.ingest.cancelled`
 */
export function copyAndHash(job: CopyJob): Promise<number> {
  return job.pool.lendTwo(async (first, second) => {
    let current = first;
    let other = second;
    let position = job.from;
    let asked = fitted(current, position, job.expected);
    let length = await fill(job.source, asked, position);
    while (length > 0) {
      if (job.signal.aborted) throw new IngestError('bwc.ingest.cancelled', 'stopped on request', { position });
      const chunk = current.subarray(0, length);
      // A chunk that is not full saw the end of the source.
      const full = length === asked.length;
      asked = fitted(other, position + length, job.expected);
      const reading = full ? fill(job.source, asked, position + length) : Promise.resolve(0);
      const writing = writeAll(job.out, chunk, position);
      // All must be over before either buffer is used again, whichever of them fails.
      const ended = Promise.allSettled([reading, writing]);
      await job.digests.updateInTurns(chunk);
      const [read, written] = await ended;
      if (written.status === 'rejected') throw asWriteError(written.reason, position);
      position += length;
      await job.onChunk(position);
      if (read.status === 'rejected') throw read.reason;
      length = read.value;
      [current, other] = [other, current];
    }
    return position;
  });
}

/** No more of the buffer than the source can fill and one byte: short files are read in short calls. */
const fitted = (buffer: Buffer, position: number, expected: number): Buffer =>
  buffer.subarray(0, Math.min(buffer.length, Math.max(1, expected - position + 1)));

/** Reads until the buffer is full or the source ends: a device may answer with less than was asked for. */
async function fill(source: ClipSource, into: Buffer, position: number): Promise<number> {
  let have = 0;
  while (have < into.length) {
    const n = await source.read(into.subarray(have), position + have);
    if (n === 0) break;
    have += n;
  }
  return have;
}

/** `write` may take less than it was given; what is left is written again from there. */
async function writeAll(out: number, bytes: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    done += await writeAt(out, bytes.subarray(done), position + done);
  }
}

function asWriteError(error: unknown, position: number): IngestError {
  const errno = errnoOf(error) ?? 'unknown';
  const full = errno === 'ENOSPC' || errno === 'EDQUOT';
  return new IngestError(
    full ? 'bwc.ingest.disk_full' : 'bwc.ingest.write_error',
    `writing at ${String(position)} failed: ${messageOf(error)}`,
    { errno, position },
    { cause: error },
  );
}

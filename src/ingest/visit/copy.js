import { errnoOf, messageOf } from '../../domain/errors.js';
import { IngestError } from '../errors.js';
import { writeAt } from '../../store/reading/fd.js';
/**
 * Copies to the end of the source and returns the position reached.
 * @throws DeviceError from the source; IngestError `bwc.ingest.write_error`, `bwc.ingest.disk_full`, `bwc.ingest.cancelled`
 */
export function copyAndHash(job) {
  return job.pool.lendTwo(async (first, second) => {
    let current = first;
    let other = second;
    let position = job.from;
    let length = await fill(job.source, current, position);
    while (length > 0) {
      if (job.signal.aborted) throw new IngestError('bwc.ingest.cancelled', 'stopped on request', { position });
      const chunk = current.subarray(0, length);
      // A chunk that is not full saw the end of the source.
      const reading = length < current.length ? Promise.resolve(0) : fill(job.source, other, position + length);
      const writing = writeAll(job.out, chunk, position);
      job.digests.update(chunk);
      // Both must be over before either buffer is used again, whichever of them fails.
      const [read, written] = await Promise.allSettled([reading, writing]);
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
/** Reads until the buffer is full or the source ends: a device may answer with less than was asked for. */
async function fill(source, into, position) {
  let have = 0;
  while (have < into.length) {
    const n = await source.read(into.subarray(have), position + have);
    if (n === 0) break;
    have += n;
  }
  return have;
}
/** `write` may take less than it was given; what is left is written again from there. */
async function writeAll(out, bytes, position) {
  let done = 0;
  while (done < bytes.length) {
    done += await writeAt(out, bytes.subarray(done), position + done);
  }
}
function asWriteError(error, position) {
  const errno = errnoOf(error) ?? 'unknown';
  const full = errno === 'ENOSPC' || errno === 'EDQUOT';
  return new IngestError(
    full ? 'bwc.ingest.disk_full' : 'bwc.ingest.write_error',
    `writing at ${String(position)} failed: ${messageOf(error)}`,
    { errno, position },
    { cause: error },
  );
}

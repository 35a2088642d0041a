/** Writing a part: a file below `.bwc/incoming` that has no name of its own yet. */
import { constants } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { errnoOf } from '../../../domain/errors.js';
import type { BufferPool } from '../../../store/reading/buffers.js';
import { RunningDigests } from '../../../store/reading/digests.js';
import { writeAt } from '../../../store/reading/fd.js';
import { ArchiveError } from '../../errors.js';
import { mustBe, mustGoOn, type Source } from '../../source.js';
import type { PutOptions } from '../../target.js';
import { FILE_MODE, FOLDER_MODE, incomingFolder, partPath } from './layout.js';
import type { Share } from './share.js';

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDWR } = constants;

/** The flags of a part that must be new. */
export const NEW_PART = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW;
const OLD_PART = O_RDWR | O_NOFOLLOW;

/** @throws ArchiveError `bwc.archive.vanished` where it would lie on another file system than the marker */
export async function openPart(share: Share, name: string, kind: 'new' | 'old'): Promise<FileHandle> {
  const path = partPath(share.root, name);
  const opening = () => open(path, kind === 'new' ? NEW_PART : OLD_PART, 0o640);
  const handle = await opening().catch(async (error: unknown) => {
    if (errnoOf(error) !== 'ENOENT' || kind === 'old') throw error;
    await mkdir(incomingFolder(share.root), { mode: FOLDER_MODE, recursive: true });
    return opening();
  });
  if ((await handle.stat()).dev === share.device) return handle;
  await handle.close();
  throw new ArchiveError('bwc.archive.vanished', 'the staging folder lies on another file system', {
    reason: 'device changed',
  });
}

/**
 * Copies the source to the end and makes it read-only; it is durable once it was settled.
 * @param from what is in the part already and is kept; it is hashed from the source again, and read back later as all of it
 * @throws ArchiveError `bwc.archive.source`, `bwc.archive.cancelled`; the system's error
 */
export async function fillPart(
  part: FileHandle,
  source: Source,
  from: number,
  pool: BufferPool,
  options: Pick<PutOptions, 'signal' | 'onProgress'>,
): Promise<void> {
  const digests = RunningDigests.start(false);
  const bytes = await pool.lendTwo(async (first, second) => {
    let [current, other] = [first, second];
    let position = 0;
    let length = await source.read(current, 0);
    while (length > 0) {
      mustGoOn(options.signal);
      const chunk = current.subarray(0, length);
      const reading = source.read(other, position + length);
      const writing = position < from ? Promise.resolve() : writeAll(part.fd, chunk, position);
      // All must be over before either buffer is used again, whichever of them fails.
      const ended = Promise.allSettled([writing, reading]);
      await digests.updateInTurns(chunk);
      const [written, read] = await ended;
      if (written.status === 'rejected') throw written.reason;
      if (read.status === 'rejected') throw read.reason;
      position += length;
      // What an earlier try had brought there goes by without a word.
      if (position > from) await options.onProgress(position);
      length = read.value;
      [current, other] = [other, current];
    }
    return position;
  });
  mustBe(source, bytes, digests.soFar().sha256);
  await makeReadOnly(part);
}

async function writeAll(fd: number, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) done += await writeAt(fd, bytes.subarray(done), position + done);
}

/** A courtesy to people with a file manager; a share that has no modes does not take part. */
async function makeReadOnly(part: FileHandle): Promise<void> {
  try {
    await part.chmod(FILE_MODE);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errnoOf(error) ?? '')) throw error;
  }
}

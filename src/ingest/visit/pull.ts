/**
 * One file from the camera into staging, by the write protocol: exclusive part, one pass of reading and hashing, byte
 * count, fsync, source unchanged, read back from the disk. Publishing and recording are the daemon's.
 */
import { closeSync, constants, fchmodSync, fstatSync, ftruncateSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Camera, ClipSource, ListedFile } from '../../device/camera.js';
import type { ReadBack } from '../../domain/clip.js';
import { errnoOf, hasCode, isBwcError, messageOf } from '../../domain/errors.js';
import { newUlid } from '../../domain/ids.js';
import { IngestError } from '../errors.js';
import type { BufferPool } from '../../store/reading/buffers.js';
import { readAt, syncFd } from '../../store/reading/fd.js';
import { copyAndHash } from './copy.js';
import { RunningDigests, type Digests } from '../../store/reading/digests.js';
import { discardPart, writeNote, type Parked, type ParkedNote } from './parked.js';
import { readBack } from '../../store/reading/read-back.js';
import { samplesAgree } from './samples.js';

/** After so many bytes the prefix is made durable and noted, so that a crash costs at most this much copying again. */
const NOTE_EVERY_BYTES = 256 * 2 ** 20;
/** A part shorter than this is not worth keeping: reading it again is quicker. */
const WORTH_PARKING_BYTES = 2 ** 20;

export interface PullSettings {
  readonly incoming: string;
  readonly sm3: boolean;
  readonly readBack: boolean;
}

export interface Staged extends Digests {
  readonly part: string;
  readonly bytes: number;
  readonly readBack: ReadBack;
  /** Where an interrupted copy was continued, or null. */
  readonly resumedAt: number | null;
}

export interface PullContext {
  readonly camera: Camera;
  /** Of the file that is pulled: a part of it may be continued by nobody else. */
  readonly sourceKey: string;
  readonly settings: PullSettings;
  readonly pool: BufferPool;
  readonly signal: AbortSignal;
  readonly onProgress: (position: number) => void;
}

interface OpenPart {
  readonly part: string;
  readonly fd: number;
  readonly from: number;
  readonly digests: RunningDigests;
}

/** A copy with its last byte written, the source and the part still open. `settle` must follow. */
export interface Copied {
  readonly file: ListedFile;
  readonly source: ClipSource;
  readonly opened: OpenPart;
}

/** @throws DeviceError, IngestError; a part of an interrupted copy stays parked, any other failed part is removed */
export async function copyToStaging(
  file: ListedFile,
  parked: Parked | undefined,
  context: PullContext,
): Promise<Copied> {
  const source = await context.camera.open(file);
  try {
    if (source.bytes !== file.bytes) throw changed(file, source.bytes);
    const opened = (await resumePart(source, parked, context)) ?? newPart(context.settings);
    await fillPart(file, source, opened, context);
    return { file, source, opened };
  } catch (error) {
    await source.close();
    throw error;
  }
}

/**
 * Makes the copy durable, looks whether the source is still what was listed, and reads the part back from the disk.
 * Apart from the copying, so that the next file is copied meanwhile.
 * @throws as `copyToStaging`, and IngestError `bwc.ingest.readback_mismatch` (the part is removed then)
 */
export async function settle({ file, source, opened }: Copied, context: PullContext): Promise<Staged> {
  const { part, fd, from, digests } = opened;
  try {
    fchmodSync(fd, 0o440);
    await fsync(fd);
    const now = await source.restat();
    if (now.bytes !== file.bytes || now.stamp !== file.stamp) throw changed(file, now.bytes);
    const copied = { part, bytes: file.bytes, ...digests.soFar(), resumedAt: from === 0 ? null : from };
    return { ...copied, readBack: await confirmOnDisk(copied, context) };
  } catch (error) {
    await abandon(file, opened, file.bytes, error, context);
    throw error;
  } finally {
    closeSync(fd);
    await source.close();
  }
}

async function confirmOnDisk(
  { part, bytes, sha256, sm3 }: Omit<Staged, 'readBack'>,
  { settings, pool, signal, onProgress }: PullContext,
): Promise<ReadBack> {
  if (!settings.readBack) return 'none';
  const again = await readBack(part, settings.sm3, pool, (position) => {
    if (signal.aborted) throw new IngestError('bwc.ingest.cancelled', 'stopped on request', { position });
    onProgress(bytes);
  });
  if (again.bytes === bytes && again.sha256 === sha256 && again.sm3 === sm3) return again.method;
  throw new IngestError('bwc.ingest.readback_mismatch', 'the disk does not return what was written to it', {
    written: sha256,
    read: again.sha256,
  });
}

async function fillPart(file: ListedFile, source: ClipSource, opened: OpenPart, context: PullContext): Promise<void> {
  const { fd, from, digests } = opened;
  let position = from;
  let noted = from;
  try {
    const end = await copyAndHash({
      source,
      out: fd,
      expected: file.bytes,
      from,
      digests,
      pool: context.pool,
      signal: context.signal,
      onChunk: async (at) => {
        position = at;
        context.onProgress(at);
        if (at - noted < NOTE_EVERY_BYTES || at >= file.bytes) return;
        await makeNote(file, opened, at, context);
        noted = at;
      },
    });
    if (end > file.bytes) throw changed(file, end);
    if (end < file.bytes) {
      throw new IngestError('bwc.ingest.short_read', `${String(end)} of ${String(file.bytes)} bytes came`, {
        got: end,
        expected: file.bytes,
      });
    }
  } catch (error) {
    await abandon(file, opened, position, error, context);
    closeSync(fd);
    throw error;
  }
}

/** Makes what the part has so far durable, and says so beside it. */
async function makeNote(
  file: ListedFile,
  { part, fd, digests }: OpenPart,
  durable: number,
  context: PullContext,
): Promise<void> {
  await fsync(fd);
  await writeNote(part, {
    sourceKey: context.sourceKey,
    path: file.path.text,
    bytes: file.bytes,
    durable,
    sha256: digests.soFar().sha256,
  });
}

/** Parks a part that can be continued later; removes any other. */
async function abandon(
  file: ListedFile,
  opened: OpenPart,
  position: number,
  error: unknown,
  context: PullContext,
): Promise<void> {
  const park =
    position >= WORTH_PARKING_BYTES && hasCode(error, 'bwc.device.gone', 'bwc.device.timeout', 'bwc.ingest.cancelled');
  // Whoever goes on with it must be able to write to it again.
  if (park) fchmodSync(opened.fd, 0o600);
  const parked =
    park &&
    (await makeNote(file, opened, position, context).then(
      () => true,
      () => false,
    ));
  if (!parked) await discardPart(opened.part);
}

function newPart(settings: PullSettings): OpenPart {
  const part = join(settings.incoming, `${newUlid()}.part`);
  const { O_RDWR, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  try {
    return {
      part,
      fd: openSync(part, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600),
      from: 0,
      digests: RunningDigests.start(settings.sm3),
    };
  } catch (error) {
    const errno = errnoOf(error) ?? 'unknown';
    throw new IngestError(
      errno === 'ENOSPC' || errno === 'EDQUOT' ? 'bwc.ingest.disk_full' : 'bwc.ingest.write_error',
      `staging cannot be written: ${messageOf(error)}`,
      { errno },
      { cause: error },
    );
  }
}

/** Continues a parked part where its durable prefix hashes as noted and agrees with the source; otherwise starts over. */
async function resumePart(
  source: ClipSource,
  parked: Parked | undefined,
  context: PullContext,
): Promise<OpenPart | undefined> {
  if (parked === undefined || !context.camera.manifest.partialRead) return undefined;
  const { part, note } = parked;
  const digests = RunningDigests.start(context.settings.sm3);
  let fd: number | undefined;
  try {
    fd = openSync(part, constants.O_RDWR | constants.O_NOFOLLOW);
    // A second name is an original's: it was published before the part could be removed, and must not be written into.
    if (fstatSync(fd).nlink === 1 && (await isPrefixOf(source, fd, note, digests, context))) {
      ftruncateSync(fd, note.durable);
      return { part, fd, from: note.durable, digests };
    }
  } catch (error) {
    if (fd !== undefined) closeSync(fd);
    // The camera's failure ends this clip's turn and leaves the part for the next; the part's own only wastes it.
    if (isBwcError(error)) throw error;
    fd = undefined;
  }
  if (fd !== undefined) closeSync(fd);
  await discardPart(part);
  return undefined;
}

/** Hashes the durable bytes of a part into `digests`; true when they are what the note says and what the source has. */
async function isPrefixOf(
  source: ClipSource,
  fd: number,
  note: ParkedNote,
  digests: RunningDigests,
  context: PullContext,
): Promise<boolean> {
  const whole = await context.pool.lend(async (buffer) => {
    let position = 0;
    while (position < note.durable) {
      const n = await readAt(fd, buffer.subarray(0, Math.min(buffer.length, note.durable - position)), position);
      if (n === 0) return false;
      digests.update(buffer.subarray(0, n));
      position += n;
      context.onProgress(position);
    }
    return true;
  });
  if (!whole || digests.soFar().sha256 !== note.sha256) return false;
  return samplesAgree(source, fd, note.durable, context.pool);
}

/** An fsync that failed is final: the kernel may have dropped the pages, and a second fsync would say all is well. */
async function fsync(fd: number): Promise<void> {
  try {
    await syncFd(fd);
  } catch (error) {
    const errno = errnoOf(error) ?? 'unknown';
    const full = errno === 'ENOSPC' || errno === 'EDQUOT';
    throw new IngestError(
      full ? 'bwc.ingest.disk_full' : 'bwc.ingest.fsync_failed',
      `fsync of staging failed: ${messageOf(error)}`,
      { errno },
      { cause: error },
    );
  }
}

const changed = (file: ListedFile, bytes: number): IngestError =>
  new IngestError('bwc.ingest.source_changed', 'the file changed on the camera while it was read', {
    listed: file.bytes,
    now: bytes,
  });

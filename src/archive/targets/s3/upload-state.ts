/** An upload in parts as the engine remembers it: what a crashed station finds again by ListParts. */
import { ArchiveError } from '../../errors.js';
import type { ResumeNote } from '../../target.js';
import type { S3Engine } from './engine.js';
import type { UploadJob } from './upload.js';

export interface PartOnRecord {
  readonly ETag: string;
  /** Hexadecimal, as the engine computed it; empty for a part of this run, and where the engine keeps another digest. */
  readonly md5: string;
}

export interface Upload {
  readonly uploadId: string;
  readonly partBytes: number;
  readonly have: Map<number, PartOnRecord>;
}

interface UploadNote {
  readonly uploadId: string;
  readonly partBytes: number;
}

export function readNote(note: ResumeNote | null): UploadNote | null {
  const [uploadId, partBytes] = [note?.['uploadId'], note?.['partBytes']];
  if (typeof uploadId !== 'string' || typeof partBytes !== 'number') return null;
  // Of one size but the last, and never larger than this program would cut them: buffers are made by it.
  if (!Number.isSafeInteger(partBytes) || partBytes < 5 * 2 ** 20 || partBytes > 64 * 2 ** 20) return null;
  return { uploadId, partBytes };
}

/** Goes on with the upload of the note where the engine still has it, and begins a new one where not. */
export async function beginUpload(job: UploadJob, partBytes: number): Promise<Upload> {
  const { engine, key, options, metadata } = job;
  const note = readNote(options.resume);
  const have = note === null ? null : await partsAtEngine(engine, key, note.uploadId);
  if (note !== null && have !== null) return { ...note, have };
  const { UploadId: uploadId = '' } = await engine.call(`beginning ${key}`, ({ sdk, client }) =>
    client.send(new sdk.CreateMultipartUploadCommand({ Bucket: engine.bucket, Key: key, Metadata: metadata }), {
      abortSignal: options.signal,
    }),
  );
  await options.keepNote({ uploadId, partBytes });
  return { uploadId, partBytes, have: new Map() };
}

/** Null where the engine knows no such upload (any more). */
async function partsAtEngine(
  engine: S3Engine,
  key: string,
  uploadId: string,
): Promise<Map<number, PartOnRecord> | null> {
  const have = new Map<number, PartOnRecord>();
  let after: string | undefined;
  try {
    for (;;) {
      const page = await engine.call(`asking for the parts of ${key}`, ({ sdk, client }) =>
        client.send(
          new sdk.ListPartsCommand({
            Bucket: engine.bucket,
            Key: key,
            UploadId: uploadId,
            ...(after === undefined ? {} : { PartNumberMarker: after }),
          }),
        ),
      );
      for (const { PartNumber = 0, ETag = '' } of page.Parts ?? []) {
        have.set(PartNumber, { ETag, md5: ETag.replaceAll('"', '') });
      }
      if (page.IsTruncated !== true) return have;
      after = page.NextPartNumberMarker;
    }
  } catch (error) {
    if (saysGone(error)) return null;
    throw error;
  }
}

/** The parts of an upload that is not wanted any more. One that is gone is gone. */
export async function giveUp(engine: S3Engine, key: string, uploadId: string): Promise<void> {
  try {
    await engine.call(`giving up ${key}`, ({ sdk, client }) =>
      client.send(new sdk.AbortMultipartUploadCommand({ Bucket: engine.bucket, Key: key, UploadId: uploadId })),
    );
  } catch (error) {
    if (!saysGone(error)) throw error;
  }
}

/** Ceph calls an upload that is gone a missing key. */
const saysGone = (error: unknown): boolean =>
  error instanceof ArchiveError && (error.details['reason'] === 'NoSuchUpload' || error.code === 'bwc.archive.missing');

/** An upload that was given up under our hands is begun anew next time: no reason to put the object aside for good. */
export async function ofUpload<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ArchiveError) || !saysGone(error)) throw error;
    throw new ArchiveError('bwc.archive.unreachable', error.message, error.details);
  }
}

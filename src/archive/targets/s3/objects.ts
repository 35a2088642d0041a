/** Looking up, reading and listing objects. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ArchiveError } from '../../errors.js';
import { parseKey, type ObjectKey } from '../../keys.js';
import { decodeMetadata } from '../../metadata.js';
import type { ByteRange, ListedObject, ObjectPage, ReadBackDigest, StoredObject } from '../../target.js';
import { typedStream } from '../../stream.js';
import { versionId, type S3Engine } from './engine.js';
import { retentionOf } from './lock.js';

/** Null where the engine shows nothing there. A missing bucket looks the same to this request. */
export async function lookUp(engine: S3Engine, key: ObjectKey, version?: string): Promise<StoredObject | null> {
  try {
    const found = await engine.call(`looking up ${key}`, ({ sdk, client }) =>
      client.send(new sdk.HeadObjectCommand({ Bucket: engine.bucket, Key: key, ...versionId(version) })),
    );
    return {
      key,
      bytes: found.ContentLength ?? 0,
      sha256: found.Metadata?.['sha256'] ?? null,
      version: found.VersionId ?? null,
      retention: retentionOf(found.ObjectLockMode, found.ObjectLockRetainUntilDate),
      legalHold: found.ObjectLockLegalHoldStatus === 'ON',
      metadata: decodeMetadata(found.Metadata?.['bwc'] ?? ''),
    };
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'bwc.archive.missing') return null;
    throw error;
  }
}

/** @throws ArchiveError `bwc.archive.vanished` */
export const mustHaveBucket = (engine: S3Engine): Promise<void> =>
  engine.call('looking up the bucket', async ({ sdk, client }) => {
    try {
      await client.send(new sdk.HeadBucketCommand({ Bucket: engine.bucket }));
    } catch (error) {
      const typed = engine.typed(error, 'looking up the bucket');
      if (typed.code !== 'bwc.archive.missing') throw typed;
      throw new ArchiveError('bwc.archive.vanished', `there is no bucket ${engine.bucket}`, { bucket: engine.bucket });
    }
  });

export async function readObject(
  engine: S3Engine,
  key: string,
  version: string | null,
  range: ByteRange,
  signal?: AbortSignal,
): Promise<Readable> {
  const doing = `reading ${key}`;
  if (range.length === 0) return Readable.from([]);
  try {
    const { Body } = await engine.call(doing, ({ sdk, client }) =>
      client.send(
        new sdk.GetObjectCommand({ Bucket: engine.bucket, Key: key, ...versionId(version), ...rangeHeader(range) }),
        signal === undefined ? {} : { abortSignal: signal },
      ),
    );
    return Body instanceof Readable ? typedStream(Body, (error) => engine.typed(error, doing)) : Readable.from([]);
  } catch (error) {
    // Behind the end there is nothing; a directory says the same.
    if (error instanceof ArchiveError && error.details['reason'] === 'InvalidRange') return Readable.from([]);
    throw error;
  }
}

export async function hashObject(
  engine: S3Engine,
  key: ObjectKey,
  version: string | null,
  signal: AbortSignal,
  onProgress: (bytes: number) => void | Promise<void>,
): Promise<ReadBackDigest> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of await readObject(engine, key, version, { from: 0 }, signal)) {
    hash.update(chunk as Uint8Array);
    bytes += (chunk as Uint8Array).length;
    await onProgress(bytes);
  }
  return { bytes, sha256: hash.digest('hex'), method: 'remote' };
}

/** What is no key of ours (somebody else's object) is passed over. */
export async function listObjects(
  engine: S3Engine,
  prefix: string,
  after: ObjectKey | null,
  limit: number,
): Promise<ObjectPage> {
  const objects: ListedObject[] = [];
  let from: string | null = after;
  for (;;) {
    const page = await engine.call(`listing ${prefix}`, ({ sdk, client }) =>
      client.send(
        new sdk.ListObjectsV2Command({
          Bucket: engine.bucket,
          Prefix: prefix,
          MaxKeys: limit - objects.length,
          ...(from === null ? {} : { StartAfter: from }),
        }),
      ),
    );
    for (const { Key = '', Size = 0 } of page.Contents ?? []) {
      const key = parseKey(Key);
      if (key !== null) objects.push({ key, bytes: Size });
      from = Key;
    }
    if (page.IsTruncated !== true) return { objects, next: null };
    if (objects.length >= limit) return { objects, next: objects.at(-1)?.key ?? null };
  }
}

const rangeHeader = ({ from, length }: ByteRange): { Range?: string } =>
  from === 0 && length === undefined
    ? {}
    : { Range: `bytes=${String(from)}-${length === undefined ? '' : String(from + length - 1)}` };

/** Looking up, reading and listing objects. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { hasCode } from '../../../domain/errors.js';
import { ArchiveError } from '../../errors.js';
import { parseKey, type ObjectKey } from '../../keys.js';
import { decodeMetadata } from '../../metadata.js';
import type { ByteRange, ListedObject, ObjectPage, ReadBackDigest, StoredObject } from '../../target.js';
import { typedStream } from '../../stream.js';
import { versionId, type GetAnswer, type HeadAnswer, type S3Engine } from './engine.js';
import { retentionOf } from './lock.js';
import { versionLeftBehind } from './versions.js';

type Answer = Pick<
  HeadAnswer,
  | 'ContentLength'
  | 'Metadata'
  | 'VersionId'
  | 'ObjectLockMode'
  | 'ObjectLockRetainUntilDate'
  | 'ObjectLockLegalHoldStatus'
>;

/** Null where the engine finds nothing by the name. A missing bucket looks the same to this request. */
export async function lookUp(engine: S3Engine, key: ObjectKey, version?: string): Promise<StoredObject | null> {
  try {
    const found = await engine.call(`looking up ${key}`, ({ sdk, client }) =>
      client.send(new sdk.HeadObjectCommand({ Bucket: engine.bucket, Key: key, ...versionId(version) })),
    );
    return storedObject(key, found);
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'bwc.archive.missing') return null;
    throw error;
  }
}

/** As reading has it: also what is listed and not found by its name. Asks once more than `lookUp` where nothing is. */
export async function lookUpListed(engine: S3Engine, key: ObjectKey): Promise<StoredObject | null> {
  const found = await lookUp(engine, key);
  if (found !== null) return found;
  await mustHaveBucket(engine);
  const version = await versionLeftBehind(engine, key);
  return version === null ? null : lookUp(engine, key, version);
}

/** As the answers to HEAD and to GET of a whole object have it, alike. */
const storedObject = (key: ObjectKey, found: Answer): StoredObject => ({
  key,
  bytes: found.ContentLength ?? 0,
  sha256: found.Metadata?.['sha256'] ?? null,
  version: found.VersionId ?? null,
  retention: retentionOf(found.ObjectLockMode, found.ObjectLockRetainUntilDate),
  legalHold: found.ObjectLockLegalHoldStatus === 'ON',
  metadata: decodeMetadata(found.Metadata?.['bwc'] ?? ''),
});

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
  if (range.length === 0) return Readable.from([]);
  try {
    return bodyOf(engine, key, await getObject(engine, key, version, range, signal));
  } catch (error) {
    // Behind the end there is nothing; a directory says the same.
    if (error instanceof ArchiveError && error.details['reason'] === 'InvalidRange') return Readable.from([]);
    throw error;
  }
}

async function getObject(
  engine: S3Engine,
  key: string,
  version: string | null,
  range: ByteRange,
  signal?: AbortSignal,
): Promise<GetAnswer> {
  try {
    return await getVersion(engine, key, version, range, signal);
  } catch (error) {
    if (version !== null || !hasCode(error, 'bwc.archive.missing')) throw error;
    const left = await versionLeftBehind(engine, key);
    if (left === null) throw error;
    return getVersion(engine, key, left, range, signal);
  }
}

const getVersion = (
  engine: S3Engine,
  key: string,
  version: string | null,
  range: ByteRange,
  signal?: AbortSignal,
): Promise<GetAnswer> =>
  engine.call(`reading ${key}`, ({ sdk, client }) =>
    client.send(
      new sdk.GetObjectCommand({ Bucket: engine.bucket, Key: key, ...versionId(version), ...rangeHeader(range) }),
      signal === undefined ? {} : { abortSignal: signal },
    ),
  );

const bodyOf = (engine: S3Engine, key: string, { Body }: GetAnswer): Readable =>
  Body instanceof Readable ? typedStream(Body, (error) => engine.typed(error, `reading ${key}`)) : Readable.from([]);

export async function hashObject(
  engine: S3Engine,
  key: ObjectKey,
  version: string | null,
  signal: AbortSignal,
  onProgress: (bytes: number) => void | Promise<void>,
): Promise<ReadBackDigest> {
  const hash = createHash('sha256');
  let bytes = 0;
  const answer = await getObject(engine, key, version, { from: 0 }, signal);
  for await (const chunk of bodyOf(engine, key, answer)) {
    hash.update(chunk as Uint8Array);
    bytes += (chunk as Uint8Array).length;
    await onProgress(bytes);
  }
  return { bytes, sha256: hash.digest('hex'), method: 'remote', seen: storedObject(key, answer) };
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

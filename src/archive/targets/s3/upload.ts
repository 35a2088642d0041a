/** One content, in one request or in parts that can be resumed. Nothing is completed before all of it was seen to be right. */
import { createHash } from 'node:crypto';
import { RunningDigests } from '../../../store/reading/digests.js';
import { mustBe, type Source } from '../../source.js';
import type { PutOptions } from '../../target.js';
import { remember, type PayloadDigests } from './digests.js';
import type { S3Engine } from './engine.js';
import { Lanes } from './lanes.js';
import { lockHeaders, type LockMode } from './lock.js';
import { partsOf, type Part, type PartPlan } from './parts.js';
import { beginUpload, giveUp, ofUpload, type PartOnRecord } from './upload-state.js';

export interface UploadJob {
  readonly engine: S3Engine;
  readonly key: string;
  readonly source: Source;
  readonly options: PutOptions;
  /** As headers: ASCII. */
  readonly metadata: Record<string, string>;
  /** Whether the engine is known to refuse a name that is taken. */
  readonly conditional: boolean;
  /** How the bucket locks; null where it does not. */
  readonly lock: LockMode | null;
}

/** @returns the version, null where the bucket keeps none */
export async function uploadWhole({
  engine,
  key,
  source,
  options,
  metadata,
  conditional,
  lock,
}: UploadJob): Promise<string | null> {
  const body = Buffer.allocUnsafeSlow(source.bytes);
  const bytes = await source.read(body, 0);
  const digests = await digestsOf(body);
  mustBe(source, bytes, digests.sha256);
  remember(body, digests);
  const { VersionId } = await engine.call(`storing ${key}`, ({ sdk, client }) =>
    client.send(
      new sdk.PutObjectCommand({
        Bucket: engine.bucket,
        Key: key,
        Body: body,
        Metadata: metadata,
        ...(conditional ? { IfNoneMatch: '*' } : {}),
        ...(lock === null || options.lock === undefined ? {} : lockHeaders(lock, options.lock)),
      }),
      { abortSignal: options.signal },
    ),
  );
  await options.onProgress(bytes);
  return VersionId ?? null;
}

/** @returns the version, null where the bucket keeps none */
export async function uploadInParts(job: UploadJob, plan: PartPlan): Promise<string | null> {
  const { engine, key, source, options } = job;
  const upload = await beginUpload(job, plan.partBytes);
  const whole = RunningDigests.start(false);
  const lanes = new Lanes(plan.atOnce, upload.partBytes, options);
  const sendAll = async (): Promise<number> => {
    let bytes = 0;
    for (const part of partsOf(source.bytes, upload.partBytes)) {
      const buffer = await lanes.free();
      const body = buffer.subarray(0, part.bytes);
      bytes += await source.read(body, part.from);
      await whole.updateInTurns(body);
      const digests = await digestsOf(body);
      const etag = upload.have.get(part.number);
      // The engine's own digest of the part: what lies there is what would be sent.
      if (etag?.md5 === Buffer.from(digests.md5, 'base64').toString('hex')) await lanes.skip(buffer, part);
      else {
        remember(body, digests);
        lanes.send(buffer, part, async (signal) => {
          upload.have.set(part.number, await ofUpload(sendPart(job, upload.uploadId, part, body, signal)));
        });
      }
    }
    await lanes.done();
    return bytes;
  };
  const bytes = await sendAll().catch(async (error: unknown) => {
    await lanes.stop();
    throw error;
  });
  try {
    mustBe(source, bytes, whole.soFar().sha256);
  } catch (error) {
    await giveUp(engine, key, upload.uploadId);
    throw error;
  }
  const Parts = [...upload.have].sort(([a], [b]) => a - b).map(([n, { ETag }]) => ({ PartNumber: n, ETag }));
  const completing = engine.call(`completing ${key}`, ({ sdk, client }) =>
    client.send(
      new sdk.CompleteMultipartUploadCommand({
        Bucket: engine.bucket,
        Key: key,
        UploadId: upload.uploadId,
        MultipartUpload: { Parts },
      }),
      { abortSignal: options.signal },
    ),
  );
  const { VersionId } = await ofUpload(completing);
  return VersionId ?? null;
}

async function sendPart(
  { engine, key }: UploadJob,
  uploadId: string,
  part: Part,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<PartOnRecord> {
  const { ETag = '' } = await engine.call(`sending part ${String(part.number)} of ${key}`, ({ sdk, client }) =>
    client.send(
      new sdk.UploadPartCommand({
        Bucket: engine.bucket,
        Key: key,
        UploadId: uploadId,
        PartNumber: part.number,
        Body: body,
      }),
      { abortSignal: signal },
    ),
  );
  return { ETag, md5: '' };
}

/** SHA-256 and MD5 of a body, with turns for others in between. */
async function digestsOf(body: Uint8Array): Promise<PayloadDigests> {
  const sha256 = RunningDigests.start(false);
  const md5 = createHash('md5');
  const step = 2 ** 20;
  for (let at = 0; at < body.length; at += step) {
    const piece = body.subarray(at, at + step);
    await sha256.updateInTurns(piece);
    md5.update(piece);
  }
  return { sha256: sha256.soFar().sha256, md5: md5.digest('base64') };
}

/** What probes left behind while it was locked. */
import { fromInstant, type Instant } from '../../../domain/time.js';
import { hasCode } from '../../../domain/errors.js';
import { versionId, type S3Engine } from './engine.js';

/**
 * @param before last touched before then, by the archive's clock; null for all below the prefix
 * What cannot be removed (this account may not, or it is still locked) stays.
 */
export async function removeProbes(engine: S3Engine, prefix: string, before: Instant | null): Promise<void> {
  try {
    const { Versions = [] } = await engine.call('listing probes', ({ sdk, client }) =>
      client.send(new sdk.ListObjectVersionsCommand({ Bucket: engine.bucket, Prefix: prefix, MaxKeys: 100 })),
    );
    for (const { Key, VersionId, LastModified } of Versions) {
      if (before !== null && (LastModified === undefined || LastModified.getTime() >= fromInstant(before))) continue;
      await engine.call('removing a probe', ({ sdk, client }) =>
        client.send(new sdk.DeleteObjectCommand({ Bucket: engine.bucket, Key, ...versionId(VersionId) })),
      );
    }
  } catch (error) {
    if (!hasCode(error, 'bwc.archive.credentials', 'bwc.archive.config')) throw error;
  }
}

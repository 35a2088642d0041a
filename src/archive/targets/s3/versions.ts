/** The versions behind names: the first of each, and the one that counts where the name itself leads nowhere. */
import type { S3Engine } from './engine.js';

export interface FirstVersion {
  /** As the engine names it; `null` as a word where the bucket keeps no versions. */
  readonly version: string;
  readonly bytes: number;
}

/** All names below a prefix, deleted ones too where the bucket keeps versions. Engines list the versions of a name newest first. */
export async function firstVersions(engine: S3Engine, prefix: string): Promise<Map<string, FirstVersion>> {
  const first = new Map<string, FirstVersion>();
  let from: { KeyMarker?: string; VersionIdMarker?: string } = {};
  for (;;) {
    const page = await engine.call(`listing the versions of ${prefix}`, ({ sdk, client }) =>
      client.send(new sdk.ListObjectVersionsCommand({ Bucket: engine.bucket, Prefix: prefix, ...from })),
    );
    for (const { Key = '', VersionId = 'null', Size = 0 } of page.Versions ?? [])
      first.set(Key, { version: VersionId, bytes: Size });
    if (page.IsTruncated !== true || page.NextKeyMarker === undefined) return first;
    from = {
      KeyMarker: page.NextKeyMarker,
      ...(page.NextVersionIdMarker === undefined ? {} : { VersionIdMarker: page.NextVersionIdMarker }),
    };
  }
}

/**
 * A gateway of Ceph that is killed while it takes an object may leave it whole, locked and listed, and then say of its name
 * that there is nothing, once: that question mends it (16.2). By its version it is given. Asked for where a name was not
 * found; the versions of a name come newest first.
 * @returns null where nothing is under the name, or it was deleted
 */
export async function versionLeftBehind(engine: S3Engine, key: string): Promise<string | null> {
  const { Versions = [] } = await engine.call(`listing the versions of ${key}`, ({ sdk, client }) =>
    client.send(new sdk.ListObjectVersionsCommand({ Bucket: engine.bucket, Prefix: key, MaxKeys: 1 })),
  );
  return Versions.find(({ Key, IsLatest }) => Key === key && IsLatest === true)?.VersionId ?? null;
}

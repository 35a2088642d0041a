/** The first version of each name: what was there before anybody could write over it. */
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

/** How an S3-compatible engine is reached, and what it is meant to hold to. */

/** The station's account at the engine. Never on record, never in a message. */
export interface S3Access {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The bureau's own certificate authority, PEM; null for the system's. */
  readonly ca: string | null;
}

export interface S3Settings {
  /** `https://…`, without the bucket. */
  readonly endpoint: string;
  /** Where the bucket is named: in the path, or before the host. Aliyun OSS, and newer buckets of others, refuse `path`. */
  readonly addressing: 'path' | 'host';
  readonly region: string;
  readonly bucket: string;
  /**
   * Asked when a connection is made, and again once the engine refused the account: a key is exchanged without a restart.
   * @throws ArchiveError `bwc.archive.key_file`
   */
  readonly access: () => S3Access;
  /** As `initialiseS3Archive` returned it: another bucket, or an emptied one, is found out. */
  readonly archiveId: string;
  /** `none` where the engine has no per-object lock over the S3 interface; `governance` to try it out. */
  readonly lock: 'compliance' | 'governance' | 'none';
}

/** Where a bucket is and how it is reached, before it is known which archive it is. */
export type S3Reach = Omit<S3Settings, 'archiveId' | 'lock'>;

/** Below `.bwc` no key can point. */
export const MARKER_KEY = '.bwc-archive.json';
export const PROBE_PREFIX = '.bwc/probe/';

/** How an S3-compatible engine is reached, and what it is meant to hold to. */

export interface S3Settings {
  /** `https://…`; the bucket is in the path, not in the host's name. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** As `initialiseS3Archive` returned it: another bucket, or an emptied one, is found out. */
  readonly archiveId: string;
  /** `none` where the engine has no per-object lock over the S3 interface; `governance` to try it out. */
  readonly lock: 'compliance' | 'governance' | 'none';
  /** The bureau's own certificate authority, PEM; null for the system's. */
  readonly ca: string | null;
}

/** Below `.bwc` no key can point. */
export const MARKER_KEY = '.bwc-archive.json';
export const PROBE_PREFIX = '.bwc/probe/';

/** What an engine's refusal or a broken connection means. Pure. */
import type { ErrorCode } from '../../../domain/errors.js';
import { httpDate, type EpochMs } from '../../../domain/time.js';

/** What is taken of a failed request: never its headers, its address or its signature. */
export interface S3Failure {
  /** The engine's code (`NoSuchBucket`), or the errno of the connection. */
  readonly reason: string;
  /** Null where there was no answer. */
  readonly status: number | null;
}

const CODE_OF: Readonly<Record<string, ErrorCode>> = {
  NoSuchBucket: 'bwc.archive.vanished',
  NoSuchKey: 'bwc.archive.missing',
  NoSuchVersion: 'bwc.archive.missing',
  NotFound: 'bwc.archive.missing',
  // a deletion marker was asked for its bytes
  MethodNotAllowed: 'bwc.archive.missing',
  BadDigest: 'bwc.archive.content',
  InvalidDigest: 'bwc.archive.content',
  XAmzContentSHA256Mismatch: 'bwc.archive.content',
  XAmzContentChecksumMismatch: 'bwc.archive.content',
  IncompleteBody: 'bwc.archive.content',
  InvalidPart: 'bwc.archive.content',
  InvalidPartOrder: 'bwc.archive.content',
  EntityTooLarge: 'bwc.archive.refused',
  KeyTooLongError: 'bwc.archive.refused',
  MetadataTooLarge: 'bwc.archive.refused',
  InvalidObjectName: 'bwc.archive.refused',
  QuotaExceeded: 'bwc.archive.full',
  ServiceQuotaExceeded: 'bwc.archive.full',
  InsufficientStorage: 'bwc.archive.full',
  InsufficientStorageSpace: 'bwc.archive.full',
  XMinioStorageFull: 'bwc.archive.full',
  RequestTimeTooSkewed: 'bwc.archive.clock',
  RequestExpired: 'bwc.archive.clock',
  RequestTimeout: 'bwc.archive.unreachable',
  OperationAborted: 'bwc.archive.unreachable',
  SlowDown: 'bwc.archive.unreachable',
  ConditionalRequestConflict: 'bwc.archive.unreachable',
  // an upload that was given up meanwhile: the next try begins a new one
  NoSuchUpload: 'bwc.archive.unreachable',
  AbortError: 'bwc.archive.cancelled',
  CERT_HAS_EXPIRED: 'bwc.archive.config',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'bwc.archive.config',
  SELF_SIGNED_CERT_IN_CHAIN: 'bwc.archive.config',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'bwc.archive.config',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'bwc.archive.config',
  ERR_TLS_CERT_ALTNAME_INVALID: 'bwc.archive.config',
};

/**
 * An answer that is not known puts nothing aside for good: a wrong setting answers like that for every object, and then
 * somebody has to look.
 */
export function codeOfFailure({ reason, status }: S3Failure): ErrorCode {
  const known = Object.hasOwn(CODE_OF, reason) ? CODE_OF[reason] : undefined;
  if (known !== undefined) return known;
  if (status === null || status === 429 || (status >= 500 && status !== 501 && status !== 507)) {
    return 'bwc.archive.unreachable';
  }
  if (status === 507) return 'bwc.archive.full';
  if (status === 401 || status === 403) return 'bwc.archive.credentials';
  if (status === 404) return 'bwc.archive.missing';
  // An answer that could not be understood: a proxy's page, or an answer cut short.
  if (status < 300) return 'bwc.archive.unreachable';
  return 'bwc.archive.config';
}

/** `Retry-After` in milliseconds: seconds, or a date on the archive's clock. Null for none or nonsense. */
export function retryAfterMs(header: string | undefined, now: EpochMs): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const at = httpDate(header);
  return at === null ? null : Math.max(0, at - now);
}

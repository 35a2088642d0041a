/** What a failed system call on a mounted share means. Pure. */
import { errnoOf, messageOf, type ErrorCode } from '../../../domain/errors.js';
import { ArchiveError } from '../../errors.js';

const CODE_OF: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'bwc.archive.full',
  EDQUOT: 'bwc.archive.full',
  EFBIG: 'bwc.archive.refused',
  ENAMETOOLONG: 'bwc.archive.refused',
  EACCES: 'bwc.archive.credentials',
  EPERM: 'bwc.archive.credentials',
  EROFS: 'bwc.archive.credentials',
  ENODEV: 'bwc.archive.vanished',
  ENOTCONN: 'bwc.archive.vanished',
  ESTALE: 'bwc.archive.vanished',
  ESHUTDOWN: 'bwc.archive.vanished',
};

/** Anything else (EIO, ETIMEDOUT, EHOSTDOWN, …) may pass. */
export const codeOfErrno = (errno: string | undefined): ErrorCode =>
  (errno === undefined ? undefined : CODE_OF[errno]) ?? 'bwc.archive.unreachable';

export function asArchiveError(error: unknown, doing: string): ArchiveError {
  if (error instanceof ArchiveError) return error;
  const reason = errnoOf(error);
  return new ArchiveError(
    codeOfErrno(reason),
    `${doing}: ${messageOf(error)}`,
    { reason: reason ?? 'unknown' },
    { cause: error },
  );
}

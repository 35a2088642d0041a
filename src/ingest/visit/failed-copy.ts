/** What a copy that failed means. Pure. */
import type { ErrorCode } from '../../domain/errors.js';
import type { Failure } from './protocol.js';

const MAX_TRIES = 3;
const OF_THE_STATION: readonly ErrorCode[] = [
  'bwc.ingest.disk_full',
  'bwc.ingest.write_error',
  'bwc.ingest.fsync_failed',
];

/** @param tries so many have failed, this one among them */
export const isGivenUp = ({ retryable }: Failure, tries: number): boolean => !retryable || tries >= MAX_TRIES;

/** Whether it was the station's own disk that failed, and not the camera. */
export const isOfStation = ({ code }: Failure): boolean => OF_THE_STATION.includes(code);

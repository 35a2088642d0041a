/** An MTP object as the volume code sees a file. What MTP does not say stays unsaid: no inode, no blocks, no zone. */
import { hash } from 'node:crypto';
import { fromInstant } from '../../domain/time.js';
import type { FileStat } from '../volume/volume-io.js';
import { parsePtpDateTime } from './codec/date-time.js';
import type { MtpObject } from './objects.js';
import type { Quirks } from './quirks.js';

/** Beyond every date there is: the listing takes it for "no time known". */
const NO_TIME_NS = -(2n ** 80n);
const FOLDER_MODE = 0o040755n;
const FILE_MODE = 0o100644n;
const LOCKED_FILE_MODE = 0o100444n;

/**
 * `ino` is made from the path: handles change from session to session. `ctimeNs` is made from the dates as written, so
 * that the stamp tells a change of either of them.
 */
export function statOf(object: MtpObject, path: string, bytes: bigint, { dateZone }: Quirks): FileStat {
  const { isFolder, locked, modified, captured } = object;
  const mode = isFolder ? FOLDER_MODE : locked ? LOCKED_FILE_MODE : FILE_MODE;
  return {
    dev: 1n,
    ino: numberFrom(path),
    mode,
    size: bytes,
    blocks: -1n,
    mtimeNs: modifiedNs(modified, dateZone),
    ctimeNs: numberFrom(`${modified}\n${captured}`),
    isFile: () => !isFolder,
    isDirectory: () => isFolder,
    isSymbolicLink: () => false,
    isFIFO: () => false,
    isSocket: () => false,
  };
}

const numberFrom = (text: string): bigint => hash('sha256', text, 'buffer').readBigUInt64LE();

/** A date without a zone is an instant only where the camera's profile says which zone it means. */
function modifiedNs(raw: string, dateZone: Quirks['dateZone']): bigint {
  const { civil, zone } = parsePtpDateTime(raw);
  if (civil === null || (zone === 'none' && dateZone !== 'utc')) return NO_TIME_NS;
  const offset = typeof zone === 'object' ? zone.offsetMinutes : 0;
  // What was read is a real time already: a folder of thousands does not look for the zone each time.
  return BigInt(fromInstant(`${civil}.000Z`) - offset * 60_000) * 1_000_000n;
}

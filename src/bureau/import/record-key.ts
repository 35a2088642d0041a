/** `records/<station>/<clip>/0003.json`, read back. Pure. */
import { recordKey } from '../../archive/document-keys.js';
import type { ObjectKey } from '../../archive/keys.js';

export interface RecordKey {
  readonly station: string;
  readonly clip: string;
  readonly version: number;
}

/** Null for any other key: only what `recordKey` makes is the place of a record. Names of clips hold nothing that sorts before a slash. */
export function parseRecordKey(key: ObjectKey): RecordKey | null {
  const [, station = '', clip = '', version] = /^records\/([^/]+)\/(\w+)\/(\d{4,9})\.json$/.exec(key) ?? [];
  if (version === undefined || !/^[A-Za-z0-9]/.test(station)) return null;
  const found = { station, clip, version: Number(version) };
  return found.version > 0 && recordKey(station, clip, found.version) === key ? found : null;
}

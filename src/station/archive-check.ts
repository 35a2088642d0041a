/** Reading originals back at the archives of the configuration, for `bwc verify --archive`. */
import { hasCode, messageOf } from '../domain/errors.js';
import { originalKey } from '../archive/keys.js';
import { systemClock } from '../domain/time.js';
import type { StationReader } from '../store/station-store.js';
import type { ArchiveCheck } from '../store/verify/verify-cleared.js';
import { openPlaces } from './archive-places.js';
import { loadConfig } from './config.js';

/** @throws BwcError of the configuration; the check throws ArchiveError where an archive does not answer */
export function archiveCheck(reader: StationReader): { readonly check: ArchiveCheck; readonly close: () => void } {
  const places = openPlaces(loadConfig(reader.paths), systemClock);
  const { signal } = new AbortController();
  const check: ArchiveCheck = async (clipId, subject) => {
    const orders = reader.outbox.of(clipId).filter((o) => o.kind === 'original' && o.state === 'done');
    for (const { target: name, sha256, bytes, objectVersion } of orders) {
      const place = places.find((p) => p.name === name);
      if (place === undefined || sha256 === null) continue;
      const key = originalKey(sha256);
      try {
        const read = await place.target.readBackAndHash(key, objectVersion, signal);
        if (read.sha256 === sha256 && read.bytes === bytes) continue;
        const detail = `${name}: ${key} has SHA-256 ${read.sha256} there; ${sha256} was archived`;
        return { kind: 'archive.altered', subject, detail };
      } catch (error) {
        if (!hasCode(error, 'bwc.archive.missing')) throw error;
        return { kind: 'archive.missing', subject, detail: `${name}: ${messageOf(error)}` };
      }
    }
    return null;
  };
  return {
    check,
    close: () => {
      for (const { target } of places) target.close();
    },
  };
}

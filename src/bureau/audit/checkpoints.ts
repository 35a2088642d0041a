/** A station's checkpoints, read again: as they lie there, and against those that were imported. */
import { checkpointKey } from '../../archive/document-keys.js';
import { auditCheckpoints } from '../../archive/witness/audit.js';
import type { KeptCheckpoint } from '../../archive/witness/witness-store.js';
import type { RegisteredStation } from '../import/judge-record.js';
import { checkpointsIn } from '../import/import-checkpoints.js';
import type { Auditing } from './audit.js';

/** @returns how many were looked at */
export async function auditStationCheckpoints(
  { db, archives, findings }: Auditing,
  station: RegisteredStation,
): Promise<number> {
  const imported = await db.query<KeptCheckpoint>(
    'SELECT size, shown AS text FROM bureau.station_checkpoints WHERE station = $1 ORDER BY size',
    [station.station],
  );
  const lying = new Map<number, Set<string>>();
  let seen = 0;
  const find = (size: number, detail: string): void => {
    findings.add({
      kind: 'checkpoint',
      station: station.station,
      subject: checkpointKey(station.station, size),
      detail,
    });
  };
  for (const archive of archives) {
    const there = await checkpointsIn(archive, station.station, new Set());
    seen += there.length;
    for (const { size, detail, kind } of auditCheckpoints(
      station,
      [...there].sort((a, b) => a.size - b.size),
    ).findings)
      find(size, `${archive.shown}: ${kind}: ${detail}`);
    for (const { size, text } of there) lying.set(size, (lying.get(size) ?? new Set<string>()).add(text));
  }
  for (const { size, text } of imported) {
    const texts = lying.get(size);
    if (texts === undefined) find(size, 'it was imported and no archive has it any more');
    else if (!texts.has(text)) find(size, 'it is not the one that was imported');
  }
  return seen;
}

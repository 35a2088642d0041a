/**
 * Where an archive has witnessed more of a log than any backup holds, nobody can go on with it under its name without a
 * fork. A successor takes its rows and its entries over as they are, and signs what follows under a name and a key of its
 * own; the archive keeps what it knew of the old one, untouched, beside it.
 */
import type { KeyObject } from 'node:crypto';
import { signCheckpoint } from '../../store/custody/checkpoint.js';
import { loadStationKey } from '../../store/custody/key.js';
import { openWriter, type Db } from '../../store/database.js';
import { replaceFileDurable } from '../../store/durable.js';
import type { StationMarker } from '../../store/marker.js';
import type { DataPaths } from '../../store/paths.js';
import { Backups } from '../../store/repositories/backups.js';
import { logFactsOf } from '../../store/snapshot.js';
import { originOf } from '../../store/station-store.js';

/** Done again after a crash, it ends the same. @param marker the successor's; then the station as it was */
export async function succeed(
  paths: DataPaths,
  marker: StationMarker,
  { station, publicKey }: { readonly station: string; readonly publicKey: KeyObject },
): Promise<void> {
  const db = openWriter(paths.database);
  try {
    const backups = new Backups(db);
    const { logSize, root } = logFactsOf(db);
    const last = backups.former().at(-1);
    if (last?.stationId !== station)
      db.transaction(() => {
        const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
        backups.succeed({ entries: logSize, stationId: station, publicKey: pem });
        forgetArchives(db);
      }).immediate();
    // What it signs first is the whole of what it took over: from here on nothing smaller is ever signed.
    const size = backups.former().at(-1)?.entries ?? 0;
    if (size !== logSize) return;
    const note = signCheckpoint({ origin: originOf(marker), size, root }, loadStationKey(paths).privateKey);
    await replaceFileDurable(paths.lastSigned, `${JSON.stringify({ size, note })}\n`, 0o640);
  } finally {
    db.close();
  }
}

/** How far the archives were with the former station says nothing of this one: everything is put in line again. The log keeps what was. */
function forgetArchives(db: Db): void {
  const guards = ['archive_records_no_delete', 'archive_orders_withdrawn'].map((name) => {
    const sql = db.prepare<[string], string>('SELECT sql FROM sqlite_master WHERE name = ?').pluck().get(name) ?? '';
    db.exec(`DROP TRIGGER ${name}`);
    return sql;
  });
  db.exec(`DELETE FROM archive_reads; DELETE FROM archive_nights; DELETE FROM archive_orders; DELETE FROM archive_records; DELETE FROM backup_pieces; DELETE FROM archive_completions;
    UPDATE archive_targets SET reached = '';`);
  for (const sql of guards) db.exec(sql);
}

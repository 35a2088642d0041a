/** What the archives have of a station, before anything is written. */
import type { KeyObject } from 'node:crypto';
import { BackupDamaged } from '../../archive/backup/fetch-pieces.js';
import { backupsAt, stationKeyAt, stationsAt, type BackupAt } from '../../archive/backup/find-backups.js';
import { witnessedAt, type Witnessed } from '../../archive/backup/witnessed.js';
import { BwcError } from '../../domain/errors.js';
import { originOf } from '../../store/station-store.js';
import { openManifest, type ChosenManifest } from './choose-backup.js';
import type { RestoreOptions } from './options.js';

export interface Surroundings {
  readonly station: string;
  readonly publicKey: KeyObject;
  /** The newest first. */
  readonly backups: readonly BackupAt[];
  /** The smallest first. */
  readonly witnessed: readonly Witnessed[];
}

/** A backup that cannot be used, and why. */
export interface Rejected {
  readonly backup: number;
  readonly reason: string;
}

/** @throws BwcError `bwc.restore.station`, `bwc.custody.key_mismatch` */
export async function lookAround(options: RestoreOptions): Promise<Surroundings> {
  const { places, known } = options;
  const ids = options.station === null ? await stationsAt(places) : [options.station];
  const [station, ...more] = ids;
  if (station === undefined || more.length > 0)
    throw new BwcError('bwc.restore.station', `the archives know ${ids.join(', ') || 'no station'}`, {
      stations: ids.join(' '),
    });
  const publicKey = await stationKeyAt(places, station);
  if (known !== null && !known.equals(publicKey))
    throw new BwcError('bwc.custody.key_mismatch', `the archives know ${station} by another key than the one given`, {
      station,
    });
  const witnessed = await witnessedAt(places, station, originOf({ stationId: station }), publicKey);
  return { station, publicKey, backups: await backupsAt(places, station), witnessed };
}

/** The most that any archive has witnessed; 0 for nothing. */
export const mostWitnessed = ({ witnessed }: Surroundings): number => witnessed.at(-1)?.checkpoint.size ?? 0;

/**
 * Backups whose manifest opens, the newest first.
 * @param rejected told of those that do not
 * @throws BwcError `bwc.restore.key`
 */
export async function* openable(
  { at, secret }: RestoreOptions,
  { backups, publicKey }: Surroundings,
  rejected: Rejected[],
): AsyncGenerator<ChosenManifest> {
  for (const backup of backups) {
    if (at !== null && backup.seq !== at) continue;
    try {
      yield await openManifest(backup, publicKey, secret);
    } catch (error) {
      if (!(error instanceof BackupDamaged)) throw error;
      rejected.push({ backup: backup.seq, reason: error.message });
    }
  }
}

export const noBackup = (station: string, rejected: readonly Rejected[]): BwcError =>
  new BwcError('bwc.restore.no_backup', `${station}: ${reasonsOf(rejected) || 'there is none'}`, { station });

export const reasonsOf = (rejected: readonly Rejected[]): string =>
  rejected.map(({ backup, reason }) => `backup ${String(backup)} cannot be used: ${reason}`).join('; ');

/** What a restore would bring back, and from where. */
import type { ChosenManifest } from './choose-backup.js';
import { lookAround, mostWitnessed, noBackup, openable, type Rejected, type Surroundings } from './look-around.js';
import type { RestoreOptions } from './options.js';
import { roomFor, type Room } from './room.js';

export interface RestorePlan {
  readonly station: string;
  readonly backup: number;
  readonly at: string;
  /** Custody entries it holds. */
  readonly logSize: number;
  /** The most that any archive has witnessed. */
  readonly witnessed: number;
  /** Newer ones that cannot be used. */
  readonly rejected: readonly Rejected[];
  /** Rows of each table. */
  readonly counts: Readonly<Record<string, number>>;
  readonly room: Room;
}

export const planOf = async (
  options: RestoreOptions,
  around: Surroundings,
  { manifest }: ChosenManifest,
  rejected: readonly Rejected[],
): Promise<RestorePlan> => ({
  station: around.station,
  backup: manifest.seq,
  at: manifest.at,
  logSize: manifest.log.size,
  witnessed: mostWitnessed(around),
  rejected: [...rejected],
  counts: manifest.counts,
  room: await roomFor(options, manifest),
});

/** Nothing is written; of the pieces nothing is read. @throws BwcError */
export async function planRestore(options: RestoreOptions): Promise<RestorePlan> {
  const around = await lookAround(options);
  const rejected: Rejected[] = [];
  for await (const chosen of openable(options, around, rejected)) return planOf(options, around, chosen, rejected);
  throw noBackup(around.station, rejected);
}

/** Where the archive keeps the checkpoints it was shown. Every target that can write a name once can be one. */

export interface KeptCheckpoint {
  /** Entries it covers, by the name it is kept under. */
  readonly size: number;
  /** As the station sent it (`formatShown`). */
  readonly text: string;
}

export interface WitnessStore {
  /** The largest kept; null before the first. */
  latest(station: string): Promise<KeptCheckpoint | null>;
  /**
   * Compare and set: durably keeps this one as the one that follows `oldSize`.
   * @returns false where something else has followed it already; then nothing is kept
   */
  keep(station: string, oldSize: number, checkpoint: KeptCheckpoint): Promise<boolean>;
  /** All that are kept, the smallest first. */
  all(station: string): Promise<readonly KeptCheckpoint[]>;
}

/** Twenty digits, so that names sort as numbers do. */
export const sizeName = (size: number): string => String(size).padStart(20, '0');

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/;

/** Whether it can be one part of a path. */
export const isStationName = (station: string): boolean => NAME.test(station);

/** @returns the name, which is one part of a path. @throws RangeError for any other */
export function stationFolder(station: string): string {
  if (!isStationName(station)) throw new RangeError(`${JSON.stringify(station)} is no name of a station`);
  return station;
}

/** What came of an import, counted; the first of what was refused by name. */
import type { RefusalKind } from './judge-record.js';

export interface Refused {
  readonly station: string;
  /** The key in the archive, or the number of an entry or a checkpoint. */
  readonly subject: string;
  readonly kind: RefusalKind | 'retention' | 'lock';
  readonly detail: string;
}

/** So many are named; all are counted, and those that accuse somebody are alarms in the catalogue. */
const MOST_NAMED = 200;

export interface Counts {
  readonly new: number;
  readonly known: number;
  readonly refused: number;
}

export interface ImportTally {
  readonly archive: string;
  readonly id: string;
  readonly stations: number;
  readonly records: Counts;
  readonly checkpoints: Counts;
  readonly entries: number;
  /** Originals and sidecars that a new record tells of and the archive does not show. */
  readonly objectsMissing: number;
  /** Stations in the archive whose key nobody registered; nothing of them was taken. */
  readonly unregistered: readonly string[];
  readonly refused: readonly Refused[];
}

type What = 'records' | 'checkpoints';

export class Tally {
  readonly #counts = { records: { new: 0, known: 0, refused: 0 }, checkpoints: { new: 0, known: 0, refused: 0 } };
  readonly #refused: Refused[] = [];
  readonly #unregistered: string[] = [];
  #stations = 0;
  #entries = 0;
  #objectsMissing = 0;

  station(): void {
    this.#stations += 1;
  }

  unregistered(station: string): void {
    this.#unregistered.push(station);
  }

  added(what: What): void {
    this.#counts[what].new += 1;
  }

  known(what: What, count: number): void {
    this.#counts[what].known += count;
  }

  refused(what: What, refused: Refused): void {
    this.#counts[what].refused += 1;
    if (this.#refused.length < MOST_NAMED) this.#refused.push(refused);
  }

  entries(count: number): void {
    this.#entries += count;
  }

  objectMissing(): void {
    this.#objectsMissing += 1;
  }

  /** Looked at so far: for a line of progress. */
  get seen(): number {
    const { records, checkpoints } = this.#counts;
    return [records, checkpoints].reduce((sum, c) => sum + c.new + c.known + c.refused, 0);
  }

  result(archive: string, id: string): ImportTally {
    return {
      archive,
      id,
      stations: this.#stations,
      records: { ...this.#counts.records },
      checkpoints: { ...this.#counts.checkpoints },
      entries: this.#entries,
      objectsMissing: this.#objectsMissing,
      unregistered: [...this.#unregistered],
      refused: [...this.#refused],
    };
  }
}

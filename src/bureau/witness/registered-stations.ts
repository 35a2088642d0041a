/** The stations a witness knows: read anew whenever their folder changed, so that one is registered by putting its key there. */
import { statSync } from 'node:fs';
import { loadRegistry } from '../../archive/witness/registry.js';
import type { WitnessedStation } from '../../archive/witness/witness.js';
import { messageOf } from '../../domain/errors.js';
import type { Clock } from '../../domain/time.js';

const TICK_MS = 2_000;

export class RegisteredStations {
  #byOrigin: ReadonlyMap<string, WitnessedStation>;
  #changed: number;
  #settled: boolean;

  /**
   * @param onProblem told where the folder cannot be read any more; what was known stays known
   * @throws BwcError `bwc.witness.key` where it cannot be read at all
   */
  constructor(
    private readonly dir: string,
    private readonly clock: Clock,
    private readonly onProblem: (problem: string) => void,
  ) {
    this.#changed = changedAt(dir);
    this.#settled = this.#isSettled();
    this.#byOrigin = read(dir);
  }

  get size(): number {
    return this.#byOrigin.size;
  }

  /** @param origin the name it signs under */
  get(origin: string): WitnessedStation | undefined {
    const changed = changedAt(this.dir);
    if (changed !== this.#changed || !this.#settled) {
      this.#changed = changed;
      this.#settled = this.#isSettled();
      try {
        this.#byOrigin = read(this.dir);
      } catch (error) {
        this.onProblem(messageOf(error));
      }
    }
    return this.#byOrigin.get(origin);
  }

  /** Two changes within one tick of the file system have one time: what changed just now may change again unseen. */
  #isSettled(): boolean {
    return this.clock.now() - this.#changed > TICK_MS;
  }
}

const read = (dir: string): ReadonlyMap<string, WitnessedStation> =>
  new Map(loadRegistry(dir).map((station) => [station.origin, station]));

/** Zero where the folder is not there. */
const changedAt = (dir: string): number => statSync(dir, { throwIfNoEntry: false })?.mtimeMs ?? 0;

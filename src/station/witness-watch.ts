/** The live witness as the station has it: shown the log with each sync and twice a day without one, and what came of it. */
import type { Logger } from 'pino';
import { accuses } from '../archive/witness/judge.js';
import { showToWitness, type LiveWitness } from '../archive/witness/live-witness.js';
import { liveTarget, lookAtReceipts } from '../archive/witness/overdue.js';
import { hasCode } from '../domain/errors.js';
import { addMs, toInstant, type Clock, type Instant } from '../domain/time.js';
import type { StationStore } from '../store/station-store.js';

const SHOWN_EVERY_MS = 12 * 3_600_000;

export class WitnessWatch {
  #triedAt: Instant | null = null;
  #running: Promise<void> | null = null;
  readonly #target: string;

  constructor(
    private readonly store: StationStore,
    private readonly witness: LiveWitness,
    /** Without a receipt for so long, it is told. */
    private readonly days: number,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    this.#target = liveTarget(witness.key);
  }

  isDue(): boolean {
    return this.#triedAt === null || addMs(this.#triedAt, SHOWN_EVERY_MS) < this.#now();
  }

  /** Twice at once is once. That the witness cannot be reached is no failure of anything else. */
  show(signal: AbortSignal): Promise<void> {
    this.#running ??= this.#show(signal).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #show(signal: AbortSignal): Promise<void> {
    this.#triedAt = this.#now();
    const { store } = this;
    try {
      const answer = await showToWitness(store, this.witness, signal);
      if (!('why' in answer)) store.clearAlarm('archive.log_changed', this.#target);
      else {
        const { why, size: archiveSize, detail } = answer;
        const told = { why, size: store.custody.lastCheckpoint()?.size ?? 0, archiveSize, detail };
        store.transaction(() => {
          store.log.append('archive.checkpoint_refused', { target: this.#target, archive: null, ...told });
          if (accuses(why)) store.raiseAlarm('archive.log_changed', this.#target, told);
        });
      }
    } catch (error) {
      if (signal.aborted) return;
      const known = hasCode(error, 'bwc.witness.no_receipt');
      this.log[known ? 'warn' : 'error']({ err: error, witness: this.#target }, 'no receipt from the witness');
    }
    if (!signal.aborted) lookAtReceipts(store, { target: this.#target, key: this.witness.key }, this.days, this.#now());
  }

  #now(): Instant {
    return toInstant(this.clock.now());
  }
}

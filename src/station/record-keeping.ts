/** What is put on record in this station: acts of people, and what follows from what ingest finds out. */
import { setImmediate as breathe } from 'node:timers/promises';
import { toInstant, type Clock } from '../domain/time.js';
import type { RulesInForce } from '../policy/rules-in-force.js';
import type { ActContext } from '../records/act.js';
import { clipsChanged } from '../records/after-change.js';
import { checkAtDock } from '../records/cameras/check.js';
import { runAct, type ActInput, type ActName, type ActOutput } from '../records/index.js';
import type { StationStore } from '../store/station-store.js';

export class RecordKeeping {
  #stopped = false;

  constructor(
    private readonly store: StationStore,
    private readonly rules: RulesInForce,
    private readonly clock: Clock,
    private readonly actor: string,
  ) {}

  act<N extends ActName>(name: N, input: ActInput<N>, by: string): Promise<ActOutput<N>> {
    return new Promise((resolve) => {
      resolve(runAct(this.acting(by), name, input));
    });
  }

  /** Inside the transaction of what changed them. */
  clipsChanged(clipIds: readonly string[]): void {
    clipsChanged(this.acting(this.actor), clipIds);
  }

  /** Inside the transaction that recorded the readings. */
  cameraRead(visitId: string): void {
    checkAtDock(this.acting(this.actor), visitId);
  }

  /** Where the rules are others than before: a first step, which for a small station is all. */
  catchUpALittle(): boolean {
    return runAct(this.acting(this.actor), 'deadlines.recompute', {}).more;
  }

  /** All of it, a step at a time, so that cameras are served meanwhile. What a stop leaves undone goes on at the next start. */
  async catchUp(): Promise<void> {
    while (!this.#stopped && this.catchUpALittle()) await breathe();
  }

  stop(): void {
    this.#stopped = true;
  }

  acting(by: string): ActContext {
    return { store: this.store, rules: this.rules, by, now: () => toInstant(this.clock.now()) };
  }
}

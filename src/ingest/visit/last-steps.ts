/** What is done once nothing waits to be copied: a second look at the camera, erasing, its clock, then the visit is closed. */
import { isSafeToRemove, type VisitTally } from '../../domain/clip.js';
import { readStationClock } from '../station-clock.js';
import { decideClock } from './clock-policy.js';
import { EraseStep } from './erase-step.js';
import type { Order, Report } from './protocol.js';
import type { ClockSet } from './visit-records.js';
import type { VisitState } from './visit-state.js';

export interface LastStepHooks {
  canAsk(): boolean;
  ask(order: Order): void;
  /** Files appeared that were not listed before; they are on record. */
  appeared(tally: VisitTally): void;
  next(): void;
  close(): void;
  cannotRecord(error: unknown): void;
}

export class LastSteps {
  /** Whether the camera was asked for what has appeared since it was listed. */
  #secondLook: 'due' | 'asked' | 'done' = 'due';
  /** What became of setting the camera's clock. */
  #clock: 'untouched' | 'asked' | 'done' = 'untouched';
  readonly #erase: EraseStep;

  constructor(
    private readonly visit: VisitState,
    private readonly hooks: LastStepHooks,
  ) {
    this.#erase = new EraseStep(visit, {
      canAsk: () => hooks.canAsk(),
      ask: (order) => {
        hooks.ask(order);
      },
      over: () => {
        hooks.next();
      },
      cannotRecord: (error) => {
        hooks.cannotRecord(error);
      },
    });
  }

  /** Whether the child has something of this to answer. */
  get asked(): boolean {
    return this.#clock === 'asked' || this.#secondLook === 'asked' || this.#erase.asked;
  }

  /** A new child lists everything anew. */
  childCrashed(): void {
    this.#secondLook = 'due';
    this.#erase.childCrashed();
  }

  /** A card may have shown only while the first was copied. */
  go(id: string): void {
    if (this.#secondLook === 'asked') return;
    if (this.#secondLook === 'due' && this.hooks.canAsk()) {
      this.#secondLook = 'asked';
      this.hooks.ask({ type: 'lookAgain' });
      return;
    }
    if (!this.#erase.go(id)) return;
    this.#setClockAndClose(id).catch((error: unknown) => {
      this.hooks.cannotRecord(error);
    });
  }

  lookedAgain({ count, digest, problem }: Extract<Report, { type: 'lookedAgain' }>): void {
    const { id } = this.visit.require();
    this.#secondLook = 'done';
    if (problem !== null) {
      this.visit.deps.log.warn({ visit: id, slot: this.visit.slot }, `no second look: ${problem}`);
    }
    if (count > 0) this.hooks.appeared(this.visit.records.listedAgain(id, digest));
    this.hooks.next();
  }

  erased(report: Extract<Report, { type: 'erased' }>): void {
    this.#erase.erased(report);
  }

  /** @returns whether it was asked for here; the clock of a camera in host mode is set before that */
  clockSet({ before, after, problem }: ClockSet): boolean {
    if (this.#clock !== 'asked') return false;
    this.#clock = 'done';
    this.visit.records.clockSet(this.visit.require().id, before, after, problem);
    this.hooks.close();
    return true;
  }

  /** Last of all, and only once everything is stored: the camera is changed by it. */
  async #setClockAndClose(id: string): Promise<void> {
    const { visit } = this;
    const { settings, store } = visit.deps;
    const reading = store.visits.clockOf(id);
    const may = settings.setClock && visit.canSetClock && this.#clock === 'untouched';
    if (!may || reading === null || !isSafeToRemove(store.entries.tally(id))) {
      this.hooks.close();
      return;
    }
    this.#clock = 'done';
    const decision = decideClock(reading, await readStationClock());
    if (visit.over) return;
    if (decision.set && this.hooks.canAsk()) {
      this.#clock = 'asked';
      this.hooks.ask({ type: 'setClock' });
      return;
    }
    if (!decision.set && decision.worthy) visit.records.clockSet(id, reading, null, decision.reason);
    this.hooks.close();
  }
}

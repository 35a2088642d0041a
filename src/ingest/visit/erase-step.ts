/** Takes files off the camera, one after the other, where whoever runs the station has it so. Which, is decided elsewhere. */
import type { EraseOutcome, EraseProof } from '../../domain/erase.js';
import type { Order, Report } from './protocol.js';
import type { VisitState } from './visit-state.js';

/** The erasing of one visit. */
export interface ErasingRun {
  /** The next file that may go, its intent on record; null where there is no more. */
  next(): Promise<{ readonly index: number; readonly proof: EraseProof } | null>;
  done(seen: { readonly outcome: EraseOutcome; readonly code: string | null; readonly reason: string | null }): void;
  finish(): void;
}

export interface Erasing {
  /** Whether cameras are opened so that they can be erased from. */
  readonly allowed: boolean;
  /** The listing is complete: what became of earlier tries shows in it. */
  settle(visitId: string): void;
  /** Null where nothing is erased. */
  begin(visitId: string): ErasingRun | null;
}

export interface EraseHooks {
  canAsk(): boolean;
  ask(order: Order): void;
  /** Nothing more is to be erased. */
  over(): void;
  cannotRecord(error: unknown): void;
}

export class EraseStep {
  #state: 'due' | 'going' | 'done' = 'due';
  #run: ErasingRun | null = null;
  #asked = false;
  #told = false;

  constructor(
    private readonly visit: VisitState,
    private readonly hooks: EraseHooks,
  ) {}

  /** Whether the child has something of this to answer. */
  get asked(): boolean {
    return this.#asked;
  }

  /** What it was asked for last is not known: the next listing shows it. */
  childCrashed(): void {
    this.#state = 'due';
    this.#run = null;
    this.#asked = false;
  }

  /** @returns whether there is nothing of this left to do */
  go(visitId: string): boolean {
    if (this.#state !== 'due') return this.#state === 'done';
    const { erasing } = this.visit.deps;
    erasing.settle(visitId);
    const run = this.hooks.canAsk() ? erasing.begin(visitId) : null;
    if (run === null) {
      this.#state = 'done';
      return true;
    }
    this.#state = 'going';
    this.#run = run;
    this.#goOn(run, visitId);
    return false;
  }

  erased({ outcome, code, reason }: Extract<Report, { type: 'erased' }>): void {
    const run = this.#run;
    if (run === null || !this.#asked) return;
    this.#asked = false;
    const { id } = this.visit.require();
    if (outcome !== 'erased') this.visit.deps.log.warn({ visit: id, slot: this.visit.slot, code }, reason ?? outcome);
    run.done({ outcome, code, reason });
    this.#goOn(run, id);
  }

  #goOn(run: ErasingRun, visitId: string): void {
    this.#next(run, visitId).catch((error: unknown) => {
      this.hooks.cannotRecord(error);
    });
  }

  async #next(run: ErasingRun, visitId: string): Promise<void> {
    const { visit, hooks } = this;
    const stopped = (): boolean => visit.over || visit.stopping !== null;
    if (stopped()) return;
    const turn = await run.next();
    // Stopped, gone or crashed meanwhile: what was begun and never asked for is settled like what was.
    if (stopped() || this.#run !== run || !hooks.canAsk()) return;
    if (turn === null) {
      run.finish();
      this.#state = 'done';
      hooks.over();
      return;
    }
    visit.deps.store.visits.setPhase(visitId, 'erasing');
    if (!this.#told) visit.deps.emit({ type: 'erasing', visit: visitId });
    this.#told = true;
    this.#asked = true;
    hooks.ask({ type: 'erase', ...turn });
  }
}

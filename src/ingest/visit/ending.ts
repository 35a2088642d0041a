/** How a visit ends: always once, and only after everything that was staged is on record. */
import { isSafeToRemove } from '../../domain/clip.js';
import { messageOf } from '../../domain/errors.js';
import type { VisitOutcome } from '../../domain/visit.js';
import type { Failure } from './protocol.js';
import type { VisitEnd } from './visit-plan.js';
import type { VisitState } from './visit-state.js';

export interface EndingHooks {
  /** Everything that was staged is on record, or has failed. */
  published(): Promise<void>;
  /** Nothing was in its way: what is left to do before it is closed. */
  lastSteps(visitId: string): void;
  finished(end: VisitEnd): void;
}

export class Ending {
  constructor(
    private readonly visit: VisitState,
    private readonly hooks: EndingHooks,
  ) {}

  refused(code: string, reason: string): void {
    this.#finish({ how: 'refused', code, reason });
  }

  interrupted(reason: string): void {
    this.afterPublishing(() => {
      this.#interrupt(reason);
    });
  }

  failed(failure: Failure): void {
    this.afterPublishing(() => {
      const { slot, id, records } = this.visit;
      if (failure.code === 'bwc.device.other_camera') records.otherCamera(id, slot, failure);
      if (id === null) this.refused(failure.code, failure.message);
      else this.#close(id, 'failed', failure.message, failure);
    });
  }

  /** Everything asked for is done, or the visit was told to stop. */
  done(): void {
    this.afterPublishing(() => {
      const { id, stopping } = this.visit;
      if (stopping === 'park') this.#interrupt('the station was stopped');
      else if (id === null) this.#finish({ how: 'interrupted', visitId: null });
      else if (stopping === 'cancel') this.#close(id, 'cancelled', 'cancelled by the operator');
      else this.hooks.lastSteps(id);
    });
  }

  closeByTally(): void {
    const { id } = this.visit.require();
    const tally = this.visit.deps.store.entries.tally(id);
    this.#close(id, tally.failed === 0 && tally.waiting === 0 ? 'complete' : 'partial', null);
  }

  /** The database takes nothing any more: the visit ends here, and the next start puts on record that it was cut off. */
  cannotRecord(error: unknown): void {
    const { id, slot, deps } = this.visit;
    const reason = `the station cannot record what happens: ${messageOf(error)}`;
    deps.log.error({ err: error, slot, visit: id }, 'a visit could not be recorded');
    if (this.visit.over) return;
    if (id === null) {
      this.refused('bwc.data.not_writable', reason);
      return;
    }
    deps.emit({ type: 'interrupted', visit: id, reason });
    this.#finish({ how: 'interrupted', visitId: id });
  }
  /** `act` is for a visit that has not ended meanwhile. */
  afterPublishing(act: () => void): void {
    this.hooks
      .published()
      .then(() => {
        if (!this.visit.over) act();
      })
      .catch((error: unknown) => {
        this.cannotRecord(error);
      });
  }

  #interrupt(reason: string): void {
    const { id, records, deps } = this.visit;
    if (id !== null) {
      records.interrupted(id, reason);
      deps.emit({ type: 'interrupted', visit: id, reason });
    }
    this.#finish({ how: 'interrupted', visitId: id });
  }

  #close(id: string, outcome: VisitOutcome, reason: string | null, failure: Failure | null = null): void {
    const { records, deps, listed, subject } = this.visit;
    const tally = records.close(id, outcome, reason);
    deps.log.info({ visit: id, outcome, ...tally }, 'visit closed');
    const safeToRemove = listed && isSafeToRemove(tally);
    deps.emit({ type: 'closed', visit: id, outcome, reason, tally, safeToRemove });
    this.#finish({ how: 'closed', visitId: id, outcome, failure, wasOpened: subject !== null });
  }

  #finish(end: VisitEnd): void {
    const { visit } = this;
    if (visit.over) return;
    visit.over = true;
    if (end.how === 'refused') {
      const { slot, root } = visit.plan.candidate;
      visit.deps.emit({ type: 'refused', slot, root, code: end.code, reason: end.reason });
    }
    this.hooks.finished(end);
  }
}

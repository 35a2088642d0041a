/** Erasing as visits see it: whether it is done here at all, what is settled after a listing, and the run of one visit. */
import { toInstant, type Clock } from '../../domain/time.js';
import type { StationStore } from '../../store/station-store.js';
import { visitToErase } from './facts.js';
import { EraseRun, type EraseSettings } from './run.js';
import { settleErasures } from './settle.js';

export class EraseOffice {
  constructor(
    private readonly store: StationStore,
    private readonly settings: EraseSettings,
    private readonly clock: Clock,
  ) {}

  /** Whether cameras are opened so that they can be erased from. */
  get allowed(): boolean {
    const { policy, authorised } = this.settings.rule;
    return policy !== 'never' && authorised !== null;
  }

  /** Even where nothing is erased any more: what was begun before has an outcome. */
  settle(visitId: string): void {
    const visit = visitToErase(this.store, visitId);
    if (visit !== null) settleErasures(this.store, visit, toInstant(this.clock.now()));
  }

  /** Null where nothing is erased here. */
  begin(visitId: string): EraseRun | null {
    const visit = visitToErase(this.store, visitId);
    return visit === null || !this.allowed ? null : new EraseRun(this.store, this.settings, this.clock, visit);
  }
}

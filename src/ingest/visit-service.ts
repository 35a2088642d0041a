/** All visits of the station: starting them, finding the interrupted one that goes on, ending them in order. */
import { StandingMedia } from './standing-media.js';
import { StartTurns } from './visit/start-turns.js';
import type { VisitDependencies, VisitEnd, VisitPlan } from './visit/visit-plan.js';
import { VisitRunner } from './visit/visit-runner.js';
import { VisitRecords } from './visit/visit-records.js';
import type { EpochMs } from '../domain/time.js';
import { type CutOff, type InterruptedVisits, ofHost, ofMedium } from './interrupted-visits.js';

const EXPIRY_LOOK_MS = 15_000;

export class VisitService {
  readonly #running = new Set<VisitRunner>();
  readonly #ends = new Set<Promise<VisitEnd>>();
  readonly #interruptedAt = new Map<string, EpochMs>();
  readonly #standing = new StandingMedia();
  readonly #deps: VisitDependencies;
  #timer: NodeJS.Timeout | undefined;
  #stopping = false;

  constructor(
    deps: Omit<VisitDependencies, 'interrupted' | 'tellApart' | 'starts'>,
    private readonly resumeMs: number,
    /** Told when the first visit begins and when the last one ends. */
    private readonly onBusy: (busy: boolean) => void = () => undefined,
  ) {
    const interrupted: InterruptedVisits = {
      ofMedium: (mediumId, serial) => this.#goesOn(ofMedium(this.#cutOff(), mediumId, serial)),
      ofHost: (camera) => {
        const found = ofHost(this.#cutOff(), camera);
        return found === undefined ? undefined : this.#goesOn(found);
      },
    };
    const tellApart: VisitDependencies['tellApart'] = (slot, medium) => this.#standing.stands(slot, medium);
    this.#deps = { ...deps, interrupted, tellApart, starts: new StartTurns() };
  }

  /** Visits that a stop or a crash left behind wait for their camera from now on. */
  start(): void {
    for (const v of this.#deps.store.visits.unfinished()) this.#interruptedAt.set(v.id, this.#deps.clock.now());
    this.#timer = setInterval(() => {
      this.#closeExpired();
    }, EXPIRY_LOOK_MS);
    this.#timer.unref();
  }

  /** Never rejects. */
  run(plan: VisitPlan): { readonly runner: VisitRunner; readonly end: Promise<VisitEnd> } {
    const runner = new VisitRunner(this.#deps, plan);
    this.#running.add(runner);
    this.onBusy(true);
    const end = runner.run().then((e) => {
      this.#running.delete(runner);
      this.onBusy(this.#running.size > 0);
      this.#ends.delete(end);
      // What is docked stays until the dock says otherwise.
      if (plan.byHand || e.how === 'interrupted') this.left(plan.candidate.slot);
      if (e.how === 'interrupted' && e.visitId !== null) this.#interruptedAt.set(e.visitId, this.#deps.clock.now());
      return e;
    });
    this.#ends.add(end);
    if (this.#stopping) runner.park();
    return { runner, end };
  }

  /** Nothing stands in this slot any more. */
  left(slot: string): void {
    this.#standing.left(slot);
  }

  running(): readonly VisitRunner[] {
    return [...this.#running];
  }

  /** Parks everything that is under way and waits for it. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#timer);
    for (const runner of this.#running) runner.park();
    await Promise.all(this.#ends);
  }

  #cutOff(): CutOff[] {
    const { visits } = this.#deps.store;
    return visits
      .unfinished()
      .filter((v) => v.state === 'interrupted')
      .map((v) => ({ ...v, mediumId: visits.mediumOf(v.id) }));
  }

  /** It waits no longer. */
  #goesOn(visitId: string | null): string | null {
    if (visitId !== null) this.#interruptedAt.delete(visitId);
    return visitId;
  }

  #closeExpired(): void {
    const now = this.#deps.clock.now();
    for (const [visitId, since] of this.#interruptedAt) {
      if (now - since < this.resumeMs) continue;
      this.#interruptedAt.delete(visitId);
      const reason = 'the medium did not come back';
      const tally = new VisitRecords(this.#deps.store, this.#deps.clock, this.#deps.cameraRead).close(
        visitId,
        'interrupted',
        reason,
      );
      this.#deps.emit({ type: 'closed', visit: visitId, outcome: 'interrupted', reason, tally, safeToRemove: false });
    }
  }
}

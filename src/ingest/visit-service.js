import { VisitRunner } from './visit/visit-runner.js';
import { VisitRecords } from './visit/visit-records.js';
const EXPIRY_LOOK_MS = 15_000;
export class VisitService {
  resumeMs;
  #running = new Set();
  #ends = new Set();
  #interruptedAt = new Map();
  #deps;
  #timer;
  #stopping = false;
  constructor(deps, resumeMs) {
    this.resumeMs = resumeMs;
    this.#deps = { ...deps, interruptedVisit: (mediumId, serial) => this.#interruptedVisit(mediumId, serial) };
  }
  /** Visits that a stop or a crash left behind wait for their camera from now on. */
  start() {
    for (const v of this.#deps.store.visits.unfinished()) this.#interruptedAt.set(v.id, this.#deps.clock.now());
    this.#timer = setInterval(() => {
      this.#closeExpired();
    }, EXPIRY_LOOK_MS);
    this.#timer.unref();
  }
  /** Never rejects. */
  run(plan) {
    const runner = new VisitRunner(this.#deps, plan);
    this.#running.add(runner);
    const end = runner.run().then((e) => {
      this.#running.delete(runner);
      this.#ends.delete(end);
      if (e.how === 'interrupted' && e.visitId !== null) this.#interruptedAt.set(e.visitId, this.#deps.clock.now());
      return e;
    });
    this.#ends.add(end);
    if (this.#stopping) runner.park();
    return { runner, end };
  }
  running() {
    return [...this.#running];
  }
  /** @returns whether such a visit was running */
  cancel(visitId) {
    const runner = this.running().find((r) => r.visitId === visitId);
    runner?.cancel();
    return runner !== undefined;
  }
  /** Parks everything that is under way and waits for it. */
  async stop() {
    this.#stopping = true;
    clearInterval(this.#timer);
    for (const runner of this.#running) runner.park();
    await Promise.all(this.#ends);
  }
  #interruptedVisit(mediumId, serial) {
    const { visits } = this.#deps.store;
    const found = visits
      .unfinished()
      .find((v) => v.state === 'interrupted' && v.camera === serial && visits.mediumOf(v.id) === mediumId);
    if (found !== undefined) this.#interruptedAt.delete(found.id);
    return found?.id ?? null;
  }
  #closeExpired() {
    const now = this.#deps.clock.now();
    for (const [visitId, since] of this.#interruptedAt) {
      if (now - since < this.resumeMs) continue;
      this.#interruptedAt.delete(visitId);
      const reason = 'the medium did not come back';
      const tally = new VisitRecords(this.#deps.store, this.#deps.clock).close(visitId, 'interrupted', reason);
      this.#deps.emit({ type: 'closed', visit: visitId, outcome: 'interrupted', reason, tally, safeToRemove: false });
    }
  }
}

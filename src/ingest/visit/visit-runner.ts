/**
 * The daemon's side of one visit: starts the child, hands out files in turn with the other visits, records what comes
 * back, and survives the child's crash and the medium's vanishing.
 */
import type { VolumeCandidate } from '../../device/driver.js';
import { ChildLife } from './child-life.js';
import { Copies } from './copies.js';
import { Ending } from './ending.js';
import { toFailure } from './failure.js';
import { LastSteps } from './last-steps.js';
import { Opening } from './opening.js';
import type { Failure, Report } from './protocol.js';
import { Turns } from './turns.js';
import type { VisitDependencies, VisitEnd, VisitPlan } from './visit-plan.js';
import type { Listed } from './visit-records.js';
import { VisitState } from './visit-state.js';

export class VisitRunner {
  readonly #visit: VisitState;
  readonly #life: ChildLife;
  readonly #opening: Opening;
  readonly #copies: Copies;
  readonly #turns: Turns;
  readonly #lastSteps: LastSteps;
  readonly #ending: Ending;
  readonly #end: Promise<VisitEnd>;

  constructor(deps: VisitDependencies, plan: VisitPlan) {
    const visit = new VisitState(deps, plan);
    let resolve: (end: VisitEnd) => void = () => undefined;
    this.#end = new Promise<VisitEnd>((r) => {
      resolve = r;
    });
    const next = (): void => {
      this.#turns.next();
    };
    const cannotRecord = (error: unknown): void => {
      this.#ending.cannotRecord(error);
    };
    const done = (): void => {
      this.#ending.done();
    };
    const failed = (failure: Failure): void => {
      this.#ending.failed(failure);
    };
    this.#visit = visit;
    this.#life = new ChildLife(visit, {
      report: (report) => {
        this.#handle(report);
      },
      owesAnswer: () => !visit.listed || this.#turns.granted || this.#copies.owed || this.#lastSteps.asked,
      notRecorded: (error) => {
        deps.log.error({ err: error, slot: visit.slot }, 'a report of a visit could not be recorded');
        failed(toFailure(error));
      },
      left: done,
      crashed: (how) => {
        this.#crashed(how);
      },
    });
    this.#copies = new Copies(visit, { next, cannotRecord });
    this.#opening = new Opening(visit, (visitId, mediumId) => {
      this.#copies.rememberStored(visitId, mediumId);
    });
    this.#turns = new Turns(visit, this.#copies, {
      canPull: () => this.#life.runs,
      pull: (items) => {
        this.#life.ask({ type: 'pull', items });
      },
      waits: () => {
        this.#life.unwatch();
      },
      done,
      failed,
    });
    this.#lastSteps = new LastSteps(visit, {
      canAsk: () => this.#life.runs,
      ask: (order) => {
        this.#life.ask(order);
      },
      appeared: (tally) => {
        this.#copies.listed(tally);
      },
      next,
      close: () => {
        this.#ending.closeByTally();
      },
      cannotRecord,
    });
    this.#ending = new Ending(visit, {
      published: () => this.#copies.published(),
      lastSteps: (visitId) => {
        this.#lastSteps.go(visitId);
      },
      finished: (end) => {
        this.#life.unwatch();
        this.#turns.end();
        void this.#life.leave().then(() => {
          resolve(end);
        });
      },
    });
  }

  get visitId(): string | null {
    return this.#visit.id;
  }

  get slot(): string {
    return this.#visit.slot;
  }

  /** What a camera that was in host mode came back as, if it did. */
  get disk(): VolumeCandidate | null {
    return this.#opening.disk;
  }

  get childPid(): number | null {
    return this.#life.pid;
  }

  /** Runs the visit to its end. Never rejects. */
  run(): Promise<VisitEnd> {
    const visit = this.#visit;
    visit.deps.starts.start(() => {
      // Stopped while it waited: there is nothing to start any more.
      if (!visit.over && visit.stopping === null) this.#life.start();
    });
    return this.#end;
  }

  /** Stops soon: what is under way is parked, the visit stays interrupted and goes on after a restart. */
  park(): void {
    this.#stop('park');
  }

  /** Stops at the clip boundary for good; what is stored stays stored. */
  cancel(): void {
    this.#stop('cancel');
  }

  #stop(how: 'park' | 'cancel'): void {
    if (this.#visit.over) return;
    this.#visit.stopping = how;
    this.#turns.stop();
    if (this.#life.runs) this.#life.send({ type: 'park' });
    else this.#ending.done();
  }

  #handle(report: Report): void {
    const { deps, slot, id } = this.#visit;
    switch (report.type) {
      case 'refused':
        this.#ending.refused(report.code, report.reason);
        return;
      case 'opened':
        this.#life.inTurn((stillRuns) => this.#opening.opened(report, stillRuns));
        return;
      case 'docked':
        this.#life.inTurn((stillRuns) => this.#opening.docked(report, stillRuns));
        return;
      case 'cameBack':
        this.#opening.disk = report.disk;
        return;
      case 'awaited':
        return;
      case 'entries':
        this.#life.inTurn(() => {
          this.#visit.records.addEntries(this.#visit.require().id, report.files);
        });
        return;
      case 'listed':
        this.#life.inTurn(() => {
          this.#listed(report);
        });
        return;
      case 'progress':
        this.#copies.at(report.index, report.position);
        return;
      case 'staged':
        this.#copies.staged(report.index, report.staged);
        return;
      case 'known':
        this.#copies.known(report.index, report.sha256);
        return;
      case 'failed':
        this.#copies.failed(report.index, report.failure);
        return;
      case 'lookedAgain':
        // Its entries came before it, and wait for their turn too.
        this.#life.inTurn(() => {
          this.#lastSteps.lookedAgain(report);
        });
        return;
      case 'clockSet':
        if (this.#lastSteps.clockSet(report)) return;
        this.#life.inTurn(() => {
          this.#opening.clockSet(report);
        });
        return;
      case 'erased':
        this.#lastSteps.erased(report);
        return;
      case 'recovering':
        deps.log.warn({ slot, visit: id, step: report.step }, report.why);
        return;
      case 'drained':
        this.#turns.release();
        this.#turns.next();
        return;
      case 'gone':
        this.#ending.interrupted('the medium vanished');
        return;
      case 'broken':
        this.#life.inTurn(() => {
          this.#broken(report.failure);
        });
        return;
    }
  }

  #listed(listed: Listed): void {
    const { id } = this.#visit.require();
    const tally = this.#visit.records.listed(id, listed);
    this.#visit.listed = true;
    this.#visit.deps.store.visits.setPhase(id, 'copying');
    this.#copies.listed(tally);
    this.#turns.next();
  }

  #broken(failure: Failure): void {
    if (this.#visit.stopping !== null) this.#ending.done();
    else if (failure.code === 'bwc.device.gone') this.#ending.interrupted(failure.message);
    else this.#ending.failed(failure);
  }

  /** What was staged is recorded first; then a new child lists everything anew. */
  #crashed(how: string): void {
    const visit = this.#visit;
    this.#turns.release();
    this.#ending.afterPublishing(() => {
      const { crashes } = this.#life;
      visit.deps.store.raiseAlarm('visit.crashed', visit.slot, { how, visitId: visit.id, crashes });
      this.#copies.forgetInFlight();
      visit.listed = false;
      this.#lastSteps.childCrashed();
      if (this.#life.startAgain()) return;
      const message = `the process that read the camera ended ${String(crashes)} times: ${how}`;
      this.#ending.failed({ code: 'bwc.ingest.visit_crashed', message, details: {}, retryable: false });
    });
  }
}

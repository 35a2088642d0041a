/** The child process of a visit from its start to its end: its reports in their order, its stalls, its crashes. */
import { startVisitChild, type VisitChild } from './child-process.js';
import { toHostOrder } from './host-order.js';
import { InOrder } from './in-order.js';
import type { Order, Report } from './protocol.js';
import { StallWatch } from './stall-watch.js';
import type { VisitState } from './visit-state.js';

const MAX_CRASHES = 3;

export interface ChildHooks {
  report(report: Report): void;
  /** Whether the child was asked for something that it has not given. */
  owesAnswer(): boolean;
  notRecorded(error: unknown): void;
  /** It is gone because the visit was to stop. */
  left(): void;
  crashed(how: string): void;
}

export class ChildLife {
  readonly #watch: StallWatch;
  #child: VisitChild | null = null;
  #reports = this.#newReports();
  #crashes = 0;

  constructor(
    private readonly visit: VisitState,
    private readonly hooks: ChildHooks,
  ) {
    this.#watch = new StallWatch(
      visit.deps.settings.stallMs,
      () => !visit.over && hooks.owesAnswer(),
      () => {
        visit.deps.log.error({ slot: visit.slot, visit: visit.id }, 'the camera stopped answering');
        this.#child?.kill();
      },
    );
  }

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  get runs(): boolean {
    return this.#child !== null;
  }

  get crashes(): number {
    return this.#crashes;
  }

  start(): void {
    const { deps, plan } = this.visit;
    const { settings, store } = deps;
    this.#reports = this.#newReports();
    this.#child = startVisitChild({
      report: (report) => {
        try {
          if (!this.visit.over) this.hooks.report(report);
        } catch (error) {
          this.hooks.notRecorded(error);
        }
        // Any report is a sign of life.
        this.heard();
      },
      exited: (clean, how) => {
        this.#exited(clean, how);
      },
    });
    this.heard();
    this.#child.send({
      type: 'start',
      candidate: plan.candidate,
      byHand: plan.byHand,
      cameras: settings.cameras,
      zone: settings.zone,
      incoming: store.paths.incoming,
      sm3: settings.sm3,
      readBack: settings.readBack,
      setClock: settings.setClock,
      erase: deps.erasing.allowed && plan.sourceType === 'camera' && !plan.byHand,
      host: plan.candidate.kind === 'vendor-host' ? toHostOrder(settings.host) : null,
      only: plan.only,
    });
  }

  /** @returns whether there is a new one: it is not tried for ever */
  startAgain(): boolean {
    if (this.#crashes >= MAX_CRASHES) return false;
    this.start();
    return true;
  }

  send(order: Order): void {
    this.#child?.send(order);
  }

  /** Sends what is to be answered. */
  ask(order: Order): void {
    this.heard();
    this.send(order);
  }

  heard(): void {
    this.#watch.heard();
  }

  /** Nothing is asked of it for now. */
  unwatch(): void {
    this.#watch.off();
  }

  async leave(): Promise<void> {
    await this.#child?.leave();
  }

  /**
   * After what came before it from the same child is on record: some of that waits for the station's clock to be read.
   * @param act given a question to ask after each wait of its own: whether it is still that child's turn
   */
  inTurn(act: (stillRuns: () => boolean) => void | Promise<void>): void {
    const child = this.#child;
    const stillRuns = (): boolean => !this.visit.over && this.#child === child;
    this.#reports.add(async () => {
      if (!stillRuns()) return;
      await act(stillRuns);
      this.heard();
    });
  }

  #newReports(): InOrder {
    return new InOrder((error) => {
      this.hooks.notRecorded(error);
    });
  }

  /** The child left. As told, or by crashing: then the visit goes on with a new one, a few times. */
  #exited(clean: boolean, how: string): void {
    const { visit } = this;
    this.#child = null;
    this.#watch.off();
    if (visit.over) return;
    if (visit.stopping !== null) {
      this.hooks.left();
      return;
    }
    if (clean && visit.id === null) return;
    this.#crashes += 1;
    const { slot, id } = visit;
    visit.deps.log.error({ slot, visit: id, how }, 'the process of a visit ended unexpectedly');
    this.hooks.crashed(how);
  }
}

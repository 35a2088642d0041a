/** The turns of a visit among the others: a lane is asked for, what may be copied in it granted, the lane given back. */
import { diskSpace } from '../free-space.js';
import type { Copies } from './copies.js';
import { toFailure } from './failure.js';
import { chooseGrant, GRANT_FILES } from './grant.js';
import type { Failure, PullItem } from './protocol.js';
import type { VisitState } from './visit-state.js';

const SPACE_RECHECK_MS = 15_000;

export interface TurnHooks {
  /** Whether there is a child process to copy anything. */
  canPull(): boolean;
  pull(items: readonly PullItem[]): void;
  /** There is no room: nothing is asked of the child for now. */
  waits(): void;
  /** There is nothing left to ask for. */
  done(): void;
  failed(failure: Failure): void;
}

export class Turns {
  /** Where this visit stands in the queue for a lane. */
  #turn: 'none' | 'asked' | 'granted' = 'none';
  #grantedBytes = 0;
  #spaceTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly visit: VisitState,
    private readonly copies: Copies,
    private readonly hooks: TurnHooks,
  ) {}

  get granted(): boolean {
    return this.#turn === 'granted';
  }

  /** Asks for the next turn, or says that there is nothing left to ask for. */
  next(): void {
    const { visit, copies } = this;
    if (visit.over || !this.hooks.canPull() || !visit.listed || this.#turn !== 'none') return;
    const { id } = visit.require();
    if (visit.stopping === null && copies.someWait()) {
      this.#turn = 'asked';
      visit.deps.lanes.request(id, visit.slot, () => void this.#grant());
      return;
    }
    if (copies.inFlight === 0) this.hooks.done();
  }

  release(): void {
    const granted = this.#grantedBytes;
    this.#promise(0);
    this.#turn = 'none';
    const { subject, deps } = this.visit;
    if (subject !== null) deps.lanes.release(subject.id, granted);
  }

  /** No more waiting for room on the disk. */
  stop(): void {
    clearTimeout(this.#spaceTimer);
  }

  /** The visit is over. */
  end(): void {
    this.stop();
    this.#promise(0);
    const { subject, deps } = this.visit;
    if (subject !== null) deps.lanes.forget(subject.id);
  }

  async #grant(): Promise<void> {
    const { visit, copies } = this;
    const { store, promised, settings } = visit.deps;
    const { id } = visit.require();
    try {
      const space = await diskSpace(store.paths.root, settings.reserve);
      // Not listed: a child crashed meanwhile, and the new one has yet to see what there is.
      if (visit.over || visit.stopping !== null || !visit.listed) {
        this.release();
        return;
      }
      const waiting = copies.waiting(GRANT_FILES).map((entry) => ({
        entry,
        bytes: entry.bytes,
        item: copies.toItem(entry),
      }));
      const { items, bytes, full } = chooseGrant(waiting, space, promised.bytes, ({ bytes: size, item }) =>
        item.known.length > 0 ? 0 : size,
      );
      if (items.length === 0) {
        this.release();
        if (full) this.#noSpace(space.freeBytes, space.reserveBytes);
        else this.next();
        return;
      }
      if (!full) store.clearAlarm('disk.reserve_reached', store.paths.root);
      this.#turn = 'granted';
      this.#promise(bytes);
      store.visits.setPhase(id, 'copying');
      for (const { entry } of items) copies.begun(entry);
      this.hooks.pull(items.map(({ item }) => item));
    } catch (error) {
      this.release();
      this.hooks.failed(toFailure(error));
    }
  }

  #noSpace(freeBytes: number, reserveBytes: number): void {
    const { deps, plan } = this.visit;
    const { store, emit } = deps;
    const { id } = this.visit.require();
    const reason = `the station's disk has no room: ${String(freeBytes)} bytes free, ${String(reserveBytes)} reserved`;
    store.raiseAlarm('disk.reserve_reached', store.paths.root, { freeBytes, reserveBytes, visitId: id });
    emit({ type: 'waiting', visit: id, reason });
    if (plan.whenFull === 'stop') {
      const details = { freeBytes, reserveBytes };
      this.copies.giveUpWaiting({
        code: 'bwc.ingest.reserve_reached',
        message: reason,
        details,
        retryable: true,
      });
      this.next();
      return;
    }
    store.visits.setPhase(id, 'waiting', reason);
    this.hooks.waits();
    this.#spaceTimer = setTimeout(() => {
      this.next();
    }, SPACE_RECHECK_MS);
  }

  /** What the copies of all visits will take from the disk, this one's grant included. */
  #promise(bytes: number): void {
    this.visit.deps.promised.bytes += bytes - this.#grantedBytes;
    this.#grantedBytes = bytes;
  }
}

/** How many cameras are read at once, and in what order they take turns. */
import { nextToServe } from './fair-order.js';

interface Turn {
  readonly slot: string;
  readonly take: () => void;
}

export class Lanes {
  readonly #waiting = new Map<string, Turn>();
  readonly #served = new Map<string, number>();
  readonly #busy = new Set<string>();
  #prioritySlot: string | null;

  constructor(
    private readonly lanes: number,
    prioritySlot: string | null,
  ) {
    this.#prioritySlot = prioritySlot;
  }

  get prioritySlot(): string | null {
    return this.#prioritySlot;
  }

  setPriority(slot: string | null): void {
    this.#prioritySlot = slot;
  }

  /** Calls `take` when it is this visit's turn; the visit then calls `release`. */
  request(visitId: string, slot: string, take: () => void): void {
    this.#waiting.set(visitId, { slot, take });
    this.#serve();
  }

  release(visitId: string, bytes: number): void {
    this.#served.set(visitId, (this.#served.get(visitId) ?? 0) + bytes);
    this.#busy.delete(visitId);
    // Whoever releases usually asks again at once, and must be weighed with the others then.
    queueMicrotask(() => {
      this.#serve();
    });
  }

  /** The visit is over: its place is free, and it waits for nothing more. */
  forget(visitId: string): void {
    this.#waiting.delete(visitId);
    this.#served.delete(visitId);
    this.#busy.delete(visitId);
    this.#serve();
  }

  #serve(): void {
    while (this.#busy.size < this.lanes) {
      const queue = [...this.#waiting].map(([visitId, { slot }]) => ({
        visitId,
        slot,
        servedBytes: this.#servedBytes(visitId),
      }));
      const next = nextToServe(queue, this.#prioritySlot);
      const turn = next === undefined ? undefined : this.#waiting.get(next);
      if (next === undefined || turn === undefined) return;
      this.#waiting.delete(next);
      this.#busy.add(next);
      turn.take();
    }
  }

  /** A camera docked late starts level with the one that has had least, not with a claim to everything it missed. */
  #servedBytes(visitId: string): number {
    const own = this.#served.get(visitId);
    if (own !== undefined) return own;
    const level = this.#served.size === 0 ? 0 : Math.min(...this.#served.values());
    this.#served.set(visitId, level);
    return level;
  }
}

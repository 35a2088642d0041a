/** How many cameras are read at once, and in what order they take turns. */
import { nextToServe } from './fair-order.js';
export class Lanes {
  lanes;
  #waiting = new Map();
  #served = new Map();
  #busy = new Set();
  #prioritySlot;
  constructor(lanes, prioritySlot) {
    this.lanes = lanes;
    this.#prioritySlot = prioritySlot;
  }
  get prioritySlot() {
    return this.#prioritySlot;
  }
  setPriority(slot) {
    this.#prioritySlot = slot;
  }
  /** Calls `take` when it is this visit's turn; the visit then calls `release`. */
  request(visitId, slot, take) {
    this.#waiting.set(visitId, { slot, take });
    this.#serve();
  }
  release(visitId, bytes) {
    this.#served.set(visitId, (this.#served.get(visitId) ?? 0) + bytes);
    this.#busy.delete(visitId);
    this.#serve();
  }
  /** The visit is over: its place is free, and it waits for nothing more. */
  forget(visitId) {
    this.#waiting.delete(visitId);
    this.#served.delete(visitId);
    this.#busy.delete(visitId);
    this.#serve();
  }
  #serve() {
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
  #servedBytes(visitId) {
    const own = this.#served.get(visitId);
    if (own !== undefined) return own;
    const level = this.#served.size === 0 ? 0 : Math.min(...this.#served.values());
    this.#served.set(visitId, level);
    return level;
  }
}

/** Which media stand in which slot: cameras that are copies of each other show themselves by being there at the same time. */
import type { MediumIdentity } from '../device/camera.js';

export class StandingMedia {
  readonly #bySlot = new Map<string, Set<string>>();

  /**
   * The medium as the station knows it. One whose identity already stands in another slot is told apart by its own slot,
   * for as long as it stays there: two cameras with one serial are two cameras, and never go on with each other's visits.
   */
  stands(slot: string, medium: MediumIdentity): MediumIdentity {
    const here = this.#bySlot.get(slot) ?? new Set();
    this.#bySlot.set(slot, here);
    const apart = { id: `${medium.id} at ${slot}`, source: `${medium.source}; another one stands in another slot` };
    const elsewhere = [...this.#bySlot.values()].some((ids) => ids !== here && ids.has(medium.id));
    const known = here.has(apart.id) || (elsewhere && !here.has(medium.id)) ? apart : medium;
    here.add(known.id);
    return known;
  }

  left(slot: string): void {
    this.#bySlot.delete(slot);
  }
}

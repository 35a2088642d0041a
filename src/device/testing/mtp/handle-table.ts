/** Which number names which object. Real devices give numbers anew with every session or whenever they look again. */
import type { VirtualObject } from './virtual-object.js';
import type { VirtualStore } from './virtual-store.js';

export class HandleTable {
  readonly #store: VirtualStore;
  readonly #handles = new Map<VirtualObject, number>();
  readonly #objects = new Map<number, VirtualObject>();
  #last = 0;
  #rekeyed = 0;

  constructor(store: VirtualStore) {
    this.#store = store;
  }

  handleOf(object: VirtualObject): number {
    const known = this.#handles.get(object);
    if (known !== undefined) return known;
    const handle = ++this.#last;
    this.#handles.set(object, handle);
    this.#objects.set(handle, object);
    return handle;
  }

  /** Undefined where no object has the handle, or the object is gone. */
  objectOf(handle: number): VirtualObject | undefined {
    const object = this.#objects.get(handle);
    return object?.removed === true ? undefined : object;
  }

  /** Numbers begin at 1 again, in the order in which objects are mentioned. */
  restart(): void {
    this.#handles.clear();
    this.#objects.clear();
    this.#last = 0;
  }

  /** All objects get other numbers, from the same range: an old number mostly names another object. */
  rekey(): void {
    this.restart();
    this.#rekeyed++;
    const objects = this.#store.objects();
    // One alone has nobody to swap with.
    this.#last = objects.length === 1 ? this.#rekeyed % 2 : 0;
    const turn = this.#rekeyed % Math.max(1, objects.length);
    for (const object of [...objects.slice(turn), ...objects.slice(0, turn)]) this.handleOf(object);
  }
}

/** Counts what became of the files of a visit. */
import type { EraseBarKind, EraseTally } from '../../domain/erase.js';

export class RunningTally {
  #erased = 0;
  #bytesErased = 0;
  #left = 0;
  #failed = 0;
  readonly #why = new Map<EraseBarKind | 'failed', number>();

  erased(bytes: number): void {
    this.#erased += 1;
    this.#bytesErased += bytes;
  }

  stayed(what: EraseBarKind | 'failed'): void {
    this.#left += 1;
    if (what === 'failed') this.#failed += 1;
    this.#why.set(what, (this.#why.get(what) ?? 0) + 1);
  }

  has(what: EraseBarKind | 'failed'): boolean {
    return this.#why.has(what);
  }

  get is(): EraseTally {
    return {
      erased: this.#erased,
      bytesErased: this.#bytesErased,
      left: this.#left,
      failed: this.#failed,
      why: [...this.#why].map(([what, files]) => ({ what, files })).sort((a, b) => b.files - a.files),
    };
  }
}

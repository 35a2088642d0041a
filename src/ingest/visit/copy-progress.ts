/** How far the copying of a visit is, in bytes. */
export class CopyProgress {
  #totalBytes = 0;
  #doneBytes = 0;
  readonly #underWay = new Map<number, number>();

  /** A listing is complete: so much is to be copied from now on. */
  begin(totalBytes: number): void {
    this.#totalBytes = totalBytes;
    this.#doneBytes = 0;
    this.#underWay.clear();
  }

  at(index: number, position: number): void {
    this.#underWay.set(index, position);
  }

  /** Copied or known or given up for good. */
  done(index: number, bytes: number): void {
    this.#underWay.delete(index);
    this.#doneBytes += bytes;
  }

  /** It will be tried again. */
  setBack(index: number): void {
    this.#underWay.delete(index);
  }

  get bytes(): { readonly doneBytes: number; readonly totalBytes: number } {
    const underWay = [...this.#underWay.values()].reduce((sum, n) => sum + n, 0);
    return { doneBytes: Math.min(this.#totalBytes, this.#doneBytes + underWay), totalBytes: this.#totalBytes };
  }
}

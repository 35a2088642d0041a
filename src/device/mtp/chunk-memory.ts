/**
 * Memory for transfers that wait to be taken, given out again once they were: left to the garbage collector, what is outside
 * of its own heap grows by a gigabyte before it looks.
 */
export class ChunkMemory {
  readonly #mine = new Set<ArrayBufferLike>();
  readonly #spare: Uint8Array[] = [];

  /** Memory of `bytes`. */
  take(bytes: number): Uint8Array {
    const fits = this.#spare.findIndex((memory) => memory.length >= bytes);
    const [memory = this.#new(bytes)] = fits < 0 ? [] : this.#spare.splice(fits, 1);
    return memory.subarray(0, bytes);
  }

  /** What is in this chunk is not needed any more. Memory that came from elsewhere is left alone. */
  giveBack(chunk: Uint8Array): void {
    if (this.#mine.has(chunk.buffer)) this.#spare.push(new Uint8Array(chunk.buffer));
  }

  #new(bytes: number): Uint8Array {
    const memory = Buffer.allocUnsafeSlow(bytes);
    this.#mine.add(memory.buffer);
    return memory;
  }
}

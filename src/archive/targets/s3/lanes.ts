import { mustGoOn } from '../../source.js';
import type { PutOptions } from '../../target.js';
import type { Part } from './parts.js';

/** So many parts under way at once, each in a buffer of its own that is used again. */
export class Lanes {
  readonly #idle: Buffer[];
  readonly #underWay = new Set<Promise<void>>();
  readonly #stop = new AbortController();
  #failure: { readonly error: unknown } | null = null;
  #bytes = 0;

  constructor(
    atOnce: number,
    partBytes: number,
    private readonly options: PutOptions,
  ) {
    this.#idle = Array.from({ length: atOnce }, () => Buffer.allocUnsafeSlow(partBytes));
  }

  /** Waits for a buffer. @throws what the first part failed with, once no other is under way */
  async free(): Promise<Buffer> {
    for (;;) {
      if (this.#failure !== null || this.options.signal.aborted) await this.#giveUp();
      const buffer = this.#idle.pop();
      if (buffer !== undefined) return buffer;
      await Promise.race(this.#underWay);
    }
  }

  send(buffer: Buffer, part: Part, sending: (signal: AbortSignal) => Promise<void>): void {
    const signal = AbortSignal.any([this.options.signal, this.#stop.signal]);
    const one = sending(signal)
      .then(() => this.skip(buffer, part))
      .catch((error: unknown) => {
        this.#failure ??= { error };
        this.#idle.push(buffer);
      })
      .finally(() => this.#underWay.delete(one));
    this.#underWay.add(one);
  }

  /** The part is at the archive. */
  async skip(buffer: Buffer, part: Part): Promise<void> {
    this.#bytes += part.bytes;
    await this.options.onProgress(this.#bytes);
    this.#idle.push(buffer);
  }

  async done(): Promise<void> {
    await Promise.all(this.#underWay);
    if (this.#failure !== null || this.options.signal.aborted) await this.#giveUp();
  }

  async #giveUp(): Promise<never> {
    this.#stop.abort();
    await Promise.all(this.#underWay);
    mustGoOn(this.options.signal);
    throw this.#failure?.error;
  }
}

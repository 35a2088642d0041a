/** Whether work in the background may go on. Closed for as long as anybody has a reason. */
export class Gate {
  readonly #reasons = new Set<string>();
  readonly #listeners = new Set<() => void>();

  get isOpen(): boolean {
    return this.#reasons.size === 0;
  }

  close(reason: string): void {
    this.#change(() => this.#reasons.add(reason));
  }

  open(reason: string): void {
    this.#change(() => this.#reasons.delete(reason));
  }

  /** Told when it opens and when it closes, until the answer is called. */
  watch(listen: () => void): () => void {
    this.#listeners.add(listen);
    return () => {
      this.#listeners.delete(listen);
    };
  }

  /** @throws the signal's reason */
  async whenOpen(signal: AbortSignal): Promise<void> {
    while (!this.isOpen) {
      signal.throwIfAborted();
      await new Promise<void>((resolve) => {
        const done = (): void => {
          unwatch();
          signal.removeEventListener('abort', done);
          resolve();
        };
        const unwatch = this.watch(done);
        signal.addEventListener('abort', done, { once: true });
      });
    }
    signal.throwIfAborted();
  }

  #change(act: () => void): void {
    const before = this.isOpen;
    act();
    if (before !== this.isOpen) for (const listen of [...this.#listeners]) listen();
  }
}

/** Does one thing after the other, in the order they came, although some of them wait for something. */
export class InOrder {
  #last: Promise<void> = Promise.resolve();

  constructor(private readonly onError: (error: unknown) => void) {}

  add(act: () => void | Promise<void>): void {
    this.#last = this.#last.then(act).catch(this.onError);
  }
}

/** Notices that somebody who owes an answer gives no sign of life. */
export class StallWatch {
  #timer: NodeJS.Timeout | undefined;

  /** @param owesAnswer one that is idle because nothing was asked of it is not watched */
  constructor(
    private readonly stallMs: number,
    private readonly owesAnswer: () => boolean,
    private readonly onStall: () => void,
  ) {}

  /** A sign of life, or something was asked: the time begins anew. */
  heard(): void {
    this.off();
    if (this.owesAnswer()) this.#timer = setTimeout(this.onStall, this.stallMs);
  }

  off(): void {
    clearTimeout(this.#timer);
  }
}

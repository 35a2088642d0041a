/** What the station does again and again. A failure is told and does not keep the next one from coming. */
export class Timers {
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(private readonly onError: (error: unknown) => void) {}

  every(ms: number, act: () => Promise<void>): void {
    const timer = setInterval(() => {
      act().catch(this.onError);
    }, ms);
    timer.unref();
    this.#timers.push(timer);
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }
}

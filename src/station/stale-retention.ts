/** Every clip is judged by the rules in force: in the background, a batch at a time, whenever those rules are new. */
import type { ActContext } from '../records/act.js';
import { judgeNextStale } from '../records/retention/refresh.js';

export class StaleRetention {
  #stopped = false;
  #working: Promise<void> = Promise.resolve();

  constructor(private readonly context: ActContext) {}

  start(): void {
    this.#working = this.#work();
  }

  /** Ends after the batch under way; the next start goes on. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#working;
  }

  async #work(): Promise<void> {
    let after: string | null = '';
    while (after !== null && !this.#stopped) {
      after = judgeNextStale(this.context, after);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

/** Live events of the dock for whoever listens; a slow listener is cut off rather than let memory grow. */
import type { VisitEvent } from '../ingest/visit/visit-events.js';

const MAX_BACKLOG = 10_000;

export class EventBus {
  readonly #listeners = new Set<(event: VisitEvent) => void>();
  #told = 0;

  /** How many there have been. */
  get told(): number {
    return this.#told;
  }

  emit(event: VisitEvent): void {
    this.#told += 1;
    for (const listen of this.#listeners) listen(event);
  }

  /** Events from this call on, until `signal` aborts or the listener falls too far behind. */
  subscribe(signal: AbortSignal): AsyncIterable<VisitEvent> {
    const batches = this.batches(signal);
    async function* events(): AsyncGenerator<VisitEvent> {
      for await (const batch of batches) yield* batch;
    }
    return events();
  }

  /** The same, each time all that happened since the last time: who does not ask for a while gets it together. */
  batches(signal: AbortSignal): AsyncIterable<readonly VisitEvent[]> {
    const backlog: VisitEvent[] = [];
    let wake: () => void = () => undefined;
    let over = signal.aborted;
    const listen = (event: VisitEvent): void => {
      backlog.push(event);
      if (backlog.length > MAX_BACKLOG) stop();
      else wake();
    };
    const stop = (): void => {
      over = true;
      this.#listeners.delete(listen);
      wake();
    };
    this.#listeners.add(listen);
    signal.addEventListener('abort', stop, { once: true });
    async function* events(): AsyncGenerator<readonly VisitEvent[]> {
      try {
        for (;;) {
          if (backlog.length > 0) yield backlog.splice(0);
          else if (over) return;
          else
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
        }
      } finally {
        stop();
      }
    }
    return events();
  }
}

/** Live events of the dock for whoever listens; a slow listener is cut off rather than let memory grow. */
import type { VisitEvent } from '../ingest/visit/visit-events.js';

const MAX_BACKLOG = 10_000;

export class EventBus {
  readonly #listeners = new Set<(event: VisitEvent) => void>();

  emit(event: VisitEvent): void {
    for (const listen of this.#listeners) listen(event);
  }

  /** Events from this call on, until `signal` aborts or the listener falls too far behind. */
  subscribe(signal: AbortSignal): AsyncIterable<VisitEvent> {
    const backlog: VisitEvent[] = [];
    let wake: () => void = () => undefined;
    let over = signal.aborted;
    const listen = (event: VisitEvent): void => {
      backlog.push(event);
      if (backlog.length > MAX_BACKLOG) over = true;
      wake();
    };
    const stop = (): void => {
      over = true;
      this.#listeners.delete(listen);
      wake();
    };
    this.#listeners.add(listen);
    signal.addEventListener('abort', stop, { once: true });
    async function* events(): AsyncGenerator<VisitEvent> {
      try {
        for (;;) {
          const event = backlog.shift();
          if (event !== undefined) yield event;
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

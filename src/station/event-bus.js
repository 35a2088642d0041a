const MAX_BACKLOG = 10_000;
export class EventBus {
  #listeners = new Set();
  emit(event) {
    for (const listen of this.#listeners) listen(event);
  }
  /** Events from this call on, until `signal` aborts or the listener falls too far behind. */
  subscribe(signal) {
    const backlog = [];
    let wake = () => undefined;
    let over = signal.aborted;
    const listen = (event) => {
      backlog.push(event);
      if (backlog.length > MAX_BACKLOG) over = true;
      wake();
    };
    const stop = () => {
      over = true;
      this.#listeners.delete(listen);
      wake();
    };
    this.#listeners.add(listen);
    signal.addEventListener('abort', stop, { once: true });
    async function* events() {
      try {
        for (;;) {
          const event = backlog.shift();
          if (event !== undefined) yield event;
          else if (over) return;
          else
            await new Promise((resolve) => {
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

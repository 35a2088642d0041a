/**
 * What the page knows of the station as it happens: the status, and how far each visit is. The stream only says that
 * something changed; the truth is asked for again, so that nothing that was missed while the daemon was away stays wrong.
 */
import type { LiveEvent, StationStatus } from '../../web/api-types.js';
import { Store } from '../lib/store.js';
import { heardMore, type Progress } from './rate.js';

export interface Stream {
  readonly close: () => void;
}

export interface Surroundings {
  readonly status: () => Promise<StationStatus>;
  /** Opens the stream of events. @param progress whether how far each copy is is told as well */
  readonly listen: (
    on: { readonly open: () => void; readonly event: (event: LiveEvent) => void; readonly broken: () => void },
    progress: boolean,
  ) => Stream;
  /** Monotonic, milliseconds. */
  readonly now: () => number;
  readonly later: (act: () => void, ms: number) => () => void;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Several events come at once where many small clips are stored. */
const SETTLE_MS = 120;
/** Between two answers, where the dock is on the screen and where it is not: fifty pages ask one station. */
const ATTENDED_MS = 500;
const UNATTENDED_MS = 5_000;
/** What happens at the dock reaches all pages at once: those that do not show it ask one after the other. */
const SPREAD_MS = 2_000;
/** Alarms, files in drop folders and free space change without an event. */
const LOOK_MS = 10_000;
const RETRY_MS = 1_000;

export class StationLive {
  readonly status = new Store<StationStatus | undefined>(undefined);
  readonly progress = new Store<ReadonlyMap<string, Progress>>(new Map());
  /** Stored clips whose duration and times are still to be read. */
  readonly describing = new Store(0);
  /** Counts what happened at the dock: lists that depend on it are asked for again when it changes. */
  readonly turn = new Store(0);
  readonly #heard = new Set<(event: LiveEvent) => void>();
  #attending = 0;
  /** Whether the stream tells how far copies are: only the dock shows it, and it is most of what there is to tell. */
  #withProgress = false;
  #answeredAt = -Infinity;
  /** How much later than it could this page asks next, of `SPREAD_MS`. */
  #late = 0;
  /** When the status is asked for next. */
  #next = Infinity;
  #stream: Stream | undefined;
  #forget: (() => void) | undefined;
  #running = false;
  #asking = false;
  /** Something happened while the status was on its way. */
  #askedAgain = false;

  constructor(private readonly around: Surroundings) {}

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#connect();
  }

  stop(): void {
    this.#running = false;
    this.#forget?.();
    this.#stream?.close();
    this.#stream = undefined;
  }

  /** @returns how to stop listening */
  onEvent(listener: (event: LiveEvent) => void): () => void {
    this.#heard.add(listener);
    return () => {
      this.#heard.delete(listener);
    };
  }

  /** Asks for the status now. */
  look(): void {
    this.#lookIn(0);
  }

  /** Somebody looks at the dock itself. @returns how to say that nobody does any more */
  attend(): () => void {
    this.#attending += 1;
    this.#listenAsNeeded();
    this.#lookSoon();
    return () => {
      this.#attending -= 1;
      this.#listenAsNeeded();
    };
  }

  #listenAsNeeded(): void {
    if (this.#stream !== undefined && this.#withProgress !== this.#attending > 0) this.#connect();
  }

  #connect(): void {
    this.#forget?.();
    this.#stream?.close();
    this.#withProgress = this.#attending > 0;
    this.#stream = this.around.listen(
      {
        open: () => {
          this.progress.set(new Map());
          this.#lookIn(0);
        },
        event: (event) => {
          this.#take(event);
        },
        broken: () => {
          this.#stream?.close();
          this.#stream = undefined;
          // Asking tells why: no daemon, or no session.
          this.#lookIn(0);
        },
      },
      this.#withProgress,
    );
  }

  #take(event: LiveEvent): void {
    if (event.type === 'progress') {
      const { visit, doneBytes, totalBytes, path } = event;
      const now = heardMore(this.progress.get().get(visit), { doneBytes, totalBytes, path }, this.around.now());
      this.progress.set(new Map(this.progress.get()).set(visit, now));
    } else if (event.type === 'describing') {
      this.describing.set(event.clipsLeft);
      this.#lookSoon();
    } else if (event.type !== 'writers') this.#lookSoon();
    for (const listener of this.#heard) listener(event);
  }

  /** Once events have settled, and not at once after the last answer; what is on its way is not put off. */
  #lookSoon(): void {
    const now = this.around.now();
    const [spacing, late] = this.#attending > 0 ? [ATTENDED_MS, 0] : [UNATTENDED_MS, this.#late * SPREAD_MS];
    const at = Math.max(now + SETTLE_MS, this.#answeredAt + spacing) + late;
    if (this.#asking || at < this.#next) this.#lookIn(at - now);
  }

  #lookIn(ms: number): void {
    if (!this.#running) return;
    // One at a time: a station that is slow to answer is not asked the more for it, and its answer may be of before.
    if (this.#asking) {
      this.#askedAgain = true;
      return;
    }
    this.#forget?.();
    this.#next = this.around.now() + ms;
    this.#forget = this.around.later(() => {
      this.#asking = true;
      this.#askedAgain = false;
      // An answer that never comes is not waited for.
      this.#forget = this.around.later(() => {
        this.#asking = false;
        this.#lookIn(0);
      }, LOOK_MS);
      this.around.status().then(
        (status) => {
          this.#asking = false;
          this.#answeredAt = this.around.now();
          this.#late = this.around.random();
          this.status.set(status);
          this.turn.set(this.turn.get() + 1);
          if (!this.#running) return;
          if (this.#stream === undefined) {
            this.#connect();
            return;
          }
          this.#lookIn(LOOK_MS);
          if (this.#askedAgain) this.#lookSoon();
        },
        () => {
          this.#asking = false;
          this.#stream?.close();
          this.#stream = undefined;
          this.#lookIn(RETRY_MS);
        },
      );
    }, ms);
  }
}

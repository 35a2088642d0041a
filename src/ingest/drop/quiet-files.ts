/** Which files have been left alone for long enough to be taken in. Pure: what is there and what time it is are told to it. */

interface Watched {
  /** Differs when the file was written to. */
  readonly stamp: string;
  /** Milliseconds, monotonic: since when it has had this stamp. */
  readonly since: number;
  /** As it is now it was handed out already. */
  readonly taken: boolean;
}

export class QuietFiles {
  #watched = new Map<string, Watched>();

  constructor(private readonly settleMs: number) {}

  /** Takes note of everything there is at a moment; what is not there any more is forgotten. */
  look(seen: ReadonlyMap<string, string>, nowMs: number): void {
    const watched = new Map<string, Watched>();
    for (const [path, stamp] of seen) {
      const before = this.#watched.get(path);
      watched.set(path, before?.stamp === stamp ? before : { stamp, since: nowMs, taken: false });
    }
    this.#watched = watched;
  }

  /** Files that are quiet and were not handed out since they were last written to. */
  ready(nowMs: number): string[] {
    return [...this.#watched].filter(([, w]) => !w.taken && nowMs - w.since >= this.settleMs).map(([path]) => path);
  }

  /** Whether a file may become ready by the mere passing of time. */
  get restless(): boolean {
    return [...this.#watched.values()].some(({ taken }) => !taken);
  }

  take(path: string): void {
    this.#set(path, true);
  }

  /** It was not taken in after all. */
  giveBack(path: string): void {
    this.#set(path, false);
  }

  #set(path: string, taken: boolean): void {
    const watched = this.#watched.get(path);
    if (watched !== undefined) this.#watched.set(path, { ...watched, taken });
  }
}

/** Every look at a clip is a custody entry: one for each session and clip in ten minutes, however often its parts are fetched. */
import { signatureOf } from '../../domain/person.js';
import type { Clock, EpochMs } from '../../domain/time.js';
import type { StationStore } from '../../store/station-store.js';
import type { Caller } from './caller.js';

/** `page`: what is on record of it; `preview`, `original`: its footage. */
export type Viewed = 'page' | 'preview' | 'original';

const ONCE_IN_MS = 600_000;
const MOST_KEYS = 100_000;

export class Views {
  /** In the order of the entries. */
  readonly #last = new Map<string, EpochMs>();

  constructor(
    private readonly store: StationStore,
    private readonly clock: Clock,
  ) {}

  /** To be called before anything of the clip is answered. The operator at the machine has the disk itself. */
  note(caller: Caller, clipId: string, what: Viewed): void {
    if (caller.kind !== 'person') return;
    const now = this.clock.now();
    const key = `${caller.session} ${clipId} ${what}`;
    const last = this.#last.get(key);
    if (last !== undefined && now - last < ONCE_IN_MS) return;
    const { session } = caller;
    this.store.transaction(() =>
      this.store.log.append('clip.viewed', { session, what, by: signatureOf(caller) }, { clipId }),
    );
    this.#last.delete(key);
    this.#last.set(key, now);
    for (const oldest of this.#last.keys()) {
      if (this.#last.size <= MOST_KEYS) break;
      this.#last.delete(oldest);
    }
  }
}

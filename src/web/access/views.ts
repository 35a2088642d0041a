/**
 * Every look at a clip is a custody entry, and one look is one: what a person fetches of a clip without pausing for ten
 * minutes, in however many sessions, requests and ranges. Within it an entry is written where the look comes to more than
 * is on record: the record of the clip, then its preview, then the original. Whoever plays the preview has its page
 * open, so that the page after the preview tells nothing new; the original after the preview does, for it can be kept.
 *
 * An entry is written before anything is answered. A look that goes on for hours is told every hour anew; a daemon that
 * was started again, or that has heard of very many looks since, writes one more rather than one too few.
 */
import { signatureOf } from '../../domain/person.js';
import type { Clock, EpochMs } from '../../domain/time.js';
import type { StationStore } from '../../store/station-store.js';
import type { Caller } from './caller.js';

/** From the least to the most. `page`: what is on record of it; `preview`, `original`: its footage. */
const DEPTHS = ['page', 'preview', 'original'] as const;
export type Viewed = (typeof DEPTHS)[number];

interface Look {
  /** When it was last written. */
  readonly toldAt: EpochMs;
  readonly lastAt: EpochMs;
  readonly depth: number;
}

const PAUSE_MS = 600_000;
const TELL_MS = 3_600_000;
const MOST_LOOKS = 100_000;

export class Views {
  /** By person and clip, in the order in which they were last heard of. */
  readonly #looks = new Map<string, Look>();

  constructor(
    private readonly store: StationStore,
    private readonly clock: Clock,
  ) {}

  /** To be called before anything of the clip is answered. The operator at the machine has the disk itself. */
  note(caller: Caller, clipId: string, what: Viewed): void {
    if (caller.kind !== 'person') return;
    const now = this.clock.now();
    const depth = DEPTHS.indexOf(what);
    const key = `${caller.id} ${clipId}`;
    const look = this.#looks.get(key);
    const goesOn = look !== undefined && now - look.lastAt < PAUSE_MS && now - look.toldAt < TELL_MS;
    const told = goesOn && depth <= look.depth;
    if (!told) {
      const { session } = caller;
      this.store.transaction(() =>
        this.store.log.append('clip.viewed', { session, what, by: signatureOf(caller) }, { clipId }),
      );
    }
    this.#looks.delete(key);
    this.#looks.set(key, told ? { ...look, lastAt: now } : { toldAt: now, lastAt: now, depth });
    for (const oldest of this.#looks.keys()) {
      if (this.#looks.size <= MOST_LOOKS) break;
      this.#looks.delete(oldest);
    }
  }
}

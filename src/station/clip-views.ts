/** Every look at a clip is on record: one entry for a session, a clip and ten minutes, however often its player asks. */
import { msBetween, toInstant, type Clock, type Instant } from '../domain/time.js';
import type { StationStore } from '../store/station-store.js';
import type { Viewer } from '../web/media/clip-media.js';

const APART_MS = 10 * 60_000;
/** Entries of one clip that are looked through: more people than look at one clip in ten minutes. */
const MOST_ENTRIES = 200;
/** Looks that are remembered before the old ones are forgotten. */
const MOST_REMEMBERED = 10_000;

export class ClipViews {
  /** When the last entry was made, by who and what. What a restart forgets is looked up in the log. */
  readonly #last = new Map<string, Instant>();

  constructor(
    private readonly store: StationStore,
    private readonly clock: Clock,
  ) {}

  /** @param what of it: its page, the original, a preview */
  saw(clipId: string, viewer: Viewer, what: string): void {
    const { by, session } = viewer;
    const { store, clock } = this;
    const now = toInstant(clock.now());
    const key = `${clipId} ${session ?? by}`;
    const last = this.#last.get(key) ?? this.#onRecord(clipId, viewer);
    if (last !== undefined && isLately(last, now)) return;
    store.transaction(() => store.log.append('clip.viewed', { by, session, what }, { clipId }));
    this.#forget(now);
    this.#last.set(key, now);
  }

  #onRecord(clipId: string, { by, session }: Viewer): Instant | undefined {
    const filter = { clip: clipId, kind: 'clip.viewed', limit: MOST_ENTRIES, newestFirst: true };
    return this.store.custody.list(filter).find(({ body }) => body['session'] === session && body['by'] === by)?.at;
  }

  #forget(now: Instant): void {
    if (this.#last.size < MOST_REMEMBERED) return;
    for (const [key, at] of this.#last) if (!isLately(at, now)) this.#last.delete(key);
  }
}

/** A clock that was set back makes one entry too many rather than none. */
const isLately = (at: Instant, now: Instant): boolean => {
  const ago = msBetween(at, now);
  return ago >= 0 && ago < APART_MS;
};

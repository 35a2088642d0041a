/** Custody entries for somebody who may not know of every clip: the chain stays whole, what it says of such a clip is left out. */
import type { Db } from '../store/database.js';
import { unseenClips, type Sight } from '../store/repositories/clip-sight.js';
import type { EventView } from '../store/repositories/custody-entries.js';

export function withheld(db: Db, entries: readonly EventView[], sight: Sight | null): EventView[] {
  if (sight === null) return [...entries];
  const named = entries.map((entry) => ({ entry, clips: clipsIn(entry) }));
  const unseen = unseenClips(
    db,
    sight,
    named.flatMap(({ clips }) => clips),
  );
  return named.map(({ entry, clips }) =>
    clips.some((id) => unseen.has(id)) ? { ...entry, clipId: null, body: {}, withheld: true } : entry,
  );
}

const CLIP = /"(c_[0-9A-HJKMNP-TV-Z]{26})"/g;

/** The clip that it is about, and those that its body names. */
const clipsIn = ({ clipId, body }: EventView): string[] => [
  ...(clipId === null ? [] : [clipId]),
  ...[...JSON.stringify(body).matchAll(CLIP)].map(([, id = '']) => id),
];

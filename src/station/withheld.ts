/** Custody entries for somebody who may not know of every clip: the chain stays whole, what it says of such a clip is left out. */
import type { Db } from '../store/database.js';
import { unseenClips, type Sight } from '../store/repositories/clip-sight.js';
import type { EventView } from '../store/repositories/custody-entries.js';

export function withheld(db: Db, entries: readonly EventView[], sight: Sight | null): EventView[] {
  if (sight === null) return [...entries];
  const named = new Set(entries.flatMap((entry) => (entry.clipId === null ? clipsIn(entry.body) : [entry.clipId])));
  const unseen = unseenClips(db, sight, named);
  return entries.map((entry) => {
    const about = entry.clipId === null ? clipsIn(entry.body) : [entry.clipId];
    return about.some((id) => unseen.has(id)) ? { ...entry, clipId: null, body: {}, withheld: true } : entry;
  });
}

const CLIP = /"(c_[0-9A-HJKMNP-TV-Z]{26})"/g;

/** An entry about several clips names them in its body. */
const clipsIn = (body: EventView['body']): string[] =>
  [...JSON.stringify(body).matchAll(CLIP)].map(([, id = '']) => id);

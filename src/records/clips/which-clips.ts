/** The clips an act is about: named one by one, by their recording, or by the activity they are in. */
import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import type { Repositories } from '../../store/station-store.js';

const ids = z.array(z.string().min(1).max(128)).max(100_000).default([]);

/** What an act takes; at least one clip has to come of it. */
export const whichClips = { clips: ids, recordings: ids, activities: ids };

export interface WhichClips {
  readonly clips: readonly string[];
  readonly recordings: readonly string[];
  readonly activities: readonly string[];
}

/** @returns ids, each once, in the order in which they were named @throws BwcError `bwc.store.not_found`, `bwc.usage` */
export function clipsNamed(store: Repositories, { clips, recordings, activities }: WhichClips): readonly string[] {
  const found = new Set<string>();
  const known = new Set(store.clipFacts.some(clips).map((c) => c.id));
  for (const id of clips) {
    // A digest may stand for the id, as in `bwc show`.
    const clip = known.has(id) ? id : store.clips.get(id)?.id;
    if (clip === undefined) throw missing('clip', id);
    found.add(clip);
  }
  for (const id of recordings) {
    const own = store.clipFacts.clipsOfRecording(id);
    if (own.length === 0) throw missing('recording', id);
    for (const clip of own) found.add(clip);
  }
  for (const id of activities) {
    if (store.activities.latest(id) === undefined) throw missing('activity', id);
    for (const clip of store.activities.clipsNow(id)) found.add(clip);
  }
  return [...found];
}

/** @throws BwcError `bwc.usage` where none is named */
export function someClips(store: Repositories, which: WhichClips): readonly string[] {
  const found = clipsNamed(store, which);
  if (found.length === 0) throw new BwcError('bwc.usage', 'name at least one clip, recording or activity');
  return found;
}

const missing = (what: string, id: string): BwcError =>
  new BwcError('bwc.store.not_found', `there is no ${what} ${id}`, { id });

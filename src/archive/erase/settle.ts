/**
 * Tries whose outcome is not known (the station was killed, the camera was pulled, it did not show what it had done) are
 * settled by looking at the card once it is listed anew; until then the file is not asked for again.
 */
import { pathJson } from '../../domain/source-path.js';
import type { Instant } from '../../domain/time.js';
import type { StationStore } from '../../store/station-store.js';
import type { ErasedVisit } from './facts.js';
import { ended } from './records.js';

export function settleErasures(store: StationStore, visit: ErasedVisit, at: Instant): void {
  for (const erasure of store.erasures.openOf(visit.cameraId, visit.mediumId)) {
    const path = erasure.pathRaw === null ? { text: erasure.path } : { text: erasure.path, raw: erasure.pathRaw };
    const there = store.entries.atPath(visit.id, path);
    if (there?.bytes === erasure.bytes && there.stamp === erasure.stamp) {
      settled(erasure, path, 'still_there', 'the card still has it');
    } else if (!store.entries.isIncomplete(visit.id)) {
      settled(erasure, path, 'gone', there === undefined ? 'the card has it no more' : 'another file has its name now');
    }
  }

  function settled(
    { id, clipId }: { readonly id: number; readonly clipId: string },
    path: { readonly text: string; readonly raw?: string },
    outcome: 'gone' | 'still_there',
    reason: string,
  ): void {
    ended(store, visit.id, { id, clipId, path: pathJson(path) }, { outcome, code: null, reason }, at);
  }
}

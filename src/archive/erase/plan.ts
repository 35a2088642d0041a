/** What would be taken off a camera, and why the rest would stay: the decisions of a run, without one. */
import type { ErasePlanFile } from '../../domain/erase.js';
import type { Instant } from '../../domain/time.js';
import type { EntryRow } from '../../store/repositories/visit-entries.js';
import type { Repositories } from '../../store/station-store.js';
import { decideErase } from './decide.js';
import { cameraFacts, eraseFacts, visitToErase } from './facts.js';
import type { EraseSettings } from './run.js';

export interface PlannedFiles {
  readonly files: readonly ErasePlanFile[];
  readonly more: boolean;
}

/** @param limit the most files it tells of */
export function planErase(
  store: Repositories,
  visitId: string,
  { rule, archives }: EraseSettings,
  now: Instant,
  limit: number,
): PlannedFiles {
  const visit = visitToErase(store, visitId);
  if (visit === null) return { files: [], more: false };
  const camera = cameraFacts(store, visit);
  const planned = (entry: EntryRow, clipErased: boolean | null): ErasePlanFile => {
    const decision = decideErase(rule, eraseFacts(store, visit, camera, entry, clipErased, { archives, now }));
    return {
      path: entry.path.text,
      bytes: entry.bytes,
      clip: entry.clipId,
      bar: decision.may ? null : decision.bar,
    };
  };
  const clips = store.entries.settledClips(visitId, -1, limit + 1);
  const files = clips.slice(0, limit).flatMap((entry) => {
    const clip = planned(entry, null);
    if (clip.bar !== null) return [clip];
    return [clip, ...store.entries.sidecarsOf(visitId, entry.index).map((beside) => planned(beside, true))];
  });
  return { files, more: clips.length > limit };
}

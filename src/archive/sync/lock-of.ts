/** How what belongs to a clip is to be locked at an archive, by what is on record now. */
import type { Instant } from '../../domain/time.js';
import { holds } from '../../policy/retention/hold.js';
import type { Repositories } from '../../store/station-store.js';
import type { SyncSettings } from './context.js';
import { retainUntil } from './retain-until.js';

export interface Lock {
  readonly until: Instant;
  /** A hold lies on it, or its case is not closed. */
  readonly legalHold: boolean;
}

export function lockOf(
  store: Repositories,
  clipId: string,
  settings: Pick<SyncSettings, 'minimumDays' | 'zone'>,
): Lock {
  const [clip] = store.clipFacts.some([clipId]);
  const floor = store.retention.get(clipId)?.floor ?? null;
  const held = (store.holds.ofClips([clipId]).get(clipId) ?? []).some(holds);
  const ofCase = clip?.caseId == null ? undefined : store.cases.latest(clip.caseId);
  return {
    until: retainUntil(floor, clip?.storedAt ?? '', settings.minimumDays, settings.zone),
    legalHold: held || (ofCase !== undefined && ofCase.closedAt === null),
  };
}

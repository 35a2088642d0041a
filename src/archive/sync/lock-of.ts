/** How what belongs to a clip is to be locked at an archive, by what is on record now. */
import { addDays, endOfDay, localDay, type Instant } from '../../domain/time.js';
import { holds } from '../../policy/retention/hold.js';
import type { Repositories } from '../../store/station-store.js';
import type { SyncSettings } from './context.js';
import { retainUntil } from './retain-until.js';

export interface Lock {
  readonly until: Instant;
  /** A hold lies on it, or its case is not closed. */
  readonly legalHold: boolean;
}

/**
 * @param now what is locked now is locked until the end of tomorrow at least, also where its period is over: engines refuse a
 *   day that has passed. Null to ask what was due before.
 */
export function lockOf(
  store: Repositories,
  clipId: string,
  settings: Pick<SyncSettings, 'minimumDays' | 'zone'>,
  now: Instant | null,
): Lock {
  const [clip] = store.clipFacts.some([clipId]);
  const floor = store.retention.floorOf(clipId);
  const held = (store.holds.ofClips([clipId]).get(clipId) ?? []).some(holds);
  const ofCase = clip?.caseId == null ? undefined : store.cases.latest(clip.caseId);
  const { minimumDays, zone } = settings;
  const due = retainUntil(floor, clip?.storedAt ?? '', minimumDays, zone);
  const soonest = now === null ? due : endOfDay(addDays(localDay(now, zone), 1), zone);
  return {
    until: due > soonest ? due : soonest,
    legalHold: held || (ofCase !== undefined && ofCase.closedAt === null),
  };
}

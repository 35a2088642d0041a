/** Clips join a case: their place in its record list, and the association in their labels. */
import { BwcError } from '../../domain/errors.js';
import type { Instant } from '../../domain/time.js';
import type { CaseMembership, CaseVersion } from '../../store/repositories/cases.js';
import type { ActContext } from '../act.js';

/** What the record list of the case says of a clip. */
export interface Place {
  readonly ordinal: number | null;
  readonly recordItem: string | null;
  /** Null where it was not put with the case file yet. */
  readonly filedAt: Instant | null;
  readonly why: string | null;
}

/**
 * A clip that is in the case already gets its new place; the one before stays on record.
 * @returns whether anything changed
 * @throws BwcError `bwc.case.elsewhere`
 */
export function joinCase(context: ActContext, { id: caseId }: CaseVersion, clipId: string, place: Place): boolean {
  const { store, by, now } = context;
  const current = store.cases.of(clipId);
  if (current !== undefined && current.caseId !== caseId)
    throw new BwcError('bwc.case.elsewhere', `clip ${clipId} is joined to case ${current.caseId}`, {
      clip: clipId,
      case: current.caseId,
    });
  const next = { ...place, filedAt: current?.filedAt ?? place.filedAt };
  if (current !== undefined) {
    const kept = { ordinal: next.ordinal ?? current.ordinal, recordItem: next.recordItem ?? current.recordItem };
    const same = kept.ordinal === current.ordinal && kept.recordItem === current.recordItem;
    if (same && next.filedAt === current.filedAt) return false;
    leaveCase(context, current, place.why);
    Object.assign(next, kept);
  }
  const joined = { caseId, clipId, joinedAt: now(), joinedBy: by, ...next };
  const { seq } = store.log.append('case.joined', joined, { clipId });
  store.cases.join({ ...joined, entry: seq });
  return true;
}

export function leaveCase(context: ActContext, { caseId, clipId, id }: CaseMembership, why: string | null): void {
  const { store, by, now } = context;
  const at = now();
  const { seq } = store.log.append('case.left', { caseId, clipId, membership: id, why, by, at }, { clipId });
  store.cases.leave(clipId, at, by, why, seq);
}

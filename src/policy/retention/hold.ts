/** Legal holds (冻结): placed by one person, released by two. The record of a hold is never taken away. */
import { BwcError } from '../../domain/errors.js';
import type { Instant } from '../../domain/time.js';
import { samePerson } from '../approvals/person.js';

export interface LegalHold {
  readonly id: string;
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
  readonly releaseAsked: { readonly by: string; readonly at: Instant; readonly reason: string } | null;
  readonly released: { readonly by: string; readonly at: Instant } | null;
}

export const holds = (hold: LegalHold): boolean => hold.released === null;

export const placeHold = (id: string, by: string, at: Instant, reason: string): LegalHold => ({
  id,
  reason,
  by,
  at,
  releaseAsked: null,
  released: null,
});

/** @throws BwcError `bwc.hold.state` where it is released already or its release is asked for */
export function askRelease(hold: LegalHold, by: string, at: Instant, reason: string): LegalHold {
  if (hold.released !== null) throw state(hold, 'it is released already');
  if (hold.releaseAsked !== null) throw state(hold, `${hold.releaseAsked.by} has already asked for its release`);
  return { ...hold, releaseAsked: { by, at, reason } };
}

/**
 * @throws BwcError `bwc.hold.state` where nobody asked; `bwc.approval.same_person` where the one who asked consents
 */
export function consentToRelease(hold: LegalHold, by: string, at: Instant): LegalHold {
  if (hold.released !== null) throw state(hold, 'it is released already');
  if (hold.releaseAsked === null) throw state(hold, 'nobody has asked for its release');
  if (samePerson(hold.releaseAsked.by, by)) {
    throw new BwcError(
      'bwc.approval.same_person',
      `${by} asked for the release of hold ${hold.id} and cannot consent`,
      {
        hold: hold.id,
        person: by,
      },
    );
  }
  return { ...hold, released: { by, at } };
}

/** Refused: the hold stays, and may be asked about anew. */
export function refuseRelease(hold: LegalHold): LegalHold {
  if (hold.released !== null || hold.releaseAsked === null) throw state(hold, 'there is no request to refuse');
  return { ...hold, releaseAsked: null };
}

const state = (hold: LegalHold, why: string): BwcError =>
  new BwcError('bwc.hold.state', `hold ${hold.id}: ${why}`, { hold: hold.id });

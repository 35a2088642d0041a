import type { NotRecorded } from '../../policy/continuity/not-recorded.js';
import { PolicyError } from '../../policy/errors.js';
import type { Subject } from '../../store/repositories/statements.js';
import type { Repositories } from '../../store/station-store.js';
import { saidBy } from '../clips/said.js';
import { clipsOf } from './require-subject.js';

/**
 * That something was not recorded is said of what was done, not of a camera; where there are recordings of it, it was
 * recorded in part.
 * @throws PolicyError `bwc.facts.invalid`
 */
export function requireUnrecorded(store: Repositories, { kind, id }: Subject, { extent }: NotRecorded): void {
  const clips = kind === 'camera' ? null : clipsOf[kind](store, id).length;
  if (clips !== null && (extent === 'part' || clips === 0)) return;
  const why =
    clips === null
      ? 'is said of an activity, a case or a clip, not of a camera'
      : `the ${kind} has recordings (${String(clips)}): not recorded in part, not as a whole`;
  throw new PolicyError('bwc.facts.invalid', `notRecorded: ${why}`, { key: 'notRecorded', clips });
}

/**
 * To be asked before clips join: what was not recorded at all has no recordings, so that has to be corrected first.
 * @throws PolicyError `bwc.facts.invalid`
 */
export function requireRecordable(store: Repositories, subject: Subject): void {
  const said = saidBy(store.statements.inForce(subject)).notRecorded;
  if (said?.extent !== 'whole') return;
  throw new PolicyError(
    'bwc.facts.invalid',
    `${subject.kind} ${subject.id} is on record as not recorded at all (${said.decidedBy}): correct that first`,
    { key: 'notRecorded' },
  );
}

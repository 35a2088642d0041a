/** Somebody says something about a clip, an activity, a case or a camera. What was said before stays on record. */
import { act } from '../act.js';
import { clipsChanged } from '../after-change.js';
import { putStatement } from './put-statement.js';
import { requireInOrder } from './in-order.js';
import { clipsOf } from './require-subject.js';
import { statementInput } from './statement-input.js';

/**
 * A correction wants its reason.
 * @throws BwcError `bwc.store.not_found`, `bwc.facts.no_zone`, `bwc.facts.future`, `bwc.facts.invalid`,
 *   `bwc.facts.no_reason`, `bwc.facts.end_before_start`
 */
export const stateFact = act(statementInput, (context, input) => {
  const { subject } = input;
  const stated = putStatement(context, input);
  requireInOrder(context.store, subject);
  clipsChanged(context, clipsOf[subject.kind](context.store, subject.id));
  return stated;
});

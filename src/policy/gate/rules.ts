/** The part of a rulebook that says what a clip must have before it goes to the archive. */
import { z } from 'zod';
import { cited } from '../rulebook/cited.js';

export const gateRules = z.strictObject({
  /** The fields the rulebook asks of a label, or an association with a case where that is enough. */
  label: cited(z.boolean()),
  /** The canonical name checks. */
  name: cited(z.boolean()),
  /** Footage of a telephone or another device taken in an emergency carries the number of the report (报备). */
  emergencyReport: cited(z.boolean()),
  /** What is marked as a state secret does not go over an ordinary network: it is handed over as secrecy rules say. */
  stateSecret: cited(z.boolean()),
});
export type GateRules = z.infer<typeof gateRules>;

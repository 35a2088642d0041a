/** What the deadlines on record depend on besides facts: two stations with the same fingerprint work out the same. */
import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../domain/canonical-json.js';
import type { RulesInForce } from '../../policy/rules-in-force.js';

/** To be raised whenever the same facts and rules would be put together to another due time than before. */
const REVISION = 2;

const known = new WeakMap<RulesInForce, string>();

/** SHA-256, hex, of the limits, the label's demands, the zone and the working days. */
export function fingerprintOf(rules: RulesInForce): string {
  const before = known.get(rules);
  if (before !== undefined) return before;
  const { rulebook, calendar, workingDays } = rules;
  const basis = {
    revision: REVISION,
    id: rulebook.id,
    deadlines: rulebook.deadlines,
    label: rulebook.label,
    zone: calendar.zone,
    years: workingDays.years,
    decreed: [...workingDays.decreed].sort(([a], [b]) => (a < b ? -1 : 1)),
  };
  // Values that are absent may be there and undefined.
  const json = JSON.parse(JSON.stringify(basis)) as Json;
  const fingerprint = createHash('sha256').update(canonicalJson(json)).digest('hex');
  known.set(rules, fingerprint);
  return fingerprint;
}

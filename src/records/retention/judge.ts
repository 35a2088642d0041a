/** How long a clip is kept, by what is on record of it. */
import { createHash } from 'node:crypto';
import type { Facts } from '../../policy/facts/facts.js';
import { retentionFacts } from '../../policy/retention/from-facts.js';
import type { LegalHold } from '../../policy/retention/hold.js';
import { floorOf, keptBy, type KeptReason } from '../../policy/retention/kept.js';
import type { KeepUntil } from '../../policy/retention/period.js';
import { retention, type RetentionVerdict } from '../../policy/retention/retention.js';
import type { RulesInForce } from '../../policy/rules-in-force.js';

export interface Judged {
  readonly verdict: RetentionVerdict;
  /** What is kept for the next time. */
  readonly kept: readonly KeptReason[];
  readonly floor: KeepUntil | null;
}

/** @param before what was kept of the verdicts before this one */
export function judge(
  { rulebook, calendar }: RulesInForce,
  facts: Facts,
  holds: readonly LegalHold[],
  before: readonly KeptReason[],
): Judged {
  const told = retentionFacts(facts, rulebook.label, calendar.zone, holds, before);
  const verdict = retention(rulebook.retention, told);
  const kept = keptBy(before, verdict, rulebook.id);
  return { verdict, kept, floor: floorOf(kept) };
}

const digests = new WeakMap<RulesInForce, string>();

/** Tells whether what is on record was judged by these very rules: an extension may be edited and keep its name. */
export function rulesDigest(rules: RulesInForce): string {
  const known = digests.get(rules);
  if (known !== undefined) return known;
  const digest = createHash('sha256')
    .update(JSON.stringify([rules.rulebook, rules.calendar.zone]))
    .digest('hex')
    .slice(0, 32);
  digests.set(rules, digest);
  return digest;
}

import type { NameFacts } from '../../camera.js';

/** What all names agree on. One name that says otherwise makes it unknown: the card may have been in two cameras. */
export function identityFromNames(facts: Iterable<NameFacts>): { serial: string | null; officerNo: string | null } {
  const serials = new Set<string>();
  const officers = new Set<string>();
  for (const fact of facts) {
    if (fact.serial !== null) serials.add(fact.serial);
    if (fact.officerNo !== null) officers.add(fact.officerNo);
  }
  return { serial: only(serials), officerNo: only(officers) };
}

const only = (values: ReadonlySet<string>): string | null => (values.size === 1 ? ([...values][0] ?? null) : null);

import { DEADLINES } from '../../policy/deadlines/rules.js';
import type { Rulebook } from '../../policy/rulebook/schema.js';

/** The offices a rulebook speaks of: in its ladders, and where an exception wants consent. */
export function rolesOf({ approvals, deadlines }: Rulebook): readonly string[] {
  const rows = [...(approvals.added ?? []), ...approvals.matrix];
  const inLadders = rows.flatMap(({ outcome: { value } }) => ('steps' in value ? value.steps.map((s) => s.role) : []));
  const inExceptions = DEADLINES.flatMap((name) => {
    const rule = deadlines[name];
    if (rule === undefined || !('exceptions' in rule)) return [];
    return Object.values(rule.exceptions).flatMap(({ approval }) => (approval.value === null ? [] : [approval.value]));
  });
  return [...new Set<string>([...inLadders, ...inExceptions])];
}

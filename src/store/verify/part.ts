/** A part of verification: what it holds against each entry as the log is read through, once, and what it looks at afterwards. */
import type { CustodyEntry } from '../custody/entry.js';
import type { Finding } from './finding.js';

export interface VerifyPart {
  readonly entries: readonly EntryCheck[];
  readonly rows: () => Iterable<Finding>;
}

export interface EntryCheck {
  readonly kinds: readonly string[];
  /** Called in the order of the log. */
  readonly check: (entry: CustodyEntry) => Iterable<Finding>;
}

/** Kind of entry → what is held against it. */
export function checksByKind(parts: readonly VerifyPart[]): ReadonlyMap<string, readonly EntryCheck[]> {
  const found = new Map<string, EntryCheck[]>();
  for (const check of parts.flatMap((part) => part.entries))
    for (const kind of check.kinds) found.set(kind, [...(found.get(kind) ?? []), check]);
  return found;
}

/** What was said of one subject must be able to have happened: an end before its start is refused. */
import type { Instant } from '../../domain/time.js';
import { PolicyError } from '../../policy/errors.js';
import { ORDERED } from '../../policy/facts/parse.js';
import type { Subject } from '../../store/repositories/statements.js';
import type { Repositories } from '../../store/station-store.js';

/** @throws PolicyError `bwc.facts.end_before_start` */
export function requireInOrder(store: Repositories, subject: Subject): void {
  const said = new Map(
    store.statements
      .inForce(subject)
      .filter((s) => s.fact.startsWith('moment:'))
      .map((s) => [s.fact.slice('moment:'.length), (s.value as { at: Instant }).at]),
  );
  for (const [earlier, later] of ORDERED) {
    const [a, b] = [said.get(earlier), said.get(later)];
    if (a !== undefined && b !== undefined && a > b)
      throw new PolicyError('bwc.facts.end_before_start', `${later} (${b}) is before ${earlier} (${a})`, {
        key: later,
        [earlier]: a,
        [later]: b,
      });
  }
}

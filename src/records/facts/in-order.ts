/** What was said of one subject must be able to have happened: an end before its start is refused. */
import type { Instant } from '../../domain/time.js';
import { PolicyError } from '../../policy/errors.js';
import { ORDERED } from '../../policy/facts/parse.js';
import type { Statement, Subject } from '../../store/repositories/statements.js';
import type { Repositories } from '../../store/station-store.js';
import { overlaps, spanOf } from '../cameras/spans.js';

/** @throws PolicyError `bwc.facts.end_before_start` */
export function requireInOrder(store: Repositories, subject: Subject): void {
  const said = new Map(
    inForce(store, subject)
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

/** Of a camera only what is of the same time as the last word: another day's end is before this day's start. */
function inForce(store: Repositories, subject: Subject): readonly Statement[] {
  if (subject.kind !== 'camera') return store.statements.inForce(subject);
  const ledger = store.movements.ledgers([subject.id]).get(subject.id) ?? [];
  const said = store.statements.said(subject);
  const last = said.at(-1);
  const same = said.filter((s) => last !== undefined && overlaps(spanOf(s, ledger), spanOf(last, ledger)));
  return [...new Map(same.map((s) => [s.fact, s])).values()].filter(({ value }) => value !== null);
}

/** One thing said about one subject: the row and its custody entry. */
import { BwcError } from '../../domain/errors.js';
import type { Json } from '../../domain/canonical-json.js';
import type { Instant } from '../../domain/time.js';
import { PolicyError } from '../../policy/errors.js';
import { readTime } from '../../policy/facts/parse.js';
import type { Statement, Subject } from '../../store/repositories/statements.js';
import type { ActContext } from '../act.js';
import { requireUnrecorded } from './require-unrecorded.js';
import { requireSubject } from './require-subject.js';
import type { Fact, StatementInput } from './statement-input.js';

/**
 * Does not bring up to date what follows from it: `clipsChanged` does. A correction wants its reason.
 * @returns what was said of it before
 * @throws BwcError `bwc.store.not_found`, `bwc.facts.no_zone`, `bwc.facts.future`, `bwc.facts.invalid`, `bwc.facts.no_reason`
 */
export function putStatement(
  { store, by, now }: ActContext,
  { subject, fact, source, confidence, why }: StatementInput,
): { readonly subject: Subject; readonly fact: string; readonly value: Json; readonly before: Statement | null } {
  const clipId = requireSubject(store, subject);
  if ('notRecorded' in fact) requireUnrecorded(store, subject, fact.notRecorded);
  const at = now();
  const [key, value] = keyAndValue(fact, at);
  const before = store.statements.inForce(subject).find((s) => s.fact === key) ?? null;
  if (before !== null && why === null) throw noReason(key, before);
  if (before === null && value === null)
    throw new PolicyError('bwc.facts.invalid', `nothing is said of ${key}: there is nothing to take back`, { key });
  const told = { subject: `${subject.kind}:${subject.id}`, fact: key, value, source, confidence, why };
  const { seq } = store.log.append(
    'fact.stated',
    { ...told, before: before === null ? null : (before.value as Json), by, at },
    clipId,
  );
  store.statements.add(subject, { fact: key, value, source, confidence, why, by, at }, seq);
  return { subject, fact: key, value, before };
}

function keyAndValue(fact: Fact, now: Instant): readonly [string, Json] {
  if ('moment' in fact) return [`moment:${fact.moment}`, { at: readTime(fact.moment, fact.at, now) }];
  if ('flag' in fact) return [`flag:${fact.flag}`, { holds: fact.holds }];
  if ('reason' in fact) return [`reason:${fact.reason}`, { reference: fact.reference }];
  if ('sourceKind' in fact) return ['sourceKind', { is: fact.sourceKind }];
  if ('emergencyReport' in fact) return ['emergencyReport', { number: fact.emergencyReport }];
  if ('notRecorded' in fact) return ['notRecorded', fact.notRecorded];
  return [fact.withdraw, null];
}

const noReason = (key: string, { by, at }: Statement): BwcError =>
  new BwcError('bwc.facts.no_reason', `${by} stated ${key} at ${at}: a correction has to say why`, { key, by, at });

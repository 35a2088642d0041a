/** Somebody says something about a clip, an activity, a case or a camera. What was said before stays on record. */
import { BwcError } from '../../domain/errors.js';
import type { Json } from '../../domain/canonical-json.js';
import type { Instant } from '../../domain/time.js';
import { PolicyError } from '../../policy/errors.js';
import { readTime } from '../../policy/facts/parse.js';
import type { Statement } from '../../store/repositories/statements.js';
import { act } from '../act.js';
import { clipsChanged } from '../after-change.js';
import { clipsOf, requireSubject } from './require-subject.js';
import { statementInput, type Fact } from './statement-input.js';

/**
 * A correction wants its reason.
 * @throws BwcError `bwc.store.not_found`, `bwc.facts.no_zone`, `bwc.facts.future`, `bwc.facts.invalid`, `bwc.facts.no_reason`
 */
export const stateFact = act(statementInput, (context, { subject, fact, source, confidence, why }) => {
  const { store, by, now } = context;
  const clipId = requireSubject(store, subject);
  const at = now();
  const [key, value] = keyAndValue(fact, at);
  const before = store.statements.inForce(subject).find((s) => s.fact === key);
  if (before !== undefined && why === null) throw noReason(key, before);
  if (before === undefined && value === null)
    throw new PolicyError('bwc.facts.invalid', `nothing is said of ${key}: there is nothing to take back`, { key });
  const told = { subject: `${subject.kind}:${subject.id}`, fact: key, value, source, confidence, why };
  const { seq } = store.log.append(
    'fact.stated',
    { ...told, before: before === undefined ? null : (before.value as Json), by, at },
    clipId,
  );
  store.statements.add(subject, { fact: key, value, source, confidence, why, by, at }, seq);
  clipsChanged(context, clipsOf[subject.kind](store, subject.id));
  return { subject, fact: key, value, before: before ?? null };
});

function keyAndValue(fact: Fact, now: Instant): readonly [string, Json] {
  if ('moment' in fact) return [`moment:${fact.moment}`, { at: readTime(fact.moment, fact.at, now) }];
  if ('flag' in fact) return [`flag:${fact.flag}`, { holds: fact.holds }];
  if ('reason' in fact) return [`reason:${fact.reason}`, { reference: fact.reference }];
  if ('sourceKind' in fact) return ['sourceKind', { is: fact.sourceKind }];
  return [fact.withdraw, null];
}

const noReason = (key: string, { by, at }: Statement): BwcError =>
  new BwcError('bwc.facts.no_reason', `${by} stated ${key} at ${at}: a correction has to say why`, { key, by, at });

/** One thing said about one subject: the row and its custody entry. */
import { BwcError } from '../../domain/errors.js';
import type { Json } from '../../domain/canonical-json.js';
import type { Instant } from '../../domain/time.js';
import { PolicyError } from '../../policy/errors.js';
import { readTime } from '../../policy/facts/parse.js';
import type { Statement, Subject } from '../../store/repositories/statements.js';
import type { Repositories } from '../../store/station-store.js';
import type { ActContext } from '../act.js';
import { overlaps, spanOf, type Span } from '../cameras/spans.js';
import { requireUnrecorded } from './require-unrecorded.js';
import { requireSubject } from './require-subject.js';
import { spanSaid } from './span-said.js';
import type { Fact, StatementInput } from './statement-input.js';

/**
 * Does not bring up to date what follows from it: `clipsChanged` does. A correction wants its reason.
 * @returns what was said of it before
 * @throws BwcError `bwc.store.not_found`, `bwc.facts.no_zone`, `bwc.facts.future`, `bwc.facts.invalid`, `bwc.facts.no_reason`,
 *   `bwc.usage`
 */
export function putStatement(
  context: ActContext,
  input: StatementInput,
): { readonly subject: Subject; readonly fact: string; readonly value: Json; readonly before: Statement | null } {
  const { store, by, now } = context;
  const { subject, fact, source, confidence, why } = input;
  const clipId = requireSubject(store, subject);
  if ('notRecorded' in fact) requireUnrecorded(store, subject, fact.notRecorded);
  const at = now();
  const [key, value] = keyAndValue(fact, at);
  const said = spanSaid(context, input, key);
  const before = said === null ? wordOn(store, subject, key) : wordOnCamera(store, subject.id, key, value, said);
  if (before !== null && why === null) throw noReason(key, before);
  if (before === null && value === null)
    throw new PolicyError('bwc.facts.invalid', `nothing is said of ${key}: there is nothing to take back`, { key });
  // What is taken back is taken back for the whole time it was said of, unless somebody says from when on.
  const span = said !== null && before !== null && value === null && input.from === null ? wholeOf(before) : said;
  const told = { subject: `${subject.kind}:${subject.id}`, fact: key, value, source, confidence, why };
  const { seq } = store.log.append(
    'fact.stated',
    { ...told, ...span, before: before === null ? null : (before.value as Json), by, at },
    clipId,
  );
  const { from, until } = span ?? NO_SPAN;
  store.statements.add(subject, { fact: key, value, from, until, source, confidence, why, by, at }, seq);
  return { subject, fact: key, value, before };
}

const NO_SPAN: Span = { from: null, until: null };
const wholeOf = ({ from, until }: Statement): Span => ({ from, until });

const wordOn = (store: Repositories, subject: Subject, key: string): Statement | null =>
  store.statements.inForce(subject).find((s) => s.fact === key) ?? null;

/** The last word on it that is of the same time, or the last at all where it is to be taken back. */
function wordOnCamera(store: Repositories, id: string, key: string, value: Json, span: Span): Statement | null {
  const ledger = store.movements.ledgers([id]).get(id) ?? [];
  const words = (store.statements.saidOfCameras([id]).get(id) ?? []).filter((s) => s.fact === key);
  const last = value === null ? words.at(-1) : words.findLast((s) => overlaps(spanOf(s, ledger), span));
  return last === undefined || last.value === null ? null : last;
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

/** Of which time a word about a camera is, where it does not say so itself. */
import { BwcError } from '../../domain/errors.js';
import { PolicyError } from '../../policy/errors.js';
import { readTime } from '../../policy/facts/parse.js';
import type { Subject } from '../../store/repositories/statements.js';
import type { ActContext } from '../act.js';
import { dutyState } from '../cameras/outings.js';
import { isFault, type Span } from '../cameras/spans.js';
import type { StatementInput } from './statement-input.js';

/**
 * Null where the subject is no camera: a clip, an activity, a case are what they are. Else as said; where nothing is said,
 * of the last time out, still running where the camera is out; without a ledger, of what it recorded since the docking
 * before the last one, until now.
 * @param key of the fact
 * @throws BwcError `bwc.usage`, `bwc.facts.no_zone`, `bwc.facts.invalid`, `bwc.facts.end_before_start`
 */
export function spanSaid(
  { store, now }: ActContext,
  { subject, from, until, fact }: StatementInput,
  key: string,
): Span | null {
  if (subject.kind !== 'camera') {
    if (from === null && until === null) return null;
    throw new BwcError('bwc.usage', `from and until are said of a camera, not of a ${subject.kind}`, { key: 'from' });
  }
  if (isFault(key) && !('withdraw' in fact)) throw onLedger(key, subject);
  const said: Span = {
    from: from === null ? null : readTime('from', from, now()),
    until: until === null ? null : readTime('until', until, now()),
  };
  if (said.from !== null && said.until !== null && said.until < said.from)
    throw new PolicyError('bwc.facts.end_before_start', `until (${said.until}) is before from (${said.from})`, {
      key: 'until',
      from: said.from,
      until: said.until,
    });
  if (said.from !== null) return said;
  const { outing } = dutyState(store.movements.latest(subject.id));
  if (outing !== null) return { from: outing.issue.at, until: said.until ?? (outing.back === null ? null : now()) };
  return { from: store.dockings.openings(subject.id, 2)[1] ?? null, until: said.until ?? now() };
}

const onLedger = (key: string, { id }: Subject): BwcError =>
  new BwcError(
    'bwc.usage',
    key === 'reason:cameraLost'
      ? `a camera that is lost is entered on the ledger, and so is its finding: bwc camera lost ${id}, bwc camera found ${id}`
      : `a camera that is faulty is entered on the ledger, and so is its repair: bwc camera faulty ${id}, bwc camera repaired ${id}`,
    { key },
  );

/** A verdict as reports print it: times with their offset, the article on the row itself. */
import { withOffset, type Instant } from '../../domain/time.js';
import type { Moment } from '../facts/vocabulary.js';
import type { Change, DeadlineVerdict } from './verdict.js';

export interface DeadlineRow {
  readonly rule: string;
  /** ISO 8601 with offset; null where nothing is known to start from. */
  readonly due: string | null;
  readonly state: string;
  readonly overdue: boolean | null;
  readonly provisional: boolean;
  readonly estimated: boolean;
  readonly doneAt: string | null;
  /** The moment the limit started from, or what stands in for it. */
  readonly basis: {
    readonly moment: Moment;
    readonly at: string;
    readonly source: string;
    readonly confidence: string;
    readonly inPlaceOf: Moment | null;
    /** Where nobody can date it: the bounds it lies between. Both null where it can be dated. */
    readonly notBefore: string | null;
    readonly notAfter: string | null;
  } | null;
  readonly limit: DeadlineVerdict['limit'];
  /** Null where the limit is ours. */
  readonly article: string | null;
  readonly phrase: string | null;
  /** The rulebook of the article, where it is another one's. */
  readonly of: string | null;
  readonly byDefault: boolean;
  /** The exception that applies. */
  readonly exception: string | null;
  readonly blockedBy: DeadlineVerdict['blockedBy'];
  readonly wouldChange: readonly Change[];
}

export function deadlineRow(verdict: DeadlineVerdict, zone: string): DeadlineRow {
  const time = (instant: Instant | null): string | null => (instant === null ? null : withOffset(instant, zone));
  const { rule, state, overdue, provisional, estimated, anchor, limit, basis, byDefault, blockedBy } = verdict;
  return {
    rule,
    due: time(verdict.due),
    state,
    overdue,
    provisional,
    estimated,
    doneAt: time(verdict.doneAt),
    basis: anchor && {
      moment: anchor.moment,
      at: withOffset(anchor.at, zone),
      source: anchor.source,
      confidence: anchor.confidence,
      inPlaceOf: anchor.inPlaceOf,
      notBefore: time(anchor.within?.notBefore ?? null),
      notAfter: time(anchor.within?.notAfter ?? null),
    },
    limit,
    ...basis,
    byDefault,
    exception: verdict.exceptions.find((e) => e.applied)?.name ?? null,
    blockedBy,
    wouldChange: verdict.wouldChange.map((c) => ('due' in c ? { ...c, due: time(c.due) } : c)),
  };
}

/** What was said of a camera, and when it was lost or faulty: each for a time, and for what was recorded in that time. Pure. */
import type { Instant } from '../../domain/time.js';
import type { ReasonFact, Within } from '../../policy/facts/facts.js';
import type { Movement, MovementAct } from '../../store/repositories/camera-movements.js';
import type { Statement } from '../../store/repositories/statements.js';
import { outingAt } from './outings.js';

/** Null: without beginning, or not ended yet. */
export interface Span {
  readonly from: Instant | null;
  readonly until: Instant | null;
}

const ENDS = { 'reason:cameraLost': 'found', 'reason:cameraFaulty': 'repaired' } as const satisfies Record<
  string,
  MovementAct
>;

export const isFault = (fact: string): fact is keyof typeof ENDS => fact in ENDS;

/**
 * A word that goes on ends with the outing in which it began. One of an older station has no times: it is of what had been
 * recorded when it was said; a loss or a fault began then, and lasts until the ledger says that it is over.
 * @param ledger of the camera, in the order in which it was entered
 */
export function spanOf({ fact, from, until, at }: Statement, ledger: readonly Movement[]): Span {
  if (isFault(fact)) return { from: at, until: ledger.find((m) => m.act === ENDS[fact] && m.at >= at)?.at ?? null };
  if (from === null && until === null) return { from, until: at };
  if (until !== null || from === null) return { from, until };
  return { from, until: outingAt(outingsIn(ledger), from)?.back?.at ?? null };
}

const outingsIn = (ledger: readonly Movement[]): readonly Movement[] =>
  ledger.filter(({ act }) => act === 'issue' || act === 'return');

export const overlaps = (a: Span, b: Span): boolean =>
  (a.from ?? '') <= (b.until ?? LAST) && (b.from ?? '') <= (a.until ?? LAST);

const LAST = '~';

export interface Spanned extends Statement {
  readonly span: Span;
}

/** @param said all that was ever said of the camera, oldest first */
export const spanned = (
  said: readonly Statement[] | undefined,
  ledger: readonly Movement[] | undefined,
): readonly Spanned[] => (said ?? []).map((statement) => ({ ...statement, span: spanOf(statement, ledger ?? []) }));

/**
 * The last word on each fact for something recorded between two moments. What it shows or became counts where it may be of
 * that time; all else only where it is certain to be, for it gives more time or another moment to start from.
 * A loss or a fault counts until it was brought in.
 * @param broughtIn null where it has not been yet
 */
export function saidOf(said: readonly Spanned[], recorded: Within, broughtIn: Instant | null): Spanned[] {
  const last = new Map<string, Spanned>();
  for (const statement of said) {
    const { fact, value, span } = statement;
    const isFlag = fact.startsWith('flag:') && value !== null;
    if (isFault(fact)) {
      // Taken back, it never was.
      if (value === null) last.delete(fact);
      else if (overlaps(span, { from: recorded.notBefore, until: broughtIn })) last.set(fact, statement);
    } else if (isFlag ? reaches(span, recorded) : holds(span, recorded)) {
      if (value === null) last.delete(fact);
      else last.set(fact, statement);
    }
  }
  return [...last.values()].filter(({ fact, value }) => !ENDING.test(fact) || isLater(value, recorded));
}

const ENDING = /^moment:(?!recordingStart|activityStart)/;

/** A work day that ended before it was recorded is another one. */
const isLater = (value: unknown, { notBefore }: Within): boolean =>
  notBefore !== null && (value as { at: Instant }).at >= notBefore;

const reaches = (span: Span, { notBefore, notAfter }: Within): boolean =>
  overlaps(span, { from: notBefore, until: notAfter });

const holds = ({ from, until }: Span, { notBefore, notAfter }: Within): boolean =>
  (from === null || (notBefore !== null && from <= notBefore)) && (until === null || notAfter <= until);

/** Losses and faults by the ledger that reach into a time, each with the number of its report. */
export function faultsIn(ledger: readonly Movement[], time: Within): ReasonFact[] {
  const found: ReasonFact[] = [];
  for (const [reason, begin, end] of FAULTS) {
    const begins = ledger.filter(({ act }) => act === begin);
    for (const { id, at, reference } of begins.reverse()) {
      const ended = ledger.find((m) => m.act === end && m.id > id)?.at ?? null;
      if (!reaches({ from: at, until: ended }, time)) continue;
      found.push({ reason, reference, source: 'ledger', confidence: 'certain' });
      break;
    }
  }
  return found;
}

const FAULTS = [
  ['cameraLost', 'lost', 'found'],
  ['cameraFaulty', 'faulty', 'repaired'],
] as const;

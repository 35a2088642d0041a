/**
 * What people put on record, and what they ask of it. Each act and each question is one value with a name and the shape
 * of what it takes; the daemon serves all of them alike, a command without a daemon runs them itself.
 */
import type { z } from 'zod';
import type { Instant } from '../domain/time.js';
import type { Sight } from '../store/repositories/clip-sight.js';
import type { RulesInForce } from '../policy/rules-in-force.js';
import type { Repositories, StationStore } from '../store/station-store.js';

export interface QuestionContext {
  readonly store: Repositories;
  readonly rules: RulesInForce;
  readonly now: () => Instant;
  /** What whoever asks sees; null or left out for everything. */
  readonly sight?: Sight | null;
}

export interface ActContext extends QuestionContext {
  readonly store: StationStore;
  /** The person who acts, as custody entries name them. */
  readonly by: string;
}

/** @typeParam S the input's schema */
export interface Question<S extends z.ZodType, O> {
  readonly input: S;
  /** @throws BwcError */
  readonly answer: (context: QuestionContext, input: z.output<S>) => O;
}

/** Runs inside one transaction: what it writes and its custody entries commit together, or nothing does. */
export interface Act<S extends z.ZodType, O> {
  readonly input: S;
  /** @throws BwcError, and then nothing is stored */
  readonly run: (context: ActContext, input: z.output<S>) => O;
}

export const question = <S extends z.ZodType, O>(input: S, answer: Question<S, O>['answer']): Question<S, O> => ({
  input,
  answer,
});

export const act = <S extends z.ZodType, O>(input: S, run: Act<S, O>['run']): Act<S, O> => ({ input, run });

/** The same context at one moment: an answer is of one moment throughout. */
export function atOneMoment<C extends QuestionContext>(context: C): C {
  const now = context.now();
  return { ...context, now: () => now };
}

/** Somebody explains an interruption, in a way the rulebook takes. */
import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import type { Explanation } from '../../policy/continuity/explain.js';
import { EXPLANATION_KINDS } from '../../policy/continuity/rules.js';
import { readTime } from '../../policy/facts/parse.js';
import { act } from '../act.js';
import { moment } from '../cameras/acts.js';
import { requireSubject } from '../facts/require-subject.js';
import { prose as text } from '../text.js';
import { continuityOf } from './interruptions.js';
import { rowOf, type InterruptionRow } from './list.js';

/**
 * @throws BwcError `bwc.store.not_found`, `bwc.interruption.rejected`, `bwc.facts.no_zone`, `bwc.facts.invalid`,
 *   `bwc.facts.future`
 */
export const explainInterruption = act(
  z.strictObject({
    activity: z.string().min(1).max(128),
    /** As the list of interruptions names it. */
    interruption: z.string().min(1).max(256),
    kind: z.enum(EXPLANATION_KINDS),
    /** One of the rulebook's causes, or words of one's own. */
    cause: text,
    /** Number of the log entry, the report or the statement; whom it was reported to. */
    reference: text.nullable().default(null),
    /** Where it is spoken on a recording. */
    heard: z
      .strictObject({ clip: z.string().min(1).max(128), offsetMs: z.int().min(0) })
      .nullable()
      .default(null),
    at: moment,
  }),
  (context, { activity, at, ...told }): InterruptionRow => {
    const { store, by, now } = context;
    requireSubject(store, { kind: 'activity', id: activity });
    const explanation: Explanation = { ...told, by, at: at === null ? now() : readTime('at', at, now()) };
    const found = continuityOf(context, [activity], [explanation])
      .flatMap((one) => one.found)
      .find(({ interruption }) => interruption.id === told.interruption);
    if (found === undefined)
      throw new BwcError('bwc.store.not_found', `${activity} has no interruption ${told.interruption}`, {
        id: told.interruption,
      });
    const rejected = found.verdict.rejected.find((r) => r.explanation === explanation);
    if (rejected !== undefined)
      throw new BwcError('bwc.interruption.rejected', `${told.interruption}: ${rejected.fault}`, {
        id: told.interruption,
        fault: rejected.fault,
      });
    const { heard, ...rest } = explanation;
    const saidAt = now();
    const { seq } = store.log.append(
      'interruption.explained',
      { activity, ...rest, heard: heard === null ? null : { ...heard }, saidAt },
      heard === null ? {} : { clipId: heard.clip },
    );
    store.explanations.add(activity, explanation, saidAt, seq);
    return rowOf(context, found);
  },
);

/** Works out the deadlines of all clips anew, some at a time, where the rules in force are others than before. */
import { z } from 'zod';
import type { RulesInForce } from '../../policy/rules-in-force.js';
import type { Repositories } from '../../store/station-store.js';
import { act } from '../act.js';
import { factsOfClips } from '../clips/facts-of-clip.js';
import { fingerprintOf } from './fingerprint.js';
import { keepDeadlines } from './keep.js';

/** Whether deadlines on record were worked out by other rules, or not all of them yet. */
export const isStale = (store: Repositories, rules: RulesInForce): boolean =>
  isBehind(store, rules) && store.clipFacts.after('', 1).length > 0;

function isBehind(store: Repositories, rules: RulesInForce): boolean {
  const basis = store.deadlineBasis.get();
  return basis?.fingerprint !== fingerprintOf(rules) || basis.reached !== null;
}

/**
 * One step; nothing to do where all is up to date. What it writes follows from facts and rules on record and is no act
 * about a clip, so that it has no custody entry.
 */
export const recomputeDeadlines = act(
  z.strictObject({
    /** From the first clip on, though nothing says that it is needed. */
    anew: z.boolean().default(false),
    atMost: z.int().min(1).max(5000).default(500),
  }),
  (context, { anew, atMost }) => {
    const { store, rules, now } = context;
    if (!anew && !isBehind(store, rules)) return { clips: 0, more: false };
    const [basis, fingerprint] = [store.deadlineBasis.get(), fingerprintOf(rules)];
    const from = anew || basis?.fingerprint !== fingerprint ? '' : (basis.reached ?? '');
    const ids = store.clipFacts.after(from, atMost).map((clip) => clip.id);
    keepDeadlines(context, [...factsOfClips(store, ids)]);
    const more = ids.length === atMost;
    const reached = more ? (ids.at(-1) ?? null) : null;
    store.deadlineBasis.set({ fingerprint, rulebook: rules.rulebook.id, reached, at: now() });
    return { clips: ids.length, more };
  },
);

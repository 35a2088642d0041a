/**
 * What the rules say of a clip, as its record in the archive tells it: each with the article it rests on, and nothing that
 * changes by time alone, so that the same facts always give the same words.
 */
import { evaluateDeadlines } from '../../policy/deadlines/evaluate.js';
import { deadlineRow } from '../../policy/deadlines/row.js';
import { settledState } from '../../policy/deadlines/settle.js';
import type { RulesInForce } from '../../policy/rules-in-force.js';
import type { Repositories } from '../../store/station-store.js';
import { findClip, withArticle } from '../retention/explain.js';
import { judge } from '../retention/judge.js';
import { factsOfClip } from './facts-of-clip.js';
import { gateOfClip } from './gate.js';

/** @throws BwcError `bwc.store.not_found` */
export function verdictsOfClip(store: Repositories, rules: RulesInForce, idOrSha256: string) {
  const { rulebook, calendar } = rules;
  const { id, storedAt } = findClip(store, idOrSha256);
  const facts = factsOfClip(store, id);
  const holds = store.holds.ofClips([id]).get(id) ?? [];
  const { verdict, floor } = judge(rules, facts, holds, store.retention.get(id)?.kept ?? []);
  const gate = gateOfClip(store, rules, id, facts);
  return {
    rulebook: rulebook.id,
    // Any moment would do: only the state depends on it, and a state that is still open is not told.
    deadlines: evaluateDeadlines(rulebook, facts, storedAt, calendar).map((deadline) => {
      const row = deadlineRow(deadline, calendar.zone);
      const { rule, due, doneAt, provisional, estimated, basis, limit, article, phrase, of, byDefault } = row;
      const { exception, blockedBy } = row;
      return {
        ...{ rule, state: settledState(deadline), due, doneAt, provisional, estimated, basis, limit },
        ...{ article, phrase, of, byDefault, exception, blockedBy },
      };
    }),
    retention: {
      class: verdict.class,
      until: verdict.until,
      earliestDisposal: verdict.earliestDisposal,
      settledUntil: floor,
      reasons: verdict.reasons.map(withArticle),
    },
    gate: {
      may: gate.may,
      missing: gate.missing.map(({ basis, ...bar }) => ({
        ...bar,
        article: basis?.article ?? null,
        phrase: basis?.phrase ?? null,
        of: basis?.of ?? null,
      })),
    },
  };
}

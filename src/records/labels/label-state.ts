/** How far clips are labelled, and what they are called: one line for each. */
import { labelDone } from '../../policy/deadlines/label-done.js';
import { lackingDetails, type Lacking } from '../../policy/details/lacking.js';
import type { LabelField } from '../../policy/deadlines/label-rules.js';
import type { Instant } from '../../domain/time.js';
import type { RulesInForce } from '../../policy/rules-in-force.js';
import type { Repositories } from '../../store/station-store.js';
import { factsOfClips } from '../clips/facts-of-clip.js';

export interface LabelState {
  readonly clip: string;
  /** 0 where there is no label yet. */
  readonly version: number;
  /** When the duty was done; null while it is not. */
  readonly doneAt: Instant | null;
  readonly missing: readonly LabelField[];
  /** What the rulebook wants noted of goods and services, and the label does not say; it holds nothing up. */
  readonly lacking: readonly Lacking[];
  /** The name it is kept and found under, without extension. */
  readonly name: string | null;
}

export function labelsOf(store: Repositories, rules: RulesInForce, clipIds: readonly string[]): LabelState[] {
  return [...factsOfClips(store, clipIds)].map(({ clip, facts }) => ({
    clip: clip.id,
    version: facts.labels.length,
    ...labelDone(rules.rulebook.label, facts),
    lacking: lackingDetails(rules.rulebook.label, facts.labels.at(-1)),
    name: store.names.latest(clip.id, 'storage')?.name ?? null,
  }));
}

/** How far clips are labelled, and what they are called: one line for each. */
import { labelDone } from '../../policy/deadlines/label-done.js';
import { lackingDetails, type Lacking } from '../../policy/details/lacking.js';
import type { LabelVersion } from '../../policy/facts/facts.js';
import type { LabelField } from '../../policy/deadlines/label-rules.js';
import type { Instant } from '../../domain/time.js';
import type { RulesInForce } from '../../policy/rules-in-force.js';
import type { Repositories } from '../../store/station-store.js';
import { labelVersion } from '../clips/label-facts.js';

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

const TOGETHER = 500;

/** In the order of their recording. */
export function labelsOf(store: Repositories, { rulebook }: RulesInForce, clipIds: readonly string[]): LabelState[] {
  const ids = store.clipFacts.inOrder(clipIds);
  const pages = Array.from({ length: Math.ceil(ids.length / TOGETHER) }, (_, i) =>
    ids.slice(i * TOGETHER, (i + 1) * TOGETHER),
  );
  return pages.flatMap((page) => {
    const versions = new Map<string, LabelVersion[]>(page.map((id) => [id, []]));
    for (const label of store.labels.versionsOf(page)) versions.get(label.clipId)?.push(labelVersion(label));
    return [...versions].map(([clip, labels]) => ({
      clip,
      version: labels.length,
      ...labelDone(rulebook.label, labels),
      lacking: lackingDetails(rulebook.label, labels.at(-1)),
      name: store.names.latest(clip, 'storage')?.name ?? null,
    }));
  });
}

/** New versions of labels, many clips in one act: the row and its custody entry together. */
import type { Json } from '../../domain/canonical-json.js';
import { newLabelActId, type LabelActId } from '../../domain/ids.js';
import { isLabelled } from '../../policy/deadlines/label-done.js';
import type { Label, LabelOnRecord } from '../../store/repositories/labels.js';
import type { ActContext } from '../act.js';
import { labelVersion } from '../clips/label-facts.js';
import { contentOf, EMPTY_LABEL } from './merge-label.js';

export interface Written {
  readonly actId: LabelActId;
  /** Clips whose label has a new version. */
  readonly changed: readonly string[];
  /** Clips whose label says that already. */
  readonly unchanged: readonly string[];
}

/**
 * @param change what the label of a clip becomes; it may throw, and then nothing is stored
 */
export function writeLabels(
  context: ActContext,
  clipIds: readonly string[],
  change: (before: Label, clipId: string) => Label,
): Written {
  const { store } = context;
  const actId = newLabelActId();
  const [changed, unchanged]: [string[], string[]] = [[], []];
  for (const clipId of clipIds) {
    const latest = store.labels.latest(clipId);
    const before = latest === undefined ? EMPTY_LABEL : contentOf(latest);
    const after = contentOf(change(before, clipId));
    if (same(before, after)) {
      unchanged.push(clipId);
      continue;
    }
    append(context, clipId, (latest?.version ?? 0) + 1, actId, after);
    changed.push(clipId);
  }
  return { actId, changed, unchanged };
}

function append(context: ActContext, clipId: string, version: number, actId: string, label: Label): void {
  const { store, rules, by, now } = context;
  const at = now();
  const draft: LabelOnRecord = {
    ...label,
    clipId,
    version,
    actId,
    rulebook: rules.rulebook.id,
    complete: false,
    by,
    at,
  };
  const complete = isLabelled(rules.rulebook.label, labelVersion(draft));
  const written: LabelOnRecord = { ...draft, complete };
  const { seq } = store.log.append('label.put', written as unknown as { readonly [key: string]: Json }, { clipId });
  store.labels.add({ ...written, entry: seq });
}

const same = (a: Label, b: Label): boolean => JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));

const ordered = (label: Label): unknown => ({
  ...label,
  fields: Object.entries(label.fields).sort(([a], [b]) => (a < b ? -1 : 1)),
});

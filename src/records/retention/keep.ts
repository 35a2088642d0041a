/**
 * Retention on record, brought up to date with the facts of clips. What ever kept a clip is kept beside it and only
 * grows; whenever it grows, the custody log says so. What was disposed of is not judged any more.
 */
import type { Json } from '../../domain/canonical-json.js';
import type { KeptReason } from '../../policy/retention/kept.js';
import type { RetentionOnRecord } from '../../store/repositories/retention.js';
import type { ActContext } from '../act.js';
import type { Keeper } from '../after-change.js';
import type { ClipFactsOnRecord } from '../clips/facts-of-clip.js';
import { reachClips } from '../holds/reach.js';
import { judge, rulesDigest } from './judge.js';

export const keepRetention: Keeper = (context, clips) => {
  const { store, rules, now } = context;
  const ids = clips.map(({ clip }) => clip.id);
  const disposed = store.disposals.among(ids);
  const standing = clips.filter(({ clip }) => !disposed.has(clip.id));
  reachClips(context, standing);
  const [before, holds] = [store.retention.of(ids), store.holds.ofClips(ids)];
  const digest = rulesDigest(rules);
  for (const { clip, facts } of standing) {
    const old = before.get(clip.id);
    const { verdict, kept, floor } = judge(rules, facts, holds.get(clip.id) ?? [], old?.kept ?? []);
    const row: RetentionOnRecord = {
      clipId: clip.id,
      class: verdict.class,
      until: verdict.until,
      earliest: verdict.earliestDisposal,
      floor,
      reasons: verdict.reasons,
      kept,
      rules: digest,
      judgedAt: now(),
    };
    if (old !== undefined && isSame(old, row)) continue;
    store.retention.put(row);
    const grown = newIn(kept, old?.kept ?? []);
    if (grown.length > 0) decided(context, clip.id, row, grown);
  }
};

/** @param grown what keeps the clip now and did not before, or did not as long */
function decided(
  { store, rules, by }: ActContext,
  clipId: string,
  row: RetentionOnRecord,
  grown: readonly KeptReason[],
) {
  const { class: ofClass, until, floor } = row;
  const told = { class: ofClass, until, settledUntil: floor, rulebook: rules.rulebook.id, rules: row.rules };
  store.log.append('retention.decided', { ...told, grown: grown as unknown as Json, by }, { clipId });
}

function newIn(kept: readonly KeptReason[], before: readonly KeptReason[]): readonly KeptReason[] {
  const known = new Set(before.map((one) => JSON.stringify(one)));
  return kept.filter((one) => !known.has(JSON.stringify(one)));
}

/** When it was judged makes no difference. */
const isSame = (a: RetentionOnRecord, b: RetentionOnRecord): boolean =>
  JSON.stringify(a) === JSON.stringify({ ...b, judgedAt: a.judgedAt });

/** The rows of clips, brought up to date on the spot: what a decision about them rests on. */
export function retentionNow(
  context: ActContext,
  clips: readonly ClipFactsOnRecord[],
): ReadonlyMap<string, RetentionOnRecord> {
  keepRetention(context, clips);
  return context.store.retention.of(clips.map(({ clip }) => clip.id));
}

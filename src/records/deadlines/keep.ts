/** The deadlines of stored clips, worked out whenever facts or rules change. */
import type { Instant } from '../../domain/time.js';
import { evaluateDeadlines } from '../../policy/deadlines/evaluate.js';
import { settledState } from '../../policy/deadlines/settle.js';
import type { DeadlineVerdict } from '../../policy/deadlines/verdict.js';
import type { DeadlineOnRecord } from '../../store/repositories/deadlines.js';
import type { Repositories } from '../../store/station-store.js';
import type { Keeper } from '../after-change.js';
import type { ClipFactsOnRecord } from '../clips/facts-of-clip.js';
import { outingOf, windowsOf } from '../clips/recorded-within.js';
import { distinct } from '../clips/said.js';

export const keepDeadlines: Keeper = ({ store, rules, now }, clips) => {
  const officerOf = officers(store, clips);
  const at: Instant = now();
  for (const { clip, facts } of clips) {
    const verdicts = evaluateDeadlines(rules.rulebook, facts, at, rules.calendar);
    store.deadlines.replace(
      { clipId: clip.id, cameraId: clip.cameraId, activityId: clip.activityId, officer: officerOf(clip) },
      verdicts.map(onRecord),
    );
  }
};

const onRecord = (verdict: DeadlineVerdict): DeadlineOnRecord => ({
  rule: verdict.rule,
  due: verdict.due,
  doneAt: verdict.doneAt,
  provisional: verdict.provisional,
  blocked: verdict.blocked,
  settled: settledState(verdict),
  estimated: verdict.estimated,
  moment: verdict.anchor?.moment ?? null,
  momentAt: verdict.anchor?.at ?? null,
});

/** Whose recording it is: who had the camera out by the ledger, else who it is by the camera's own account. */
function officers(
  store: Repositories,
  clips: readonly ClipFactsOnRecord[],
): (clip: ClipFactsOnRecord['clip']) => string | null {
  const outings = store.movements.outings(distinct(clips.map(({ clip }) => clip.cameraId)));
  const told = store.deadlines.officersOf(clips.map(({ clip }) => clip.id));
  const windows = windowsOf(
    store,
    clips.map(({ clip }) => clip),
  );
  return (clip) =>
    outingOf(outings.get(clip.cameraId), clip, windows.get(clip.id))?.issue.officer ?? told.get(clip.id) ?? null;
}

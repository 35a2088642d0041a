/** What a run of `bwc verify` found goes on record, clip by clip, and is taken back only by a later run on record. */
import type { Finding } from '../../store/verify/finding.js';
import type { ClipFinding } from '../../store/verify/clip-findings.js';
import type { VerifySummary } from '../../store/verify/verify-station.js';
import type { ActContext } from '../act.js';
import { clipsChanged } from '../after-change.js';

/** Findings of the station as a whole are counted in the run's own entry. What is open already is not said twice. */
export function recordFindings(context: ActContext, findings: readonly ClipFinding[]): void {
  const { store } = context;
  store.transaction(() => {
    const changed = new Set<string>();
    for (const { clips, ...finding } of findings)
      for (const clip of clips) if (recordFinding(context, clip, finding)) changed.add(clip);
    clipsChanged(context, changed);
  });
}

function recordFinding({ store, by, now }: ActContext, clipId: string, found: Finding): boolean {
  const { kind, subject, detail } = found;
  const isSame = (f: Finding): boolean => f.kind === kind && f.subject === subject && f.detail === detail;
  if (store.findings.openOf(clipId).some((f) => isSame(f as Finding))) return false;
  const told = { kind, subject, detail, by, at: now() };
  const { seq } = store.log.append('finding.recorded', told, { clipId });
  store.findings.add({ ...told, clipId, entry: seq });
  return true;
}

/** The end of a run, after its findings. */
export function recordVerification(context: ActContext, { settled, ...summary }: VerifySummary): void {
  const { store, by, now } = context;
  store.transaction(() => {
    const verified = store.log.append('store.verified', { by, ...summary }).seq;
    const changed = new Set<string>();
    for (const id of settled) {
      const finding = store.findings.getOpen(id);
      if (finding === undefined) continue;
      const { clipId, entry: recorded, kind } = finding;
      if (kind.startsWith('archive.')) store.clearAlarm('archive.altered', clipId);
      const told = { verified, by, at: now() };
      const { seq } = store.log.append('finding.settled', { finding: id, recorded, ...told }, { clipId });
      store.findings.settle(id, { ...told, entry: seq });
      changed.add(clipId);
    }
    clipsChanged(context, changed);
  });
  if (summary.findings > 0) store.raiseAlarm('store.finding', 'verify', { findings: summary.findings });
  else if (summary.complete) store.clearAlarm('store.finding', 'verify');
}

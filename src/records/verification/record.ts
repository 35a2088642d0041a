/** What a run of `bwc verify` found goes on record, of each clip and of the station as a whole, and is taken back only by a later run on record. */
import type { FindingOnRecord } from '../../store/repositories/findings.js';
import type { Finding } from '../../store/verify/finding.js';
import type { ClipFinding } from '../../store/verify/clip-findings.js';
import type { VerifySummary } from '../../store/verify/verify-station.js';
import type { ActContext } from '../act.js';
import { clipsChanged } from '../after-change.js';

/** What is open already is not said twice. */
export function recordFindings(context: ActContext, findings: readonly ClipFinding[]): void {
  const { store } = context;
  store.transaction(() => {
    const changed = new Set<string>();
    const ofStation = new Set(store.findings.openOfStation().map(thatOf));
    for (const { clips, ...finding } of findings) {
      if (clips.length === 0 && !ofStation.has(thatOf(finding))) {
        record(context, null, finding);
        ofStation.add(thatOf(finding));
      }
      for (const clip of clips) {
        if (store.findings.openOf(clip).some((f) => thatOf(f) === thatOf(finding))) continue;
        record(context, clip, finding);
        changed.add(clip);
      }
    }
    clipsChanged(context, changed);
  });
}

const thatOf = ({ kind, subject, detail }: Pick<FindingOnRecord, 'kind' | 'subject' | 'detail'>): string =>
  JSON.stringify([kind, subject, detail]);

/** @param clipId null where it is about the station as a whole */
function record({ store, by, now }: ActContext, clipId: string | null, { kind, subject, detail }: Finding): void {
  const told = { kind, subject, detail, by, at: now() };
  const { seq } = store.log.append('finding.recorded', told, clipId === null ? {} : { clipId });
  store.findings.add({ ...told, clipId, entry: seq });
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
      if (clipId !== null && kind.startsWith('archive.')) store.clearAlarm('archive.altered', clipId);
      const told = { verified, by, at: now() };
      const { seq } = store.log.append(
        'finding.settled',
        { finding: id, recorded, ...told },
        clipId === null ? {} : { clipId },
      );
      store.findings.settle(id, { ...told, entry: seq });
      if (clipId !== null) changed.add(clipId);
    }
    clipsChanged(context, changed);
  });
  if (summary.findings > 0) store.raiseAlarm('store.finding', 'verify', { findings: summary.findings });
  else if (summary.complete) store.clearAlarm('store.finding', 'verify');
}

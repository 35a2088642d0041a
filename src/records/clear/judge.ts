/** What keeps a clip's original on the station's own disk, by what is on record of it just now. */
import type { ClearBar } from '../../domain/clear.js';
import type { Instant } from '../../domain/time.js';
import { mayClear } from '../../policy/clear/may-clear.js';
import { labelDone } from '../../policy/deadlines/label-done.js';
import { holds } from '../../policy/retention/hold.js';
import type { RulesInForce } from '../../policy/rules-in-force.js';
import { originalProblem } from '../../store/disposal/files-of-clip.js';
import type { Repositories, StationStore } from '../../store/station-store.js';
import { factsOfClip } from '../clips/facts-of-clip.js';

export interface ClearSettings {
  /** So long everything stays, counted from storing. */
  readonly keepDays: number;
  /** Whether a preview of it is being made just now: whoever makes it reads the file. */
  readonly making: (clipId: string) => boolean;
}

/**
 * Whether it is cleared already is not asked.
 * @param archived every archive that has to have it is proven to
 * @throws BwcError `bwc.store.not_found`
 */
export function judgeClear(
  store: Repositories & Pick<StationStore, 'paths'>,
  { rulebook }: RulesInForce,
  settings: ClearSettings,
  clipId: string,
  archived: boolean,
  now: Instant,
): readonly ClearBar[] {
  const facts = factsOfClip(store, clipId);
  const clip = store.clips.get(clipId);
  const [onRecord] = store.clipFacts.some([clipId]);
  if (clip === undefined || onRecord === undefined) return ['notArchived'];
  const ofCase = onRecord.caseId === null ? undefined : store.cases.latest(onRecord.caseId);
  return mayClear(
    { caseCopy: rulebook.records.unitKeepsCaseCopy?.value === true, keepDays: settings.keepDays },
    {
      disposed: store.disposals.get(clipId) !== undefined,
      cleared: false,
      gate: store.gateBars.of([clipId]).get(clipId) ?? null,
      labelled: labelDone(rulebook.label, facts.labels).doneAt !== null,
      stateSecret: facts.secrecy.includes('stateSecret'),
      held: (store.holds.ofClips([clipId]).get(clipId) ?? []).some(holds),
      case: ofCase === undefined ? null : ofCase.closedAt === null ? 'open' : 'closed',
      findings: store.findings.openOf(clipId).length + store.archiveFindings.openOf(clipId).length,
      problem: originalProblem(store, clipId),
      proposed: store.disposals.openProposalOf(clipId) !== undefined,
      describing: clip.media.state === 'pending',
      making: settings.making(clipId),
      shared: store.cleared.isSidecar(clip.sha256),
      hereSince: store.cleared.fetchedAt(clip.sha256) ?? clip.storedAt,
      archived,
    },
    now,
  );
}

/** What erasing puts on record: rows and custody entries, each act in one transaction. */
import type { Json } from '../../domain/canonical-json.js';
import type { CustodyKind } from '../../domain/custody.js';
import type { EraseOutcome, EraseTally } from '../../domain/erase.js';
import { sourceKey } from '../../domain/source-key.js';
import { pathJson } from '../../domain/source-path.js';
import type { Instant } from '../../domain/time.js';
import type { EntryRow } from '../../store/repositories/visit-entries.js';
import type { StationStore } from '../../store/station-store.js';
import type { HeldBy } from '../judge-archived.js';
import type { EraseDecision } from './decide.js';
import type { ErasedVisit } from './facts.js';

type Allowed = Extract<EraseDecision, { may: true }>;

const KINDS: Readonly<Record<EraseOutcome, CustodyKind>> = {
  erased: 'clip.erased',
  refused: 'clip.erase_refused',
  unconfirmed: 'clip.erase_unconfirmed',
  gone: 'clip.erase_settled',
  still_there: 'clip.erase_settled',
};

/** Before the camera is asked: with the whole proof. To be called in the transaction that decided. @returns its number */
export function begun(
  { log, erasures }: StationStore,
  visit: ErasedVisit,
  entry: EntryRow,
  { proof, basis, authorised, clipId, heldBy }: Allowed,
  at: Instant,
): number {
  const { mediumId, cameraId } = visit;
  const about = {
    cameraId,
    mediumId,
    part: entry.class === 'sidecar' ? ('sidecar' as const) : ('clip' as const),
    sourceKey: sourceKey(mediumId, entry),
    bytes: entry.bytes,
    stamp: entry.stamp,
    sha256: proof.sha256,
    basis,
    at,
  };
  const { by, on, reference } = authorised;
  const { seq } = log.append(
    'clip.erase_begun',
    { ...about, path: pathJson(entry.path), authorised: { by, on, reference }, heldBy: heldBy.map(heldJson) },
    { visitId: visit.id, clipId },
  );
  return erasures.begin({
    ...about,
    visitId: visit.id,
    clipId,
    path: entry.path,
    authorisedBy: by,
    authorisedOn: on,
    entry: seq,
  });
}

const heldJson = ({ target, archiveId, objects, checkpointSize, receipt }: HeldBy): Json => ({
  target,
  archive: archiveId,
  checkpoint: checkpointSize,
  receipt: receipt === null ? null : { witness: receipt.witness, size: receipt.size, entry: receipt.entry },
  objects: objects.map(({ part, key, objectVersion, sha256, readBack, retainUntil, entry, lockEntry }) => ({
    part,
    key,
    objectVersion,
    sha256,
    readBack,
    retainUntil,
    entry,
    lockEntry,
  })),
});

export interface OutcomeSeen {
  readonly outcome: EraseOutcome;
  readonly code: string | null;
  readonly reason: string | null;
}

export function ended(
  store: StationStore,
  visitId: string,
  erasure: { readonly id: number; readonly clipId: string; readonly path: Json },
  seen: OutcomeSeen,
  at: Instant,
): void {
  store.transaction(() => {
    const { seq } = store.log.append(
      KINDS[seen.outcome],
      { erasure: erasure.id, path: erasure.path, ...seen, at },
      { visitId, clipId: erasure.clipId },
    );
    store.erasures.outcome({ erasure: erasure.id, visitId, ...seen, at, entry: seq });
  });
}

/** How the erasing of a visit ended. @param trouble whether people have to be told that something was in the way */
export function roundEnded(
  store: StationStore,
  { id: visitId, cameraId }: ErasedVisit,
  tally: EraseTally,
  trouble: boolean,
  at: Instant,
): void {
  store.transaction(() => {
    const told = JSON.parse(JSON.stringify(tally)) as { readonly [key: string]: Json };
    const { seq } = store.log.append('visit.erased', { cameraId, tally: told, at }, { visitId });
    store.erasures.addRound({ visitId, cameraId, tally, at, entry: seq });
    if (trouble) store.raiseAlarm('camera.not_erased', cameraId, { visitId, ...told });
    else store.clearAlarm('camera.not_erased', cameraId);
  });
}

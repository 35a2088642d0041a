/** What is on record of a file that a visit found on its camera, as the decision to erase asks it. */
import { sourceKey } from '../../domain/source-key.js';
import type { Instant } from '../../domain/time.js';
import { holds } from '../../policy/retention/hold.js';
import type { EntryRow } from '../../store/repositories/visit-entries.js';
import type { Repositories } from '../../store/station-store.js';
import { archivedOf } from '../archived.js';
import type { RequiredArchive } from '../judge-archived.js';
import type { CameraFacts, EraseFacts, KeptFacts } from './decide.js';

/** A visit whose listing is on record. */
export interface ErasedVisit {
  readonly id: string;
  readonly cameraId: string;
  readonly mediumId: string;
}

export interface AskedOf {
  readonly archives: readonly RequiredArchive[];
  readonly now: Instant;
}

/** Null for a visit without a camera whose files were within reach. */
export function visitToErase(store: Repositories, visitId: string): ErasedVisit | null {
  const cameraId = store.visits.get(visitId)?.cameraId ?? null;
  const mediumId = store.visits.mediumOf(visitId);
  return cameraId === null || mediumId === undefined ? null : { id: visitId, cameraId, mediumId };
}

export const cameraFacts = (store: Repositories, { id, cameraId }: ErasedVisit): CameraFacts => ({
  isCamera: store.visits.get(id)?.sourceType === 'camera',
  can: store.visits.erasableOf(id),
  failures: store.erasures.failuresOfCamera(cameraId),
});

/** @param clipErased for a file beside a clip: whether that clip was taken off; null for a clip */
export function eraseFacts(
  store: Repositories,
  visit: ErasedVisit,
  camera: CameraFacts,
  entry: EntryRow,
  clipErased: boolean | null,
  asked: AskedOf,
): EraseFacts {
  const key = sourceKey(visit.mediumId, entry);
  const sighted = store.clips.sightedAs(key, visit.id, entry.index) ?? null;
  const beside = clipErased === null ? store.entries.sidecarsOf(visit.id, entry.index) : [];
  return {
    camera,
    file: {
      bytes: entry.bytes,
      locked: entry.locked,
      sighted,
      failures: store.erasures.failuresOfFile(key),
      unsettled: store.erasures.isOpen(key),
      sidecarsStored: beside.every(({ state }) => state === 'stored' || state === 'already_known'),
    },
    kept: sighted === null ? null : keptFacts(store, sighted, clipErased !== null, asked),
    clipErased,
  };
}

function keptFacts(
  store: Repositories,
  sighted: { readonly sha256: string; readonly clipId: string },
  isSidecar: boolean,
  { archives, now }: AskedOf,
): KeptFacts | null {
  const { clipId } = sighted;
  const clip = store.clips.get(clipId);
  const content = isSidecar ? store.clips.sidecarsOf(clipId).find((s) => s.sha256 === sighted.sha256) : clip;
  if (clip === undefined || content === undefined) return null;
  const { sha256, bytes } = content;
  const readBack = store.originals.get(sha256)?.readBack;
  return {
    clipId,
    sha256,
    bytes,
    verified: readBack === 'direct' && clip.state === 'verified',
    locked: clip.locked,
    held: (store.holds.ofClips([clipId]).get(clipId) ?? []).some(holds),
    finding: store.findings.openOf(clipId).length + store.archiveFindings.openOf(clipId).length > 0,
    disposed: store.disposals.get(clipId) !== undefined,
    archived: () => archivedOf(store, clipId, archives, now),
  };
}

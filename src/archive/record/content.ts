/** What is on record of a clip, gathered for the archive. Follows from the database alone, and in one order. */
import { BwcError } from '../../domain/errors.js';
import type { Json } from '../../domain/canonical-json.js';
import { originOf, type Repositories } from '../../store/station-store.js';
import type { StationMarker } from '../../store/marker.js';
import type { RecordContent, RecordVerdicts } from './schema.js';

/** @throws BwcError `bwc.store.not_found` */
export function recordContent(
  store: Repositories & { readonly marker: StationMarker },
  clipId: string,
  verdicts: RecordVerdicts,
): RecordContent {
  const clip = store.clips.get(clipId);
  const source = clip && store.clipSources.of(clip.id);
  if (clip === undefined || source === undefined)
    throw new BwcError('bwc.store.not_found', `there is no clip ${clipId}`, { id: clipId });
  const { id, kind, sha256, sm3, bytes, state, readBack, storedAt, storedPath, important, encrypted, locked } = clip;
  const visit = store.visits.get(clip.visit);
  const activities = store.activities.ever(id);
  const cases = store.cases.ever(id);
  const holds = store.holds.ofClips([id]).get(id) ?? [];
  const activityIds = ids(activities.map((m) => m.activityId));
  const caseIds = ids(cases.map((m) => m.caseId));
  const { approvals, consents } = store;
  return {
    station: { id: store.marker.stationId, origin: originOf(store.marker) },
    clip: {
      ...{ id, kind, sha256, sm3, bytes, state, readBack, storedAt, storedPath, important, encrypted, locked },
      recovered: store.originals.get(sha256)?.recovered ?? false,
      visit: clip.visit,
      note: clip.note,
    },
    source: {
      type: clip.sourceType,
      camera: clip.cameraId,
      serial: clip.camera,
      medium: store.visits.mediumOf(clip.visit) ?? null,
      officerNo: clip.officerNo,
      identity: json(visit?.identity),
      ...source,
    },
    sightings: store.clipSources.sightings(id),
    times: json(clip.times),
    clocks: { camera: json(visit?.clock), station: json(visit?.stationClock) },
    media: { ...clip.media, durationMs: clip.durationMs, facts: json(clip.media.facts) },
    recording: { id: clip.recording, gapBeforeMs: clip.gapBeforeMs },
    sidecars: store.clipSources.sidecars(id),
    labels: store.labels.versions(id).map(json),
    names: store.names.versions(id).map(json),
    activities: activities.map((m) => json({ ...m, versions: store.activities.versions(m.activityId) })),
    cases: cases.map((m) => json({ ...m, versions: store.cases.versions(m.caseId) })),
    statements: store.statements.said({ kind: 'clip', id }).map(json),
    holds: holds.map(json),
    approvals: [
      ...approvals.of('clip', [id]),
      ...approvals.of('activity', activityIds),
      ...approvals.of('case', caseIds),
      ...approvals.of('hold', ids(holds.map((h) => h.id))),
    ].map(json),
    consents: [consents.of('clip', [id]), consents.of('activity', activityIds)].flatMap((found) =>
      [...found.values()].flat().map(json),
    ),
    findings: store.findings.openOf(id).map(json),
    disposal: json(store.disposals.get(id)),
    verdicts,
  };
}

const ids = (all: readonly string[]): string[] => [...new Set(all)];

/** As JSON has it; what is not there is null. */
const json = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null)) as Json;

/** Clips as a search shows them: what is on record of each in a line. */
import type { ClipView } from '../../domain/clip.js';
import type { Officer, TextField } from '../../store/repositories/labels.js';
import type { Repositories } from '../../store/station-store.js';

export interface SearchRow extends Pick<
  ClipView,
  | 'id'
  | 'sha256'
  | 'kind'
  | 'state'
  | 'start'
  | 'end'
  | 'durationMs'
  | 'storedAt'
  | 'bytes'
  | 'camera'
  | 'cameraId'
  | 'label'
  | 'name'
  | 'sourcePath'
  | 'activity'
  | 'case'
  | 'thumbnail'
> {
  /** By the ledger, else as the camera or the name of the file has it. */
  readonly officer: string | null;
  /** As the label names them. */
  readonly officers: readonly string[];
  readonly party: string | null;
  readonly place: string | null;
  readonly unit: string | null;
  readonly category: string | null;
  readonly content: string | null;
  /** Kind of the activity. */
  readonly event: string | null;
  readonly caseNumber: string | null;
  readonly important: boolean;
  readonly disposed: boolean;
  /** Its original lies at an archive only. */
  readonly cleared: boolean;
}

/** In the order of the ids. */
export function searchRows(store: Repositories, ids: readonly string[]): SearchRow[] {
  const sources = new Map(store.searchSources.some(ids).map((s) => [s.id, s]));
  const disposed = store.disposals.among(ids);
  return ids.flatMap((id) => {
    const [clip, source] = [store.clips.get(id), sources.get(id)];
    if (clip === undefined || source === undefined) return [];
    const fields = (source.fields === null ? {} : JSON.parse(source.fields)) as Partial<Record<TextField, string>>;
    const officers = (source.officers === null ? [] : JSON.parse(source.officers)) as Officer[];
    return [
      {
        id,
        sha256: clip.sha256,
        kind: clip.kind,
        state: clip.state,
        start: clip.start,
        end: clip.end,
        durationMs: clip.durationMs,
        storedAt: clip.storedAt,
        bytes: clip.bytes,
        camera: clip.camera,
        cameraId: clip.cameraId,
        label: clip.label,
        name: clip.name,
        sourcePath: clip.sourcePath,
        activity: clip.activity,
        case: clip.case,
        thumbnail: clip.thumbnail,
        officer: source.officer ?? source.officerNo,
        officers: officers.map((o) => o.name),
        party: fields.party ?? source.caseParty,
        place: fields.address ?? source.activityPlace,
        unit: fields.unit ?? source.activityUnit,
        category: fields.category ?? null,
        content: fields.inspectionContent ?? source.activityTitle,
        event: source.activityKind,
        caseNumber: source.caseNumber ?? fields.caseNumber ?? null,
        important: (source.important ?? source.marked) !== 0,
        disposed: disposed.has(id),
        cleared: clip.cleared !== null,
      },
    ];
  });
}

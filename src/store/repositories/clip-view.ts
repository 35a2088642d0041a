/** A clip's row with what is looked up for it, as the station shows it. */
import type { ClipKind, ClipState, ClipTimes, ClipView, MediaState, ReadBack } from '../../domain/clip.js';
import type { PreviewState } from '../../domain/preview.js';

export interface ClipRecord {
  id: string;
  sha256: string;
  sm3: string | null;
  bytes: number;
  kind: ClipKind;
  state: ClipState;
  camera_serial: string | null;
  camera_id: string;
  officer_no: string | null;
  owner: string | null;
  source_type: string;
  source_path: string;
  source_path_raw: string | null;
  stored_path: string;
  stored_at: string;
  start_at: string | null;
  end_at: string | null;
  duration_ms: number | null;
  recording_id: string | null;
  gap_before_ms: number | null;
  visit_id: string;
  important: number;
  encrypted: number;
  locked: number | null;
  read_back: ReadBack;
  times: string | null;
  media_state: MediaState;
  media_reason: string | null;
  media: string | null;
  thumbnail: string | null;
  preview: PreviewState | null;
  note: string | null;
  labelled: number | null;
  name: string | null;
  activity_id: string | null;
  case_id: string | null;
  cleared_target: string | null;
  cleared_at: string | null;
}

/** @param clips a table or a subquery with the columns of one */
export const selectFrom = (clips: string): string => `
  SELECT c.*, o.sm3, o.read_back, (SELECT max(complete) FROM label_versions l WHERE l.clip_id = c.id) AS labelled,
    (SELECT officer FROM deadlines d WHERE d.clip_id = c.id AND d.officer IS NOT NULL LIMIT 1) AS owner,
    (SELECT name FROM name_versions n WHERE n.clip_id = c.id AND n.form = 'storage' ORDER BY version DESC LIMIT 1) AS name,
    (SELECT state FROM previews p WHERE p.clip_id = c.id) AS preview,
    (SELECT activity_id FROM activity_members m WHERE m.clip_id = c.id AND m.left_at IS NULL) AS activity_id,
    (SELECT case_id FROM case_clips k WHERE k.clip_id = c.id AND k.left_at IS NULL) AS case_id,
    x.target AS cleared_target, x.cleared_at
  FROM ${clips} c JOIN originals o ON o.sha256 = c.sha256
  LEFT JOIN cleared_originals x ON x.sha256 = c.sha256 AND x.returned_at IS NULL`;

export const toView = (r: ClipRecord): ClipView => ({
  id: r.id,
  sha256: r.sha256,
  sm3: r.sm3,
  bytes: r.bytes,
  kind: r.kind,
  state: r.state,
  camera: r.camera_serial,
  cameraId: r.camera_id,
  officerNo: r.officer_no,
  owner: r.owner ?? r.officer_no,
  sourceType: r.source_type,
  sourcePath: r.source_path,
  sourcePathBase64: r.source_path_raw,
  storedPath: r.stored_path,
  storedAt: r.stored_at,
  start: r.start_at,
  end: r.end_at,
  durationMs: r.duration_ms,
  recording: r.recording_id,
  gapBeforeMs: r.gap_before_ms,
  visit: r.visit_id,
  important: r.important !== 0,
  encrypted: r.encrypted !== 0,
  locked: r.locked === null ? null : r.locked !== 0,
  readBack: r.read_back,
  times: r.times === null ? null : (JSON.parse(r.times) as ClipTimes),
  media: {
    state: r.media_state,
    reason: r.media_reason,
    facts: r.media === null ? null : (JSON.parse(r.media) as unknown),
  },
  thumbnail: r.thumbnail,
  preview: r.preview,
  note: r.note,
  label: r.labelled === null ? 'none' : r.labelled === 0 ? 'incomplete' : 'complete',
  name: r.name,
  activity: r.activity_id,
  case: r.case_id,
  cleared: r.cleared_target === null || r.cleared_at === null ? null : { target: r.cleared_target, at: r.cleared_at },
});

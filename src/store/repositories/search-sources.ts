/** Everything on record that clips are found by, many clips at a time. */
import type { ClipKind, ClipState } from '../../domain/clip.js';
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

export interface SearchSource {
  readonly id: string;
  readonly bytes: number;
  readonly kind: ClipKind;
  readonly state: ClipState;
  readonly cameraId: string;
  readonly cameraSerial: string | null;
  readonly officerNo: string | null;
  /** By the ledger of cameras given out. */
  readonly officer: string | null;
  /** Corrected start, or the time of storing where that is unknown. */
  readonly sortAt: Instant;
  readonly sourcePath: string;
  readonly visitId: string;
  /** The officer pressed the camera's key for important footage. */
  readonly marked: number;
  readonly name: string | null;
  /** Of the latest label; JSON as the labels' table has it. Null where there is none. */
  readonly fields: string | null;
  readonly officers: string | null;
  readonly witnesses: string | null;
  readonly goods: string | null;
  readonly important: number | null;
  readonly labelNote: string | null;
  /** Whether any version had all that its rulebook asks of a label; null where there is no label. */
  readonly complete: number | null;
  readonly activityId: string | null;
  readonly activityKind: string | null;
  readonly activityTitle: string | null;
  readonly activityUnit: string | null;
  readonly activityPlace: string | null;
  readonly caseId: string | null;
  readonly caseKind: string | null;
  readonly caseNumber: string | null;
  readonly caseParty: string | null;
  readonly caseStage: string | null;
}

const SELECT = `
  SELECT c.id, c.bytes, c.kind, c.state, c.camera_id AS cameraId, c.camera_serial AS cameraSerial, c.officer_no AS officerNo,
    (SELECT d.officer FROM deadlines d WHERE d.clip_id = c.id AND d.officer IS NOT NULL LIMIT 1) AS officer,
    c.sort_at AS sortAt, c.source_path AS sourcePath, c.visit_id AS visitId, c.important AS marked,
    (SELECT name FROM name_versions n WHERE n.clip_id = c.id AND n.form = 'storage' ORDER BY version DESC LIMIT 1) AS name,
    l.fields, l.officers, l.witnesses, l.goods, l.important, l.note AS labelNote,
    (SELECT max(complete) FROM label_versions x WHERE x.clip_id = c.id) AS complete,
    m.activity_id AS activityId, a.kind AS activityKind, a.title AS activityTitle, a.unit AS activityUnit, a.place AS activityPlace,
    k.case_id AS caseId, v.kind AS caseKind, v.number AS caseNumber, v.party AS caseParty, v.stage AS caseStage
  FROM clips c
  LEFT JOIN label_versions l ON l.clip_id = c.id AND l.version = (SELECT max(version) FROM label_versions x WHERE x.clip_id = c.id)
  LEFT JOIN activity_members m ON m.clip_id = c.id AND m.left_at IS NULL
  LEFT JOIN activity_versions a ON a.activity_id = m.activity_id
    AND a.version = (SELECT max(version) FROM activity_versions x WHERE x.activity_id = m.activity_id)
  LEFT JOIN case_clips k ON k.clip_id = c.id AND k.left_at IS NULL
  LEFT JOIN case_versions v ON v.case_id = k.case_id
    AND v.version = (SELECT max(version) FROM case_versions x WHERE x.case_id = k.case_id)`;

export class SearchSources {
  readonly #some;
  readonly #recorders;

  constructor(db: Db) {
    this.#some = db.prepare<[string], SearchSource>(
      `${SELECT} WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY c.sort_at, c.id`,
    );
    this.#recorders = db.prepare<[string], { activity: string; officer: string }>(
      `SELECT DISTINCT m.activity_id AS activity, k.officer_no AS officer FROM activity_members m JOIN clips k ON k.id = m.clip_id
       WHERE m.left_at IS NULL AND k.officer_no IS NOT NULL AND m.activity_id IN (SELECT value FROM json_each(?))
       ORDER BY 1, 2`,
    );
  }

  /** In the order of their recording. */
  some(clipIds: readonly string[]): SearchSource[] {
    return this.#some.all(JSON.stringify(clipIds));
  }

  /** Numbers of the officers who recorded anything in each activity. */
  recorders(activityIds: readonly string[]): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    for (const { activity, officer } of this.#recorders.all(JSON.stringify(activityIds)))
      found.set(activity, [...(found.get(activity) ?? []), officer]);
    return found;
  }
}

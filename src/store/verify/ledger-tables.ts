/** Cameras checked, given out and taken back, consents and explanations: their rows by what their entries say. */
import { number, type RecordTable } from './verify-records.js';
import { asBody, type Body, type Expected } from './compare-row.js';

/** Entries of an older station do not say when something was entered. */
const ifSaid = (body: Body, key: string, column: string): Expected => (key in body ? { [column]: body[key] } : {});

export const LEDGER_TABLES: readonly RecordTable[] = [
  {
    table: 'receipts',
    kind: ['archive.receipt'],
    entry: 'entry',
    ordered: true,
    subject: "t.target || ' ' || t.size",
    expected: ({ body }) => ({
      target: body['target'],
      witness: body['witness'],
      size: body['size'],
      at: body['at'],
      note: body['note'],
    }),
  },
  {
    table: 'readiness_checks',
    kind: ['camera.checked'],
    entry: 'entry',
    ordered: true,
    subject: 't.camera_id',
    expected: ({ body, visitId }) => ({
      ...ifSaid(body, 'check', 'id'),
      camera_id: body['cameraId'],
      visit_id: visitId,
      occasion: body['occasion'],
      ...ifSaid(body, 'at', 'at'),
      rulebook: body['rulebook'],
      fit: number(body['fit']),
      facts: body['facts'],
      checks: body['checks'],
      by: body['by'],
    }),
  },
  {
    table: 'camera_movements',
    kind: ['camera.issued', 'camera.returned', 'camera.lost', 'camera.found', 'camera.faulty', 'camera.repaired'],
    entry: 'entry',
    ordered: true,
    subject: 't.camera_id',
    expected: ({ body }) => ({
      camera_id: body['cameraId'],
      act: body['act'],
      at: body['at'],
      officer: body['officer'],
      purpose: body['purpose'],
      back_by: body['backBy'],
      recorded: number(body['recorded']),
      reference: body['reference'],
      remark: body['remark'],
      check_id: body['checkId'],
      said_by: body['by'],
      ...ifSaid(body, 'saidAt', 'said_at'),
    }),
  },
  {
    table: 'consents',
    kind: ['deadline.consented'],
    entry: 'entry',
    ordered: true,
    subject: "t.subject_kind || ':' || t.subject_id",
    expected: ({ body }) => ({
      subject: body['subject'],
      role: body['role'],
      approver: body['approver'],
      reason: body['reason'],
      reference: body['reference'],
      at: body['at'],
      said_by: body['by'],
      ...ifSaid(body, 'saidAt', 'said_at'),
    }),
  },
  {
    table: 'explanations',
    kind: ['interruption.explained'],
    entry: 'entry',
    ordered: true,
    subject: 't.activity_id',
    expected: ({ body }) => {
      const heard = asBody(body['heard']);
      return {
        activity_id: body['activity'],
        interruption: body['interruption'],
        kind: body['kind'],
        cause: body['cause'],
        reference: body['reference'],
        clip_id: heard['clip'],
        offset_ms: heard['offsetMs'],
        at: body['at'],
        said_by: body['by'],
        ...ifSaid(body, 'saidAt', 'said_at'),
      };
    },
  },
  {
    table: 'archive_findings',
    kind: 'archive.finding',
    entry: 'entry',
    ordered: true,
    subject: "t.clip_id || ' ' || t.target",
    expected: ({ body, clipId }) => ({
      order_id: body['order'],
      target: body['target'],
      clip_id: clipId,
      kind: body['kind'],
      object_key: body['key'],
      version: body['objectVersion'],
      detail: body['detail'],
      lost: number(body['lost']),
      at: body['at'],
    }),
  },
  {
    table: 'archive_findings_settled',
    kind: 'archive.finding_settled',
    entry: 'entry',
    subject: "(SELECT f.clip_id || ' ' || f.target FROM archive_findings f WHERE f.id = t.finding_id)",
    expected: ({ body }) => ({ finding_id: body['finding'], at: body['at'], read_back: body['readBack'] }),
  },
];

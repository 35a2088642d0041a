/**
 * Holds what people put on record against the custody log. Each row names the entry that says the same: a row without
 * one, an entry without its row, and every column that differs are findings.
 */
import { decodeEntry, type CustodyEntry } from '../custody/entry.js';
import type { StationReader } from '../station-store.js';
import { asBody, compare, type Expected } from './compare-row.js';
import type { Finding } from './finding.js';

export interface RecordTable {
  readonly table: string;
  /** What custody entries of these rows are called. */
  readonly kind: string;
  /** Column with the number of the entry. */
  readonly entry: string;
  readonly expected: (entry: CustodyEntry) => Expected;
  /** Which rows of the table are of this kind; all are, where nothing is said. */
  readonly only?: string;
  /** Whether an entry of this kind has a row here; all have, where nothing is said. */
  readonly hasRow?: (entry: CustodyEntry) => boolean;
}

const number = (value: unknown): number | null => (typeof value === 'boolean' ? Number(value) : null);

const ended = (table: string, kind: string): RecordTable => ({
  table,
  kind,
  entry: 'left_entry',
  expected: ({ body, clipId }) => ({
    id: body['membership'],
    clip_id: clipId,
    left_at: body['at'],
    left_by: body['by'],
    left_why: body['why'],
  }),
});

const TABLES: readonly RecordTable[] = [
  {
    table: 'statements',
    kind: 'fact.stated',
    entry: 'entry',
    expected: ({ body }) => ({
      subject: body['subject'],
      fact: body['fact'],
      value: body['value'],
      source: body['source'],
      confidence: body['confidence'],
      why: body['why'],
      said_by: body['by'],
      said_at: body['at'],
    }),
  },
  {
    table: 'activity_versions',
    kind: 'activity.put',
    entry: 'entry',
    expected: ({ body: { id, ...said } }) => ({ activity_id: id, ...said }),
  },
  {
    table: 'activity_members',
    kind: 'activity.joined',
    entry: 'entry',
    expected: ({ body, clipId }) => ({
      activity_id: body['activityId'],
      clip_id: clipId,
      joined_at: body['at'],
      joined_by: body['by'],
      why: body['why'],
    }),
  },
  ended('activity_members', 'activity.left'),
  {
    table: 'case_versions',
    kind: 'case.put',
    entry: 'entry',
    expected: ({ body: { id, closedAt, ...said } }) => ({ case_id: id, closed_at: closedAt, ...said }),
  },
  {
    table: 'case_clips',
    kind: 'case.joined',
    entry: 'entry',
    expected: ({ body, clipId }) => ({
      case_id: body['caseId'],
      clip_id: clipId,
      joined_at: body['joinedAt'],
      joined_by: body['joinedBy'],
      filed_at: body['filedAt'],
      ordinal: body['ordinal'],
      record_item: body['recordItem'],
      why: body['why'],
    }),
  },
  ended('case_clips', 'case.left'),
  {
    table: 'label_versions',
    kind: 'label.put',
    entry: 'entry',
    expected: ({ body, clipId }) => ({
      clip_id: clipId,
      version: body['version'],
      act_id: body['actId'],
      fields: body['fields'],
      officers: body['officers'],
      witnesses: body['witnesses'],
      party_status: body['partyStatus'],
      refused_to_sign: number(body['refusedToSign']),
      secrecy: body['secrecy'],
      important: number(body['important']),
      case_id: body['caseId'],
      no_case_number: body['noCaseNumber'],
      note: body['note'],
      rulebook: body['rulebook'],
      complete: number(body['complete']),
      by: body['by'],
      at: body['at'],
    }),
  },
  {
    table: 'name_versions',
    kind: 'name.given',
    entry: 'entry',
    expected: ({ body, clipId }) => ({
      clip_id: clipId,
      form: body['form'],
      version: body['version'],
      scope: body['scope'],
      name: body['name'],
      label: body['label'],
      by: body['by'],
      at: body['at'],
    }),
  },
  {
    table: 'name_claims',
    kind: 'name.given',
    entry: 'entry',
    expected: ({ body, clipId }) => ({
      clip_id: clipId,
      form: body['form'],
      scope: body['scope'],
      number: body['number'],
      ...asBody(body['claim']),
    }),
    hasRow: ({ body }) => body['claim'] !== null,
  },
  {
    table: 'unit_versions',
    kind: 'unit.put',
    entry: 'entry',
    expected: ({ body: { id, closed, ...said } }) => ({ unit_id: id, closed: number(closed), ...said }),
  },
  {
    table: 'person_versions',
    kind: 'person.put',
    entry: 'entry',
    expected: ({ body: { id, unit, disabled, ...said } }) => ({
      person_id: id,
      unit_id: unit,
      disabled: number(disabled),
      ...said,
    }),
  },
];

export const verifyRecords = (reader: StationReader): Generator<Finding> => verifyTables(reader, TABLES);

export function* verifyTables(reader: StationReader, tables: readonly RecordTable[]): Generator<Finding> {
  for (const table of tables) {
    yield* rowsOf(reader, table);
    yield* entriesOf(reader, table);
  }
}

const SUBJECTS = ['clip_id', 'activity_id', 'case_id', 'subject', 'proposal_id', 'approval_id', 'id'];

const subjectOf = (table: string, row: Expected): string => {
  const named = SUBJECTS.map((column) => row[column]).find((value) => typeof value === 'string');
  return `${table} ${named ?? ''}`.trim();
};

function* rowsOf(
  reader: StationReader,
  { table, kind, entry, only, expected, hasRow }: RecordTable,
): Generator<Finding> {
  const subject = table === 'statements' ? ", t.subject_kind || ':' || t.subject_id AS subject" : '';
  // A row that was not ended has no such entry, and nothing else of an ending; statements of an older station have none.
  const optional = entry === 'left_entry' ? 'WHERE t.left_entry IS NOT NULL OR t.left_at IS NOT NULL' : '';
  const these = only === undefined ? optional : `WHERE ${only}`;
  const rows = reader.db.prepare<[], Expected & { entry_bytes: Buffer | null; entry_kind: string | null }>(
    `SELECT t.*${subject}, e.bytes AS entry_bytes, e.kind AS entry_kind FROM ${table} t
     LEFT JOIN custody_entries e ON e.seq = t.${entry} ${these}`,
  );
  for (const row of rows.iterate()) {
    const told = row.entry_kind === kind && row.entry_bytes !== null ? decodeEntry(row.entry_bytes) : undefined;
    const name = subjectOf(table, row);
    if (told === undefined || (hasRow !== undefined && !hasRow(told))) {
      yield { kind: 'row.unexpected', subject: name, detail: `no custody entry says so: ${kind}` };
    } else yield* compare(row, name, expected(told));
  }
}

function* entriesOf(reader: StationReader, { table, kind, entry, hasRow }: RecordTable): Generator<Finding> {
  const lost = reader.db.prepare<[string], { seq: number; bytes: Buffer }>(
    `SELECT e.seq, e.bytes FROM custody_entries e WHERE e.kind = ?
     AND NOT EXISTS (SELECT 1 FROM ${table} t WHERE t.${entry} = e.seq) ORDER BY e.seq`,
  );
  for (const { seq, bytes } of lost.iterate(kind)) {
    const told = decodeEntry(bytes);
    if (told !== undefined && hasRow?.(told) === false) continue;
    yield {
      kind: 'row.missing',
      subject: `${table} ${told?.clipId ?? ''}`.trim(),
      detail: `entry ${String(seq)} (${kind}) has no row`,
    };
  }
}

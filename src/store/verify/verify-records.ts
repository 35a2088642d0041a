/**
 * Holds what people put on record against the custody log. Each row names the entry that says the same: a row without
 * one, an entry without its row, and every column that differs are findings.
 */
import { decodeEntry, type CustodyEntry } from '../custody/entry.js';
import type { StationReader } from '../station-store.js';
import { asBody, compare, type Expected } from './compare-row.js';
import type { Finding } from './finding.js';
import { LEDGER_TABLES } from './ledger-tables.js';
import type { EntryCheck, VerifyPart } from './part.js';

export interface RecordTable {
  readonly table: string;
  /** What custody entries of these rows are called. */
  readonly kind: string | readonly string[];
  /** Column with the number of the entry. */
  readonly entry: string;
  readonly expected: (entry: CustodyEntry) => Expected;
  /** Where rows count in the order of their numbers (`id`): the log has the same order. */
  readonly ordered?: boolean;
  /** SQL that names what a row (`t`) is about; its own columns do, where nothing is said. */
  readonly subject?: string;
  /** Which rows of the table are of this kind; all are, where nothing is said. */
  readonly only?: string;
  /** Whether an entry of this kind has a row here; all have, where nothing is said. */
  readonly hasRow?: (entry: CustodyEntry) => boolean;
}

export const number = (value: unknown): number | null => (typeof value === 'boolean' ? Number(value) : null);

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
    ordered: true,
    subject: "t.subject_kind || ':' || t.subject_id",
    expected: ({ body }) => ({
      subject: body['subject'],
      fact: body['fact'],
      value: body['value'],
      from_at: body['from'] ?? null,
      until_at: body['until'] ?? null,
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
    ordered: true,
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
    ordered: true,
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
      // Entries of an older station have neither.
      goods: body['goods'] ?? [],
      services: body['services'] ?? [],
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
    table: 'findings',
    kind: 'finding.recorded',
    entry: 'entry',
    ordered: true,
    expected: ({ body, clipId }) => ({ ...body, clip_id: clipId ?? '' }),
  },
  {
    table: 'findings_settled',
    kind: 'finding.settled',
    entry: 'entry',
    subject: '(SELECT f.clip_id FROM findings f WHERE f.id = t.finding_id)',
    expected: ({ body: { finding, verified, by, at } }) => ({ finding_id: finding ?? null, verified, by, at }),
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
    table: 'camera_versions',
    kind: 'camera.put',
    entry: 'entry',
    expected: ({ body: { id, unit, retired, ...said } }) => ({
      camera_id: id,
      unit_id: unit,
      retired: number(retired),
      ...said,
    }),
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

/** @param reader whose database the part looks into */
export const recordsPart = (reader: StationReader): VerifyPart => tablesPart(reader, [...TABLES, ...LEDGER_TABLES]);

export function tablesPart(reader: StationReader, tables: readonly RecordTable[]): VerifyPart {
  return {
    entries: tables.map((table) => entriesOf(reader, table)),
    rows: function* () {
      for (const table of tables) yield* rowsOf(reader, table);
    },
  };
}

const kindsOf = ({ kind }: RecordTable): readonly string[] => (typeof kind === 'string' ? [kind] : kind);

const SUBJECTS = ['subject', 'clip_id', 'activity_id', 'case_id', 'proposal_id', 'approval_id', 'id'];

const subjectOf = (table: string, row: Expected): string => {
  const named = SUBJECTS.map((column) => row[column]).find((value) => typeof value === 'string');
  return `${table} ${named ?? ''}`.trim();
};

function* rowsOf(reader: StationReader, of: RecordTable): Generator<Finding> {
  const { table, entry, only, expected, hasRow } = of;
  const [kinds, subject] = [kindsOf(of), of.subject === undefined ? '' : `, ${of.subject} AS subject`];
  // A row that was not ended has no such entry, and nothing else of an ending; statements of an older station have none.
  const optional = entry === 'left_entry' ? 'WHERE t.left_entry IS NOT NULL OR t.left_at IS NOT NULL' : '';
  const these = only === undefined ? optional : `WHERE ${only}`;
  const rows = reader.db.prepare<[], Expected & { entry_bytes: Buffer | null; entry_kind: string | null }>(
    `SELECT t.*${subject}, e.bytes AS entry_bytes, e.kind AS entry_kind FROM ${table} t
     LEFT JOIN custody_entries e ON e.seq = t.${entry} ${these} ${of.ordered === true ? 'ORDER BY t.id' : ''}`,
  );
  let last = -1;
  for (const row of rows.iterate()) {
    const told =
      kinds.includes(row.entry_kind ?? '') && row.entry_bytes !== null ? decodeEntry(row.entry_bytes) : undefined;
    const name = subjectOf(table, row);
    if (told === undefined || (hasRow !== undefined && !hasRow(told))) {
      const none = row[entry] === null ? 'it names no custody entry' : 'no custody entry says so';
      yield { kind: 'row.unexpected', subject: name, detail: `${none}: ${kinds.join(', ')}` };
      continue;
    }
    yield* compare(row, name, expected(told));
    // What was said last is in force: which came last is what the log says, not what the numbers say.
    if (of.ordered === true && told.seq < last)
      yield { kind: 'row.altered', subject: name, detail: `its number ${String(row['id'])} is out of the log’s order` };
    last = Math.max(last, told.seq);
  }
}

function entriesOf(reader: StationReader, of: RecordTable): EntryCheck {
  const { table, entry, hasRow } = of;
  const row = reader.db.prepare<[number], number>(`SELECT EXISTS (SELECT 1 FROM ${table} WHERE ${entry} = ?)`).pluck();
  return {
    kinds: kindsOf(of),
    check: function* (told) {
      if (hasRow?.(told) === false || row.get(told.seq) === 1) return;
      yield {
        kind: 'row.missing',
        subject: `${table} ${told.clipId ?? ''}`.trim(),
        detail: `entry ${String(told.seq)} (${told.kind}) has no row`,
      };
    },
  };
}

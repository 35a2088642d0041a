/**
 * Ledgers name the custody entry of each line. Lines of before are given theirs where the log leaves no doubt: as many
 * entries say exactly that as there are such lines, and both were written in the same order. The others stay without.
 */

/** @param same what the line says, and where its entry says it (a path into the entry) */
const link = (table: string, kinds: readonly string[], same: readonly (readonly [string, string])[]): string => {
  const told = same.map(([, path]) => `json_extract(entry, '${path}')`).join(', ');
  const has = same.map(([column]) => column).join(', ');
  return `
ALTER TABLE ${table} ADD COLUMN entry INTEGER;
DROP TRIGGER ${table}_no_update;
WITH
  entries AS (
    SELECT seq, CASE WHEN json_valid(CAST(bytes AS TEXT)) THEN CAST(bytes AS TEXT) END AS entry
    FROM custody_entries WHERE kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')})),
  said AS (SELECT seq, json_array(${told}) AS words FROM entries WHERE entry IS NOT NULL),
  numbered_said AS (SELECT seq, words, row_number() OVER (PARTITION BY words ORDER BY seq) AS nth,
    count(*) OVER (PARTITION BY words) AS many FROM said),
  lines AS (SELECT id, json_array(${has}) AS words FROM ${table}),
  numbered_lines AS (SELECT id, words, row_number() OVER (PARTITION BY words ORDER BY id) AS nth,
    count(*) OVER (PARTITION BY words) AS many FROM lines)
UPDATE ${table} SET entry = linked.seq
  FROM (SELECT l.id, s.seq FROM numbered_lines l JOIN numbered_said s
    ON s.words = l.words AND s.nth = l.nth AND s.many = l.many) AS linked
  WHERE linked.id = ${table}.id;
CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} are append-only'); END;
CREATE UNIQUE INDEX ${table}_by_entry ON ${table} (entry) WHERE entry IS NOT NULL;
`;
};

/** Facts and checks are not compared here: `bwc verify` holds them against the entry. */
const CHECKS = link(
  'readiness_checks',
  ['camera.checked'],
  [
    ['camera_id', '$.body.cameraId'],
    ['visit_id', '$.visitId'],
    ['occasion', '$.body.occasion'],
    ['rulebook', '$.body.rulebook'],
    ['fit', '$.body.fit'],
    ['"by"', '$.body.by'],
  ],
);

const MOVEMENTS = link(
  'camera_movements',
  ['camera.issued', 'camera.returned', 'camera.lost', 'camera.found', 'camera.faulty', 'camera.repaired'],
  [
    ['camera_id', '$.body.cameraId'],
    ['act', '$.body.act'],
    ['at', '$.body.at'],
    ['officer', '$.body.officer'],
    ['purpose', '$.body.purpose'],
    ['back_by', '$.body.backBy'],
    ['recorded', '$.body.recorded'],
    ['reference', '$.body.reference'],
    ['remark', '$.body.remark'],
    ['check_id', '$.body.checkId'],
    ['said_by', '$.body.by'],
  ],
);

const CONSENTS = link(
  'consents',
  ['deadline.consented'],
  [
    ["subject_kind || ':' || subject_id", '$.body.subject'],
    ['role', '$.body.role'],
    ['approver', '$.body.approver'],
    ['reason', '$.body.reason'],
    ['reference', '$.body.reference'],
    ['at', '$.body.at'],
    ['said_by', '$.body.by'],
  ],
);

const EXPLANATIONS = link(
  'explanations',
  ['interruption.explained'],
  [
    ['activity_id', '$.body.activity'],
    ['interruption', '$.body.interruption'],
    ['kind', '$.body.kind'],
    ['cause', '$.body.cause'],
    ['reference', '$.body.reference'],
    ['clip_id', '$.body.heard.clip'],
    ['offset_ms', '$.body.heard.offsetMs'],
    ['at', '$.body.at'],
    ['said_by', '$.body.by'],
  ],
);

/** Looked up by their entry while the log is read through. */
const BY_ENTRY = [
  'approvals',
  'approval_withdrawals',
  'disposal_proposals',
  'disposal_items',
  'disposal_decisions',
  'disposal_outcomes',
]
  .map((table) => `CREATE INDEX ${table}_by_entry ON ${table} (entry);`)
  .join('\n');

export const ENTRIES_OF_LEDGERS = [CHECKS, MOVEMENTS, CONSENTS, EXPLANATIONS, BY_ENTRY].join('');

/** Activities, labels, cases and the names given to clips. Versions are appended; a membership is ended, never removed. */
import { appendOnly } from './append-only.js';

/** A membership may be ended once; all else about it stays as it was written. */
const endedOnce = (table: string, columns: readonly string[]): string => `
CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} are append-only'); END;
CREATE TRIGGER ${table}_ended_once BEFORE UPDATE ON ${table}
WHEN old.left_at IS NOT NULL OR new.left_at IS NULL OR ${columns.map((c) => `old.${c} IS NOT new.${c}`).join(' OR ')}
BEGIN SELECT RAISE(ABORT, '${table} are ended once and not changed'); END;
`;

export const LABELS = `
CREATE TABLE activity_versions (
  activity_id TEXT NOT NULL,
  version     INTEGER NOT NULL,     -- 1, 2, …
  kind        TEXT,                 -- a word of the rulebook: what must be recorded
  title       TEXT,
  unit        TEXT,
  place       TEXT,
  why         TEXT,                 -- from the second version on
  by          TEXT NOT NULL,
  at          TEXT NOT NULL,
  entry       INTEGER NOT NULL UNIQUE, -- the custody entry that says so
  PRIMARY KEY (activity_id, version)
) STRICT, WITHOUT ROWID;
${appendOnly('activity_versions')}

CREATE TABLE activity_members (
  id          INTEGER PRIMARY KEY,
  activity_id TEXT NOT NULL,
  clip_id     TEXT NOT NULL REFERENCES clips (id),
  joined_at   TEXT NOT NULL,
  joined_by   TEXT NOT NULL,
  why         TEXT,
  entry       INTEGER NOT NULL UNIQUE,
  left_at     TEXT,
  left_by     TEXT,
  left_why    TEXT,
  left_entry  INTEGER UNIQUE
) STRICT;
CREATE UNIQUE INDEX activity_members_now ON activity_members (clip_id) WHERE left_at IS NULL;
CREATE INDEX activity_members_of ON activity_members (activity_id, id);
CREATE INDEX activity_members_by_clip ON activity_members (clip_id, id);
${endedOnce('activity_members', ['id', 'activity_id', 'clip_id', 'joined_at', 'joined_by', 'why', 'entry'])}

CREATE TABLE case_versions (
  case_id   TEXT NOT NULL,
  version   INTEGER NOT NULL,
  kind      TEXT,                   -- penalty, compulsion, licence, levy, inspection, other
  number    TEXT,
  party     TEXT,
  stage     TEXT,
  closed_at TEXT,
  retention TEXT,                   -- JSON: {"years": n}, {"months": n} or "permanent"
  why       TEXT,
  by        TEXT NOT NULL,
  at        TEXT NOT NULL,
  entry     INTEGER NOT NULL UNIQUE,
  PRIMARY KEY (case_id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_versions_by_number ON case_versions (number) WHERE number IS NOT NULL;
${appendOnly('case_versions')}

CREATE TABLE case_clips (
  id          INTEGER PRIMARY KEY,
  case_id     TEXT NOT NULL,
  clip_id     TEXT NOT NULL REFERENCES clips (id),
  joined_at   TEXT NOT NULL,
  joined_by   TEXT NOT NULL,
  filed_at    TEXT,                 -- when it was put with the case file
  ordinal     INTEGER,              -- 序号
  record_item TEXT,                 -- 记录事项
  why         TEXT,
  entry       INTEGER NOT NULL UNIQUE,
  left_at     TEXT,
  left_by     TEXT,
  left_why    TEXT,
  left_entry  INTEGER UNIQUE
) STRICT;
CREATE UNIQUE INDEX case_clips_now ON case_clips (clip_id) WHERE left_at IS NULL;
CREATE INDEX case_clips_of ON case_clips (case_id, id);
CREATE INDEX case_clips_by_clip ON case_clips (clip_id, id);
${endedOnce('case_clips', ['id', 'case_id', 'clip_id', 'joined_at', 'joined_by', 'filed_at', 'ordinal', 'record_item', 'why', 'entry'])}

CREATE TABLE label_versions (
  clip_id        TEXT NOT NULL REFERENCES clips (id),
  version        INTEGER NOT NULL,
  act_id         TEXT NOT NULL,     -- the same for all clips that were labelled in one act
  fields         TEXT NOT NULL,     -- JSON: field → text
  officers       TEXT NOT NULL,     -- JSON: [{"name", "certificateNo"}]
  witnesses      TEXT NOT NULL,     -- JSON: [name]
  party_status   TEXT,              -- named, absent, unknown; null: nobody has said
  refused_to_sign INTEGER,
  secrecy        TEXT NOT NULL,     -- JSON: [stateSecret, tradeSecret, privacy]
  important      INTEGER,           -- null: nobody has said
  case_id        TEXT,              -- the case it was associated with
  no_case_number TEXT,              -- why there is none yet
  note           TEXT,
  rulebook       TEXT NOT NULL,     -- in force when it was written
  complete       INTEGER NOT NULL,  -- it had all that rulebook asks of a label
  by             TEXT NOT NULL,
  at             TEXT NOT NULL,
  entry          INTEGER NOT NULL UNIQUE,
  PRIMARY KEY (clip_id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX label_versions_by_act ON label_versions (act_id);
${appendOnly('label_versions')}

CREATE TABLE name_claims (
  form    TEXT NOT NULL,            -- storage, caseItem
  scope   TEXT NOT NULL,            -- empty for the station, else the case
  key     TEXT NOT NULL,            -- the name as file systems compare it
  base    TEXT NOT NULL,            -- the key without its number
  number  INTEGER NOT NULL,         -- 1 for the name without a number
  clip_id TEXT NOT NULL REFERENCES clips (id),
  entry   INTEGER NOT NULL UNIQUE,
  PRIMARY KEY (form, scope, key)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX name_claims_by_base ON name_claims (form, scope, base, number);
CREATE UNIQUE INDEX name_claims_by_clip ON name_claims (clip_id, form, scope, base);
${appendOnly('name_claims')}

CREATE TABLE name_versions (
  clip_id TEXT NOT NULL REFERENCES clips (id),
  form    TEXT NOT NULL,
  version INTEGER NOT NULL,
  scope   TEXT NOT NULL,
  name    TEXT,                     -- without extension; null where it lost its name
  label   INTEGER,                  -- version of the label that it was built from
  by      TEXT NOT NULL,
  at      TEXT NOT NULL,
  entry   INTEGER NOT NULL UNIQUE,
  PRIMARY KEY (clip_id, form, version)
) STRICT, WITHOUT ROWID;
${appendOnly('name_versions')}

-- Every row names the custody entry that says the same; those of before this step have none.
ALTER TABLE statements ADD COLUMN entry INTEGER;
CREATE UNIQUE INDEX statements_by_entry ON statements (entry) WHERE entry IS NOT NULL;

CREATE INDEX clips_by_start ON clips (start_at) WHERE start_at IS NOT NULL;
`;

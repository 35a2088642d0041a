/** Units and people over time, their passwords, one-time codes and sessions. */
import { appendOnly } from './append-only.js';

export const PEOPLE = `
CREATE TABLE unit_versions (
  unit_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  name    TEXT NOT NULL,
  parent  TEXT,                     -- the unit it belongs to
  closed  INTEGER NOT NULL,
  why     TEXT,
  by      TEXT NOT NULL,
  at      TEXT NOT NULL,
  entry   INTEGER NOT NULL,
  PRIMARY KEY (unit_id, version)
) STRICT, WITHOUT ROWID;
${appendOnly('unit_versions')}

CREATE TABLE person_versions (      -- the whole of what is known of a person, from a moment on
  person_id TEXT NOT NULL,
  version   INTEGER NOT NULL,
  login     TEXT NOT NULL,
  name      TEXT NOT NULL,
  role      TEXT NOT NULL,          -- officer, custodian, reviewer, auditor, administrator
  unit_id   TEXT,
  numbers   TEXT NOT NULL,          -- JSON: numbers (警号, 执法证号) by which cameras and labels name this person
  cleared   TEXT NOT NULL,          -- JSON: marks of secrecy this person may see
  disabled  INTEGER NOT NULL,
  since     TEXT NOT NULL,          -- from when it is so, not when it was entered
  why       TEXT,
  by        TEXT NOT NULL,
  at        TEXT NOT NULL,
  entry     INTEGER NOT NULL,
  PRIMARY KEY (person_id, version)
) STRICT, WITHOUT ROWID;
${appendOnly('person_versions')}

CREATE TABLE passwords (
  person_id TEXT PRIMARY KEY,
  hash      TEXT NOT NULL,          -- PHC string
  set_at    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE one_time_codes (
  hash       BLOB PRIMARY KEY,      -- SHA-256: the code itself has 100 random bits
  person_id  TEXT,                  -- null: whoever has it becomes the first administrator
  made_by    TEXT NOT NULL,
  made_at    TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at    TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  id           TEXT PRIMARY KEY,
  token        BLOB NOT NULL UNIQUE, -- SHA-256 of what the browser holds
  person_id    TEXT NOT NULL,
  address      TEXT NOT NULL,
  agent        TEXT,
  started_at   TEXT NOT NULL,
  seen_at      TEXT NOT NULL,        -- to the minute
  confirmed_at TEXT NOT NULL,        -- when the password was last given
  ended_at     TEXT,
  ended_why    TEXT                  -- signed out, revoked, idle, expired
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_open ON sessions (person_id) WHERE ended_at IS NULL;

CREATE INDEX clips_of_officer ON clips (officer_no, id) WHERE officer_no IS NOT NULL;
CREATE INDEX deadlines_of_officer ON deadlines (officer, clip_id) WHERE officer IS NOT NULL;
`;

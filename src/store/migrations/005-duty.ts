/** Cameras given out and taken back, checks before use, deadlines worked out, consents, explanations of interruptions. */
import { appendOnly } from './append-only.js';

export const DUTY = `
CREATE TABLE readiness_checks (
  id        INTEGER PRIMARY KEY,
  camera_id TEXT NOT NULL REFERENCES cameras (id),
  visit_id  TEXT REFERENCES visits (id),  -- the visit the readings are from
  occasion  TEXT NOT NULL,          -- dock, issue
  at        TEXT NOT NULL,
  rulebook  TEXT NOT NULL,
  fit       INTEGER,                -- null: a person has to look
  facts     TEXT NOT NULL,          -- JSON: what was known
  checks    TEXT NOT NULL,          -- JSON: what was found, each with its article
  by        TEXT                    -- who entered what the camera does not say; null at dock
) STRICT;
CREATE INDEX readiness_checks_by_camera ON readiness_checks (camera_id, id);
CREATE INDEX readiness_checks_by_visit ON readiness_checks (visit_id, id) WHERE visit_id IS NOT NULL;
${appendOnly('readiness_checks')}

CREATE TABLE camera_movements (
  id          INTEGER PRIMARY KEY,
  camera_id   TEXT NOT NULL REFERENCES cameras (id),
  act         TEXT NOT NULL,        -- issue, return, lost, found, faulty, repaired
  at          TEXT NOT NULL,        -- when it happened, not when it was entered
  officer     TEXT,                 -- who takes it out, or brings it back
  purpose     TEXT,                 -- the activity or the day's work it is taken out for
  back_by     TEXT,                 -- when it is expected back
  recorded    INTEGER,              -- at its return: 0 where nothing was recorded
  reference   TEXT,                 -- number of the report of a fault or a loss, in the ledger or the app
  remark      TEXT,
  check_id    INTEGER REFERENCES readiness_checks (id),
  said_by     TEXT NOT NULL,
  said_at     TEXT NOT NULL
) STRICT;
CREATE INDEX camera_movements_by_camera ON camera_movements (camera_id, id);
CREATE INDEX camera_movements_by_act ON camera_movements (act, camera_id, id);
${appendOnly('camera_movements')}

CREATE TABLE consents (
  id           INTEGER PRIMARY KEY,
  subject_kind TEXT NOT NULL,       -- clip, activity, camera
  subject_id   TEXT NOT NULL,
  role         TEXT NOT NULL,       -- handlingBodyLeader
  approver     TEXT NOT NULL,
  reason       TEXT NOT NULL,       -- what opens the exception
  reference    TEXT,
  at           TEXT NOT NULL,       -- when it was given, not when it was entered
  said_by      TEXT NOT NULL,
  said_at      TEXT NOT NULL
) STRICT;
CREATE INDEX consents_by_subject ON consents (subject_kind, subject_id, id);
${appendOnly('consents')}

CREATE TABLE explanations (
  id           INTEGER PRIMARY KEY,
  activity_id  TEXT NOT NULL,
  interruption TEXT NOT NULL,
  kind         TEXT NOT NULL,       -- voice, dutyLog, appReport, written, statement, report
  cause        TEXT NOT NULL,
  reference    TEXT,
  clip_id      TEXT,                -- where it is heard
  offset_ms    INTEGER,
  at           TEXT NOT NULL,
  said_by      TEXT NOT NULL,
  said_at      TEXT NOT NULL
) STRICT;
CREATE INDEX explanations_by_activity ON explanations (activity_id, id);
${appendOnly('explanations')}

-- What follows from facts and rules: written anew whenever either changes.
CREATE TABLE deadlines (
  clip_id     TEXT NOT NULL,
  rule        TEXT NOT NULL,
  due         TEXT,                 -- null where nothing is known to start from
  done_at     TEXT,
  provisional INTEGER NOT NULL,
  blocked     INTEGER NOT NULL,
  settled     TEXT,                 -- the state, where time does not change it: met, late, blocked, provisional
  estimated   INTEGER NOT NULL,
  moment      TEXT,                 -- what the limit starts from
  moment_at   TEXT,
  camera_id   TEXT NOT NULL,
  officer     TEXT,
  activity_id TEXT,
  PRIMARY KEY (clip_id, rule)
) STRICT, WITHOUT ROWID;
CREATE INDEX deadlines_open ON deadlines (settled, due, rule, camera_id, officer, activity_id) WHERE done_at IS NULL;
CREATE INDEX deadlines_by_state ON deadlines (settled, rule);

CREATE TABLE deadlines_basis (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  fingerprint TEXT NOT NULL,        -- of the rules and the working days they were worked out by
  rulebook    TEXT NOT NULL,
  reached     TEXT,                 -- the last clip that was worked out anew; null when all were
  at          TEXT NOT NULL
) STRICT;

CREATE INDEX visits_by_camera ON visits (camera_id, opened_at) WHERE camera_id IS NOT NULL;
CREATE INDEX custody_clock_sets ON custody_entries (visit_id, seq) WHERE kind = 'camera.clock_set';
`;

/** What people, ledgers and rosters say about clips, activities, cases and cameras. Later words do not overwrite earlier ones. */
export const FACTS = `
CREATE TABLE statements (
  id           INTEGER PRIMARY KEY,
  subject_kind TEXT NOT NULL,       -- clip, activity, case, camera
  subject_id   TEXT NOT NULL,
  fact         TEXT NOT NULL,       -- moment:workDayEnd, flag:complaint, reason:cameraLost, sourceKind
  value        TEXT,                -- JSON; null takes back what was said before
  source       TEXT NOT NULL,
  confidence   TEXT NOT NULL,
  why          TEXT,                -- always there where it corrects an earlier one
  said_by      TEXT NOT NULL,
  said_at      TEXT NOT NULL
) STRICT;
CREATE INDEX statements_by_subject ON statements (subject_kind, subject_id, fact, id);
CREATE TRIGGER statements_no_update BEFORE UPDATE ON statements BEGIN SELECT RAISE(ABORT, 'statements are append-only'); END;
CREATE TRIGGER statements_no_delete BEFORE DELETE ON statements BEGIN SELECT RAISE(ABORT, 'statements are append-only'); END;
`;

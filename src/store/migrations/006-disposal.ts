/** Retention on record, legal holds, approvals, and disposal: what outlives the clips it is about. */
import { appendOnly } from './append-only.js';

export const DISPOSAL = `
CREATE TABLE retention (
  clip_id   TEXT PRIMARY KEY REFERENCES clips (id),
  class     TEXT NOT NULL,
  until     TEXT NOT NULL,          -- last day it is kept, or never
  earliest  TEXT NOT NULL,          -- first day on which disposal may be proposed, or never
  floor     TEXT,                   -- last day that is settled: nothing shortens it
  reasons   TEXT NOT NULL,          -- JSON, the longest first
  kept      TEXT NOT NULL,          -- JSON: what ever kept it
  rules     TEXT NOT NULL,          -- digest of the rules it was judged by
  judged_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX retention_over ON retention (earliest, clip_id);
CREATE TRIGGER retention_no_delete BEFORE DELETE ON retention BEGIN SELECT RAISE(ABORT, 'retention never shrinks'); END;
CREATE TRIGGER retention_grows BEFORE UPDATE ON retention
WHEN new.clip_id IS NOT old.clip_id OR ifnull(new.floor, '') < ifnull(old.floor, '') OR new.until < ifnull(new.floor, '')
BEGIN SELECT RAISE(ABORT, 'retention never shrinks'); END;

CREATE TABLE retention_applied (    -- the rules that all clips were last judged by
  id    INTEGER PRIMARY KEY CHECK (id = 1),
  rules TEXT NOT NULL,
  at    TEXT NOT NULL
) STRICT;

CREATE TABLE gate_bars (            -- what keeps each clip from the archive; one row with an empty bar where nothing does
  clip_id TEXT NOT NULL REFERENCES clips (id),
  bar     TEXT NOT NULL,
  PRIMARY KEY (clip_id, bar)
) STRICT, WITHOUT ROWID;
CREATE INDEX gate_bars_by_bar ON gate_bars (bar, clip_id);

CREATE TABLE holds (
  id           TEXT PRIMARY KEY,
  subject_kind TEXT NOT NULL,       -- clip, activity, case
  subject_id   TEXT NOT NULL,
  reason       TEXT NOT NULL,
  reference    TEXT,
  placed_by    TEXT NOT NULL,
  placed_at    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX holds_by_subject ON holds (subject_kind, subject_id);
${appendOnly('holds')}

CREATE TABLE hold_steps (
  id      INTEGER PRIMARY KEY,
  hold_id TEXT NOT NULL REFERENCES holds (id),
  step    TEXT NOT NULL,            -- asked, refused, released
  reason  TEXT,
  by      TEXT NOT NULL,
  at      TEXT NOT NULL
) STRICT;
CREATE INDEX hold_steps_of ON hold_steps (hold_id, id);
CREATE UNIQUE INDEX hold_released_once ON hold_steps (hold_id) WHERE step = 'released';
${appendOnly('hold_steps')}

CREATE TABLE hold_clips (           -- whom it reached: leaving the case or the activity does not take it off
  hold_id TEXT NOT NULL REFERENCES holds (id),
  clip_id TEXT NOT NULL REFERENCES clips (id),
  since   TEXT NOT NULL,
  PRIMARY KEY (hold_id, clip_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX hold_clips_by_clip ON hold_clips (clip_id);
${appendOnly('hold_clips')}

CREATE TABLE approvals (
  id           TEXT PRIMARY KEY,
  purpose      TEXT NOT NULL,       -- access, release, disposal, holdRelease
  subject_kind TEXT NOT NULL,       -- clip, activity, case, hold, proposal
  subject_id   TEXT NOT NULL,
  role         TEXT NOT NULL,
  person       TEXT NOT NULL,       -- who approved
  at           TEXT NOT NULL,
  reference    TEXT,                -- number of the signed form
  recorded_by  TEXT NOT NULL,
  recorded_at  TEXT NOT NULL,
  entry        INTEGER NOT NULL     -- the custody entry that says the same, here and below
) STRICT, WITHOUT ROWID;
CREATE INDEX approvals_by_subject ON approvals (subject_kind, subject_id, at);
${appendOnly('approvals')}

CREATE TABLE approval_withdrawals (
  approval_id TEXT PRIMARY KEY REFERENCES approvals (id),
  why         TEXT NOT NULL,
  by          TEXT NOT NULL,
  at          TEXT NOT NULL,
  entry       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
${appendOnly('approval_withdrawals')}

CREATE TABLE disposal_proposals (
  id           TEXT PRIMARY KEY,
  reason       TEXT NOT NULL,
  consent_from TEXT NOT NULL,       -- first day on which consent counts
  rulebook     TEXT NOT NULL,
  by           TEXT NOT NULL,
  at           TEXT NOT NULL,
  entry        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
${appendOnly('disposal_proposals')}

CREATE TABLE disposal_items (
  proposal_id TEXT NOT NULL REFERENCES disposal_proposals (id),
  clip_id     TEXT NOT NULL REFERENCES clips (id),
  verdict     TEXT NOT NULL,        -- JSON: what the proposal rested on
  entry       INTEGER NOT NULL,
  PRIMARY KEY (proposal_id, clip_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX disposal_items_by_clip ON disposal_items (clip_id);
${appendOnly('disposal_items')}

CREATE TABLE disposal_decisions (
  proposal_id TEXT PRIMARY KEY REFERENCES disposal_proposals (id),
  decision    TEXT NOT NULL,        -- approved, refused
  why         TEXT,
  by          TEXT NOT NULL,
  at          TEXT NOT NULL,
  entry       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
${appendOnly('disposal_decisions')}
CREATE TRIGGER disposal_by_two BEFORE INSERT ON disposal_decisions
WHEN new.decision = 'approved' AND new.by = (SELECT by FROM disposal_proposals WHERE id = new.proposal_id)
BEGIN SELECT RAISE(ABORT, 'nobody approves his own proposal'); END;

CREATE TABLE disposal_outcomes (
  proposal_id TEXT NOT NULL,
  clip_id     TEXT NOT NULL,
  outcome     TEXT NOT NULL,        -- approved, barred
  bars        TEXT NOT NULL,        -- JSON
  verdict     TEXT NOT NULL,        -- JSON: judged anew when it was decided
  entry       INTEGER NOT NULL,
  PRIMARY KEY (proposal_id, clip_id),
  FOREIGN KEY (proposal_id, clip_id) REFERENCES disposal_items (proposal_id, clip_id)
) STRICT, WITHOUT ROWID;
${appendOnly('disposal_outcomes')}

CREATE TABLE disposed_clips (       -- committed before the first file goes
  clip_id      TEXT PRIMARY KEY REFERENCES clips (id),
  proposal_id  TEXT NOT NULL,
  name         TEXT,
  approved_at  TEXT NOT NULL,
  approved_seq INTEGER NOT NULL,    -- its custody entries
  finished_at  TEXT,
  finished_seq INTEGER,
  FOREIGN KEY (proposal_id, clip_id) REFERENCES disposal_outcomes (proposal_id, clip_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX disposed_unfinished ON disposed_clips (clip_id) WHERE finished_at IS NULL;
CREATE INDEX disposed_by_proposal ON disposed_clips (proposal_id, clip_id);
CREATE TRIGGER disposed_clips_no_delete BEFORE DELETE ON disposed_clips BEGIN SELECT RAISE(ABORT, 'disposed_clips is append-only'); END;
CREATE TRIGGER disposed_clips_finished_once BEFORE UPDATE ON disposed_clips
WHEN old.finished_at IS NOT NULL OR new.finished_at IS NULL OR old.clip_id IS NOT new.clip_id OR old.proposal_id IS NOT new.proposal_id
  OR old.name IS NOT new.name OR old.approved_at IS NOT new.approved_at OR old.approved_seq IS NOT new.approved_seq
BEGIN SELECT RAISE(ABORT, 'a disposal is finished once and not changed'); END;
CREATE TRIGGER disposed_clips_approved BEFORE INSERT ON disposed_clips
WHEN NOT EXISTS (SELECT 1 FROM disposal_outcomes WHERE proposal_id = new.proposal_id AND clip_id = new.clip_id AND outcome = 'approved')
  OR NOT EXISTS (SELECT 1 FROM disposal_decisions WHERE proposal_id = new.proposal_id AND decision = 'approved')
BEGIN SELECT RAISE(ABORT, 'only what two people decided is disposed of'); END;
CREATE TRIGGER disposed_clips_not_held BEFORE INSERT ON disposed_clips
WHEN EXISTS (SELECT 1 FROM hold_clips h WHERE h.clip_id = new.clip_id
  AND NOT EXISTS (SELECT 1 FROM hold_steps s WHERE s.hold_id = h.hold_id AND s.step = 'released'))
BEGIN SELECT RAISE(ABORT, 'a clip under a legal hold is never disposed of'); END;

CREATE TABLE disposed_files (
  id          INTEGER PRIMARY KEY,
  clip_id     TEXT NOT NULL REFERENCES disposed_clips (clip_id),
  role        TEXT NOT NULL,        -- original, sidecar, thumbnail
  stored_path TEXT NOT NULL,
  sha256      TEXT,                 -- null for a thumbnail
  bytes       INTEGER,
  fate        TEXT NOT NULL,        -- removed; shared: another clip on record needs it, it stays
  removed_at  TEXT,
  returned_at TEXT                  -- a clip that is on record brought the same content again
) STRICT;
CREATE INDEX disposed_files_of ON disposed_files (clip_id, id);
CREATE INDEX disposed_contents ON disposed_files (sha256) WHERE fate = 'removed' AND returned_at IS NULL;
CREATE TRIGGER disposed_files_no_delete BEFORE DELETE ON disposed_files BEGIN SELECT RAISE(ABORT, 'disposed_files is append-only'); END;
CREATE INDEX sidecars_by_content ON sidecars (sha256);
`;

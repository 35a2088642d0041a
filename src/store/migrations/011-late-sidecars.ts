/**
 * A sidecar that a camera brings after its clip was disposed of has its own decision by two people, and its own
 * tombstone beside the clip's.
 */
export const LATE_SIDECARS = `
CREATE TABLE disposed_later (
  clip_id      TEXT NOT NULL REFERENCES disposed_clips (clip_id),
  proposal_id  TEXT NOT NULL,
  name         TEXT,
  approved_at  TEXT NOT NULL,
  approved_seq INTEGER NOT NULL,
  finished_at  TEXT,
  finished_seq INTEGER,
  PRIMARY KEY (clip_id, proposal_id),
  FOREIGN KEY (proposal_id, clip_id) REFERENCES disposal_outcomes (proposal_id, clip_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX disposed_later_unfinished ON disposed_later (clip_id) WHERE finished_at IS NULL;
CREATE INDEX disposed_later_by_proposal ON disposed_later (proposal_id, clip_id);
CREATE TRIGGER disposed_later_no_delete BEFORE DELETE ON disposed_later BEGIN SELECT RAISE(ABORT, 'disposed_later is append-only'); END;
CREATE TRIGGER disposed_later_finished_once BEFORE UPDATE ON disposed_later
WHEN old.finished_at IS NOT NULL OR new.finished_at IS NULL OR old.clip_id IS NOT new.clip_id OR old.proposal_id IS NOT new.proposal_id
  OR old.name IS NOT new.name OR old.approved_at IS NOT new.approved_at OR old.approved_seq IS NOT new.approved_seq
BEGIN SELECT RAISE(ABORT, 'a disposal is finished once and not changed'); END;
CREATE TRIGGER disposed_later_approved BEFORE INSERT ON disposed_later
WHEN NOT EXISTS (SELECT 1 FROM disposal_outcomes WHERE proposal_id = new.proposal_id AND clip_id = new.clip_id AND outcome = 'approved')
  OR NOT EXISTS (SELECT 1 FROM disposal_decisions WHERE proposal_id = new.proposal_id AND decision = 'approved')
BEGIN SELECT RAISE(ABORT, 'only what two people decided is disposed of'); END;
CREATE TRIGGER disposed_later_not_held BEFORE INSERT ON disposed_later
WHEN EXISTS (SELECT 1 FROM hold_clips h WHERE h.clip_id = new.clip_id
  AND NOT EXISTS (SELECT 1 FROM hold_steps s WHERE s.hold_id = h.hold_id AND s.step = 'released'))
BEGIN SELECT RAISE(ABORT, 'a clip under a legal hold is never disposed of'); END;

CREATE VIEW tombstones AS
  SELECT clip_id, proposal_id, name, approved_at, approved_seq, finished_at, finished_seq FROM disposed_clips
  UNION ALL
  SELECT clip_id, proposal_id, name, approved_at, approved_seq, finished_at, finished_seq FROM disposed_later;

ALTER TABLE disposed_files ADD COLUMN proposal_id TEXT; -- of the tombstone it belongs to
UPDATE disposed_files SET proposal_id = (SELECT d.proposal_id FROM disposed_clips d WHERE d.clip_id = disposed_files.clip_id);

CREATE VIEW late_sidecars AS        -- of clips that are disposed of, and not decided on
  SELECT s.clip_id, s.sha256 FROM sidecars s
  WHERE EXISTS (SELECT 1 FROM disposed_clips d WHERE d.clip_id = s.clip_id)
  AND NOT EXISTS (SELECT 1 FROM disposed_files f WHERE f.clip_id = s.clip_id AND f.sha256 = s.sha256);
`;

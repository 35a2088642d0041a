/** What was made of clips for looking at them. Derived: rows come and go, nothing in the custody log rests on them. */
export const PREVIEWS = `
CREATE TABLE previews (
  clip_id TEXT PRIMARY KEY REFERENCES clips (id),
  state   TEXT NOT NULL,            -- waiting, made, asIs, failed, dropped
  reason  TEXT,
  at      TEXT,                     -- made, or tried last
  seen_at TEXT NOT NULL,            -- looked at last; before that, when the clip was stored
  bytes   INTEGER NOT NULL          -- of all its files
) STRICT, WITHOUT ROWID;
CREATE INDEX previews_waiting ON previews (clip_id) WHERE state = 'waiting';
CREATE INDEX previews_made ON previews (seen_at, clip_id, bytes) WHERE state = 'made';

CREATE TABLE preview_files (
  clip_id     TEXT NOT NULL REFERENCES previews (clip_id) ON DELETE CASCADE,
  role        TEXT NOT NULL,        -- preview, picture, poster, sheet
  stored_path TEXT NOT NULL,        -- relative to the data directory
  sha256      TEXT NOT NULL,
  bytes       INTEGER NOT NULL,
  type        TEXT NOT NULL,        -- media type
  width       INTEGER,
  height      INTEGER,
  duration_ms INTEGER,
  PRIMARY KEY (clip_id, role)
) STRICT, WITHOUT ROWID;

INSERT INTO previews (clip_id, state, seen_at, bytes)
SELECT id, 'waiting', stored_at, 0 FROM clips c WHERE media_state = 'read'
  AND NOT EXISTS (SELECT 1 FROM disposed_clips d WHERE d.clip_id = c.id);
`;

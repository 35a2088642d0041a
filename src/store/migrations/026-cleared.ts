/**
 * Originals that were cleared from the station's own disk: they lie at an archive, were read back there, and still count as
 * the station's. A row is committed before its file goes, and again open to both before the file comes back.
 */
const SAME = ['id', 'clip_id', 'sha256', 'stored_path', 'bytes', 'target', 'archive_id', 'object_key', 'object_version']
  .concat('why', 'by', 'cleared_at', 'entry')
  .map((column) => `new.${column} IS NOT old.${column}`)
  .join(' OR ');

export const CLEARED = `
CREATE TABLE cleared_originals (
  id             INTEGER PRIMARY KEY,
  clip_id        TEXT NOT NULL REFERENCES clips (id),
  sha256         TEXT NOT NULL REFERENCES originals (sha256),
  stored_path    TEXT NOT NULL,
  bytes          INTEGER NOT NULL,
  target         TEXT NOT NULL REFERENCES archive_targets (name),
  archive_id     TEXT NOT NULL,
  object_key     TEXT NOT NULL,
  object_version TEXT,              -- null where the archive keeps no versions
  why            TEXT NOT NULL,     -- space, age
  by             TEXT NOT NULL,
  cleared_at     TEXT NOT NULL,
  entry          INTEGER NOT NULL,  -- its custody entry
  removed_at     TEXT,              -- null while the file may be there or not
  returned_at    TEXT,              -- it lies on the station's disk again
  returned_how   TEXT,              -- fetched: somebody wanted it back; kept: it never went
  returned_entry INTEGER,
  CHECK ((returned_at IS NULL) = (returned_entry IS NULL) AND (returned_at IS NULL) = (returned_how IS NULL))
) STRICT;
CREATE UNIQUE INDEX cleared_contents ON cleared_originals (sha256) WHERE returned_at IS NULL;
CREATE INDEX cleared_returned ON cleared_originals (sha256, returned_at) WHERE returned_how = 'fetched';
CREATE INDEX cleared_of ON cleared_originals (clip_id);
CREATE INDEX cleared_unfinished ON cleared_originals (id) WHERE removed_at IS NULL AND returned_at IS NULL;
CREATE TRIGGER cleared_originals_no_delete BEFORE DELETE ON cleared_originals
BEGIN SELECT RAISE(ABORT, 'cleared_originals are append-only'); END;
CREATE TRIGGER cleared_originals_returned_once BEFORE UPDATE ON cleared_originals
WHEN old.returned_at IS NOT NULL OR ${SAME}
BEGIN SELECT RAISE(ABORT, 'what was cleared comes back once'); END;
CREATE TRIGGER cleared_not_held BEFORE INSERT ON cleared_originals
WHEN EXISTS (SELECT 1 FROM hold_clips h WHERE h.clip_id = new.clip_id
  AND NOT EXISTS (SELECT 1 FROM hold_steps s WHERE s.hold_id = h.hold_id AND s.step = 'released'))
BEGIN SELECT RAISE(ABORT, 'a clip under a legal hold is never cleared'); END;
CREATE TRIGGER cleared_not_disposed BEFORE INSERT ON cleared_originals
WHEN EXISTS (SELECT 1 FROM disposed_clips d WHERE d.clip_id = new.clip_id)
BEGIN SELECT RAISE(ABORT, 'a clip that was disposed of is not cleared'); END;
CREATE TRIGGER cleared_archived BEFORE INSERT ON cleared_originals
WHEN NOT EXISTS (SELECT 1 FROM archive_orders o WHERE o.clip_id = new.clip_id AND o.target = new.target AND o.kind = 'original'
  AND o.sha256 = new.sha256 AND o.state = 'done')
BEGIN SELECT RAISE(ABORT, 'only what an archive has is cleared'); END;

CREATE TABLE cleared_totals (       -- follows from the table above
  id    INTEGER PRIMARY KEY CHECK (id = 1),
  clips INTEGER NOT NULL,
  bytes INTEGER NOT NULL
) STRICT;
INSERT INTO cleared_totals (id, clips, bytes) VALUES (1, 0, 0);
CREATE TRIGGER totals_original_cleared AFTER INSERT ON cleared_originals BEGIN
  UPDATE totals SET bytes = bytes - new.bytes;
  UPDATE cleared_totals SET clips = clips + 1, bytes = bytes + new.bytes;
END;
CREATE TRIGGER totals_original_local_again AFTER UPDATE OF returned_at ON cleared_originals WHEN new.returned_at IS NOT NULL BEGIN
  UPDATE totals SET bytes = bytes + new.bytes;
  UPDATE cleared_totals SET clips = clips - 1, bytes = bytes - new.bytes;
END;
`;

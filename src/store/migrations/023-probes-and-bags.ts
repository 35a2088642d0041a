/** What the archives were found to hold to, and the bags of visits that are to go there. */
export const PROBES_AND_BAGS = `
CREATE TABLE archive_probes (        -- the last probe of each archive; those before are in the custody log
  target          TEXT PRIMARY KEY REFERENCES archive_targets (name),
  at              TEXT NOT NULL,
  may_archive     INTEGER NOT NULL,  -- whether anything may be called archived there
  enforcement     TEXT,              -- who holds a retention there
  in_the_way      TEXT NOT NULL,     -- JSON list of the checks that forbid it
  lacking         TEXT NOT NULL,     -- JSON list of all that were not answered with yes
  clock_ahead_ms  INTEGER,
  free_bytes      INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE archive_bags (          -- the bag of a visit as it is to go to an archive: a version for each set of clips that are there
  id          INTEGER PRIMARY KEY,
  target      TEXT NOT NULL REFERENCES archive_targets (name),
  visit_id    TEXT NOT NULL REFERENCES visits (id),
  queued_at   TEXT NOT NULL,
  version     INTEGER,               -- null before it is built
  payload     TEXT,                  -- SHA-256 of its list of the payload: what the next one is held against
  sha256      TEXT,                  -- of its tag manifest
  files       INTEGER,               -- tag files, with the tag manifest
  bytes       INTEGER,
  clips       INTEGER,
  withheld    INTEGER,               -- clips of the visit that are not in it
  body        BLOB,                  -- its tag files as they were built; null once the archive has them
  attempts    INTEGER NOT NULL DEFAULT 0,
  next_at     TEXT,                  -- not tried before
  last_code   TEXT,
  last_reason TEXT,
  done_at     TEXT,
  CHECK ((version IS NULL) = (sha256 IS NULL) AND (version IS NULL) = (payload IS NULL)),
  CHECK ((body IS NOT NULL) = (version IS NOT NULL AND done_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX archive_bags_due ON archive_bags (target, visit_id) WHERE version IS NULL;
CREATE UNIQUE INDEX archive_bags_versions ON archive_bags (target, visit_id, version) WHERE version IS NOT NULL;
CREATE INDEX archive_bags_waiting ON archive_bags (target, id) WHERE done_at IS NULL;
CREATE TRIGGER archive_bags_kept BEFORE DELETE ON archive_bags WHEN old.version IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a bag that was built stays'); END;
CREATE TRIGGER archive_bags_built_once BEFORE UPDATE ON archive_bags
WHEN old.done_at IS NOT NULL OR new.target IS NOT old.target OR new.visit_id IS NOT old.visit_id
  OR (old.version IS NOT NULL AND (new.version IS NOT old.version OR new.payload IS NOT old.payload OR new.sha256 IS NOT old.sha256
    OR (new.body IS NOT NULL AND new.body IS NOT old.body)))
BEGIN SELECT RAISE(ABORT, 'a bag is built once'); END;
CREATE TRIGGER archive_bags_ordered AFTER UPDATE OF state ON archive_orders
WHEN new.state = 'done' AND (new.part = 0 OR new.version = 1)
BEGIN
  INSERT OR IGNORE INTO archive_bags (target, visit_id, queued_at) SELECT new.target, visit_id, new.done_at FROM clips WHERE id = new.clip_id;
END;
INSERT INTO archive_bags (target, visit_id, queued_at)
SELECT o.target, c.visit_id, max(o.done_at) FROM archive_orders o JOIN clips c ON c.id = o.clip_id WHERE o.state = 'done'
GROUP BY o.target, c.visit_id;
`;

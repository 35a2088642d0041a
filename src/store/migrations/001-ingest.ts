/** Custody log, cameras, visits, originals, clips, recordings, alarms. */
export const INGEST = `
CREATE TABLE custody_entries (
  seq      INTEGER PRIMARY KEY,
  at       TEXT NOT NULL,
  kind     TEXT NOT NULL,
  visit_id TEXT,
  clip_id  TEXT,
  bytes    BLOB NOT NULL,           -- exactly what is hashed: canonical JSON
  hash     BLOB NOT NULL            -- RFC 6962 leaf hash of bytes
) STRICT;
CREATE INDEX custody_by_clip ON custody_entries (clip_id, seq) WHERE clip_id IS NOT NULL;
CREATE INDEX custody_by_visit ON custody_entries (visit_id, seq) WHERE visit_id IS NOT NULL;

CREATE TABLE custody_nodes (
  level INTEGER NOT NULL,
  idx   INTEGER NOT NULL,
  hash  BLOB NOT NULL,
  PRIMARY KEY (level, idx)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoints (
  size INTEGER PRIMARY KEY,
  at   TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;

CREATE TRIGGER custody_entries_no_update BEFORE UPDATE ON custody_entries BEGIN SELECT RAISE(ABORT, 'the custody log is append-only'); END;
CREATE TRIGGER custody_entries_no_delete BEFORE DELETE ON custody_entries BEGIN SELECT RAISE(ABORT, 'the custody log is append-only'); END;
CREATE TRIGGER custody_nodes_no_update BEFORE UPDATE ON custody_nodes BEGIN SELECT RAISE(ABORT, 'the custody log is append-only'); END;
CREATE TRIGGER custody_nodes_no_delete BEFORE DELETE ON custody_nodes BEGIN SELECT RAISE(ABORT, 'the custody log is append-only'); END;
CREATE TRIGGER checkpoints_no_update BEFORE UPDATE ON checkpoints BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END;
CREATE TRIGGER checkpoints_no_delete BEFORE DELETE ON checkpoints BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END;

CREATE TABLE cameras (
  id           TEXT PRIMARY KEY,
  serial       TEXT,
  medium_id    TEXT NOT NULL,       -- the physical medium: two cameras with one serial are two cameras
  profile      TEXT NOT NULL,
  model        TEXT,
  firmware     TEXT,
  officer_no   TEXT,
  officer_name TEXT,
  unit_no      TEXT,
  unit_name    TEXT,
  source_type  TEXT NOT NULL,       -- camera, folder, phone, camcorder, other
  first_seen   TEXT NOT NULL,
  last_seen    TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX camera_identity ON cameras (medium_id, ifnull(serial, ''));
CREATE INDEX cameras_by_serial ON cameras (serial);

CREATE TABLE visits (
  id            TEXT PRIMARY KEY,
  slot          TEXT NOT NULL,
  root          TEXT NOT NULL,
  driver        TEXT NOT NULL,
  profile       TEXT NOT NULL,
  camera_id     TEXT REFERENCES cameras (id),
  medium_id     TEXT,
  source_type   TEXT NOT NULL,
  state         TEXT NOT NULL,      -- open, interrupted, closed
  phase         TEXT NOT NULL,      -- identifying, checking, listing, copying, waiting, done
  outcome       TEXT,               -- complete, partial, cancelled, interrupted, failed
  reason        TEXT,
  opened_at     TEXT NOT NULL,
  listed_at     TEXT,
  closed_at     TEXT,
  identity      TEXT,               -- JSON, as read
  readiness     TEXT,
  clock         TEXT,
  station_clock TEXT,
  note          TEXT
) STRICT;
CREATE INDEX visits_by_time ON visits (opened_at DESC, id DESC);
CREATE INDEX visits_open ON visits (state) WHERE state <> 'closed';

CREATE TABLE visit_entries (
  visit_id   TEXT NOT NULL REFERENCES visits (id),
  idx        INTEGER NOT NULL,
  path_key   TEXT NOT NULL,
  path       TEXT NOT NULL,
  path_raw   TEXT,                  -- base64 of the exact bytes where they are not UTF-8
  bytes      INTEGER NOT NULL,
  allocated  INTEGER,
  stamp      TEXT NOT NULL,
  modified   TEXT,
  class      TEXT NOT NULL,         -- clip, sidecar, unfinalised, ignored, failed
  kind       TEXT,
  of_idx     INTEGER,
  locked     INTEGER,
  name_facts TEXT,
  state      TEXT NOT NULL,         -- waiting, stored, already_known, failed, listed
  clip_id    TEXT,
  reason     TEXT,
  code       TEXT,
  PRIMARY KEY (visit_id, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_entries_waiting ON visit_entries (visit_id, class, modified, idx) WHERE state = 'waiting';
CREATE INDEX visit_entries_by_state ON visit_entries (visit_id, class, state);

CREATE TABLE originals (
  sha256      TEXT PRIMARY KEY,
  bytes       INTEGER NOT NULL,
  sm3         TEXT,
  stored_path TEXT NOT NULL UNIQUE, -- relative to the data directory
  stored_at   TEXT NOT NULL,
  read_back   TEXT NOT NULL,        -- direct, cached, none
  recovered   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE recordings (
  id         TEXT PRIMARY KEY,
  camera_id  TEXT NOT NULL REFERENCES cameras (id),
  start_raw  TEXT NOT NULL,
  end_raw    TEXT NOT NULL,
  clip_count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX recordings_by_camera ON recordings (camera_id);

CREATE TABLE clips (
  id               TEXT PRIMARY KEY,
  sha256           TEXT NOT NULL UNIQUE REFERENCES originals (sha256),
  bytes            INTEGER NOT NULL,
  kind             TEXT NOT NULL,
  state            TEXT NOT NULL,
  camera_id        TEXT NOT NULL REFERENCES cameras (id),
  camera_serial    TEXT,
  officer_no       TEXT,
  visit_id         TEXT NOT NULL REFERENCES visits (id),
  source_type      TEXT NOT NULL,
  source_path      TEXT NOT NULL,
  source_path_raw  TEXT,
  source_stamp     TEXT NOT NULL,
  source_modified  TEXT,
  stored_path      TEXT NOT NULL,
  stored_at        TEXT NOT NULL,
  sort_at          TEXT NOT NULL,   -- corrected start where known, else stored_at: the order of lists
  important        INTEGER NOT NULL,
  encrypted        INTEGER NOT NULL,
  locked           INTEGER,
  note             TEXT,
  name_start       TEXT,            -- the start that the camera wrote into the name, digits as written
  times            TEXT,            -- JSON: the three clocks
  start_raw        TEXT,
  end_raw          TEXT,
  start_at         TEXT,
  end_at           TEXT,
  duration_ms      INTEGER,
  recording_id     TEXT REFERENCES recordings (id),
  gap_before_ms    INTEGER,
  media_state      TEXT NOT NULL,   -- pending, read, unreadable, unavailable
  media_reason     TEXT,
  media            TEXT,            -- JSON facts
  thumbnail        TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX clips_by_time ON clips (sort_at DESC, id DESC);
CREATE INDEX clips_by_serial ON clips (camera_serial, sort_at DESC, id DESC);
CREATE INDEX clips_by_camera ON clips (camera_id, start_raw);
CREATE INDEX clips_by_state ON clips (state, sort_at DESC, id DESC);
CREATE INDEX clips_by_visit ON clips (visit_id);
CREATE INDEX clips_by_recording ON clips (recording_id) WHERE recording_id IS NOT NULL;
CREATE INDEX clips_media_pending ON clips (id) WHERE media_state = 'pending';

CREATE TABLE sightings (
  source_key TEXT NOT NULL,         -- medium, path, size and stamp: "this very file was read before"
  visit_id   TEXT NOT NULL REFERENCES visits (id),
  idx        INTEGER NOT NULL,
  sha256     TEXT NOT NULL REFERENCES originals (sha256),
  clip_id    TEXT NOT NULL REFERENCES clips (id),
  seen_at    TEXT NOT NULL,
  PRIMARY KEY (source_key, visit_id, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX sightings_by_clip ON sightings (clip_id);

CREATE TABLE sidecars (
  clip_id         TEXT NOT NULL REFERENCES clips (id),
  sha256          TEXT NOT NULL REFERENCES originals (sha256),
  kind            TEXT NOT NULL,
  bytes           INTEGER NOT NULL,
  source_path     TEXT NOT NULL,
  source_path_raw TEXT,
  visit_id        TEXT NOT NULL REFERENCES visits (id),
  stored_path     TEXT NOT NULL,
  stored_at       TEXT NOT NULL,
  PRIMARY KEY (clip_id, sha256, source_path)
) STRICT, WITHOUT ROWID;

CREATE TABLE alarms (
  id         INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL,
  subject    TEXT NOT NULL,
  raised_at  TEXT NOT NULL,
  cleared_at TEXT,
  details    TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX alarms_open ON alarms (kind, subject) WHERE cleared_at IS NULL;
`;

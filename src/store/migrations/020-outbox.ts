/** What is to go to the archives: an order for each content and each record, written with the change that makes it due. */
export const OUTBOX = `
CREATE TABLE archive_targets (
  name       TEXT PRIMARY KEY,      -- as the configuration calls it
  archive_id TEXT NOT NULL,         -- of its marker
  active     INTEGER NOT NULL,      -- whether it is configured now
  reached    TEXT                   -- the last clip from before it was configured that was looked at; null when all were
) STRICT, WITHOUT ROWID;

CREATE TABLE archive_records (      -- records of clips as they were built: a version is built once and never again
  clip_id        TEXT NOT NULL REFERENCES clips (id),
  version        INTEGER NOT NULL,
  sha256         TEXT NOT NULL,
  content_sha256 TEXT NOT NULL,
  bytes          INTEGER NOT NULL,
  body           BLOB,              -- null once no archive waits for it
  PRIMARY KEY (clip_id, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER archive_records_no_delete BEFORE DELETE ON archive_records
BEGIN SELECT RAISE(ABORT, 'archive_records are append-only'); END;
CREATE TRIGGER archive_records_built_once BEFORE UPDATE ON archive_records
WHEN new.clip_id IS NOT old.clip_id OR new.version IS NOT old.version OR new.sha256 IS NOT old.sha256
  OR new.content_sha256 IS NOT old.content_sha256 OR new.bytes IS NOT old.bytes OR new.body IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a record is built once'); END;

CREATE TABLE archive_orders (
  id             INTEGER PRIMARY KEY,
  target         TEXT NOT NULL REFERENCES archive_targets (name),
  clip_id        TEXT NOT NULL REFERENCES clips (id),
  kind           TEXT NOT NULL,     -- original, sidecar, record
  part           INTEGER NOT NULL,  -- 0 for contents, 1 for records, which come after them
  version        INTEGER,           -- of the record; null before it is built
  sha256         TEXT,              -- null for a record that is not built
  bytes          INTEGER,
  late           INTEGER NOT NULL,  -- whether 'due' was over when it was last looked at
  important      INTEGER NOT NULL,
  due            TEXT,              -- the first deadline of the clip that is not met; null for none
  age            TEXT NOT NULL,     -- when the clip was stored
  state          TEXT NOT NULL DEFAULT 'queued',
  queued_at      TEXT NOT NULL,
  attempts       INTEGER NOT NULL DEFAULT 0,
  next_at        TEXT,              -- not tried before
  last_code      TEXT,
  last_reason    TEXT,
  refused_at     TEXT,              -- the archive would refuse it for ever
  resume         TEXT,              -- JSON: what the target wants to know of an interrupted upload
  object_version TEXT,
  retain_until   TEXT,
  enforcement    TEXT,
  read_back      TEXT,
  done_at        TEXT,
  CHECK (kind IN ('original', 'sidecar', 'record') AND part = (kind = 'record')),
  CHECK (state IN ('queued', 'uploading', 'uploaded', 'locked', 'verified', 'done')),
  CHECK (sha256 IS NOT NULL OR (kind = 'record' AND version IS NULL AND state = 'queued')),
  CHECK (state NOT IN ('verified', 'done') OR read_back IS NOT NULL),
  CHECK ((state = 'done') = (done_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX archive_orders_contents ON archive_orders (target, clip_id, kind, sha256) WHERE part = 0;
CREATE UNIQUE INDEX archive_orders_records ON archive_orders (target, clip_id, version) WHERE version IS NOT NULL;
CREATE UNIQUE INDEX archive_orders_record_due ON archive_orders (target, clip_id) WHERE part = 1 AND version IS NULL;
CREATE INDEX archive_orders_of ON archive_orders (clip_id, target, part, state);
CREATE INDEX archive_orders_next ON archive_orders (target, late DESC, important DESC, age, clip_id, part, id)
  WHERE state <> 'done' AND refused_at IS NULL;
CREATE INDEX archive_orders_due ON archive_orders (due) WHERE state <> 'done' AND late = 0 AND due IS NOT NULL;
CREATE INDEX archive_orders_waiting ON archive_orders (target, queued_at) WHERE state <> 'done' AND part = 0;
CREATE INDEX archive_orders_refused ON archive_orders (id) WHERE refused_at IS NOT NULL;
CREATE INDEX archive_orders_tally ON archive_orders (target, state, part, bytes);
CREATE TRIGGER archive_orders_withdrawn BEFORE DELETE ON archive_orders
WHEN old.state <> 'queued' OR old.version IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an order that was begun is not withdrawn'); END;
CREATE TRIGGER archive_orders_forward BEFORE UPDATE ON archive_orders
WHEN new.id IS NOT old.id OR new.target IS NOT old.target OR new.clip_id IS NOT old.clip_id OR new.kind IS NOT old.kind
  OR (old.version IS NOT NULL AND new.version IS NOT old.version) OR (old.sha256 IS NOT NULL AND new.sha256 IS NOT old.sha256)
  OR new.queued_at IS NOT old.queued_at OR old.state = 'done'
  OR instr('queued uploading uploaded locked verified done', new.state) < instr('queued uploading uploaded locked verified done', old.state)
  OR (new.state = 'done' AND old.state <> 'verified') OR (new.state = 'verified' AND old.state NOT IN ('locked', 'verified'))
  OR (new.state = 'locked' AND old.state NOT IN ('uploaded', 'locked')) OR (new.state = 'uploaded' AND old.state NOT IN ('uploading', 'uploaded'))
BEGIN SELECT RAISE(ABORT, 'an order goes forward, step by step'); END;
`;

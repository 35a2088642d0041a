/** Backups of the station itself, and where each of them lies; and who signed the log before a restored station did. */
import { appendOnly } from './append-only.js';

export const BACKUPS = `
CREATE TABLE backups (
  seq             INTEGER PRIMARY KEY,
  at              TEXT NOT NULL,
  log_size        INTEGER NOT NULL,      -- custody entries it holds
  signed_size     INTEGER NOT NULL,      -- of the last checkpoint in it; 0 for none
  bytes           INTEGER NOT NULL,      -- of the database and the files, as they lay here
  manifest_sha256 TEXT NOT NULL,
  manifest_bytes  INTEGER NOT NULL,
  entry           INTEGER NOT NULL UNIQUE
) STRICT;
${appendOnly('backups')}

CREATE TABLE backup_orders (
  backup         INTEGER NOT NULL REFERENCES backups (seq),
  target         TEXT NOT NULL REFERENCES archive_targets (name),
  state          TEXT NOT NULL DEFAULT 'queued',  -- queued; superseded by a later one; done
  queued_at      TEXT NOT NULL,
  last_code      TEXT,
  last_reason    TEXT,
  sent_bytes     INTEGER,                -- pieces that were not there before, and the manifest
  object_version TEXT,
  retain_until   TEXT,
  done_at        TEXT,
  PRIMARY KEY (backup, target),
  CHECK (state IN ('queued', 'superseded', 'done') AND (state = 'done') = (done_at IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX backup_orders_of ON backup_orders (target, state, backup);
CREATE TRIGGER backup_orders_no_delete BEFORE DELETE ON backup_orders
BEGIN SELECT RAISE(ABORT, 'orders of backups are kept'); END;
CREATE TRIGGER backup_orders_done BEFORE UPDATE ON backup_orders
WHEN old.state = 'done' OR new.backup IS NOT old.backup OR new.target IS NOT old.target OR new.queued_at IS NOT old.queued_at
BEGIN SELECT RAISE(ABORT, 'a backup that arrived has arrived'); END;

CREATE TABLE backup_pieces (             -- what lies at an archive, read back there, and until when it is locked
  target         TEXT NOT NULL,
  sha256         TEXT NOT NULL,
  bytes          INTEGER NOT NULL,
  object_version TEXT,
  until          TEXT NOT NULL,
  PRIMARY KEY (target, sha256)
) STRICT, WITHOUT ROWID;

CREATE TABLE restores (                  -- this station came back from a backup
  entry   INTEGER PRIMARY KEY,           -- the custody entry that says so
  id      TEXT NOT NULL UNIQUE,          -- made anew for each restore: what the archives know it by
  backup  INTEGER NOT NULL,
  highest INTEGER NOT NULL               -- number of any backup that lay at an archive then: later ones are counted on from there
) STRICT;
${appendOnly('restores')}

CREATE TABLE archive_completions (       -- when a sync of an archive last ended with nothing left over
  target TEXT PRIMARY KEY,
  at     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE former_stations (           -- under whose name and key the log was signed up to its first entries
  entries    INTEGER PRIMARY KEY,
  station_id TEXT NOT NULL,
  public_key TEXT NOT NULL               -- PEM
) STRICT;
${appendOnly('former_stations')}
`;

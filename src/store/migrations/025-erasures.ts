/** Files taken off cameras: what was begun, what came of it, how each visit's round ended, and who asked for another try. */
import { appendOnly } from './append-only.js';

export const ERASURES = `
CREATE INDEX custody_shown ON custody_entries (seq) WHERE kind = 'archive.checkpoint_shown';

ALTER TABLE visits ADD COLUMN erasable TEXT; -- yes, no, readOnly: what was found when it was opened to be erased from; null: it was not

CREATE TABLE erasures (             -- begun: committed before the camera is asked
  id            INTEGER PRIMARY KEY,
  visit_id      TEXT NOT NULL REFERENCES visits (id),
  camera_id     TEXT NOT NULL REFERENCES cameras (id),
  medium_id     TEXT NOT NULL,
  clip_id       TEXT NOT NULL REFERENCES clips (id),
  part          TEXT NOT NULL,      -- clip, sidecar
  source_key    TEXT NOT NULL,      -- medium, path, size and stamp
  path          TEXT NOT NULL,
  path_raw      TEXT,
  bytes         INTEGER NOT NULL,
  stamp         TEXT NOT NULL,
  sha256        TEXT NOT NULL,      -- of what is kept elsewhere
  basis         TEXT NOT NULL,      -- afterVerified, afterArchived
  authorised_by TEXT NOT NULL,
  authorised_on TEXT NOT NULL,
  at            TEXT NOT NULL,
  entry         INTEGER NOT NULL UNIQUE
) STRICT;
CREATE INDEX erasures_of_camera ON erasures (camera_id, id);
CREATE INDEX erasures_of_file ON erasures (source_key, id);
CREATE INDEX erasures_of_clip ON erasures (clip_id, id);
${appendOnly('erasures')}

CREATE TABLE erasure_outcomes (     -- the last one of an erasure is what is known of it
  id         INTEGER PRIMARY KEY,
  erasure_id INTEGER NOT NULL REFERENCES erasures (id),
  visit_id   TEXT NOT NULL REFERENCES visits (id),
  outcome    TEXT NOT NULL CHECK (outcome IN ('erased', 'refused', 'unconfirmed', 'gone', 'still_there')),
  code       TEXT,
  reason     TEXT,
  at         TEXT NOT NULL,
  entry      INTEGER NOT NULL UNIQUE
) STRICT;
CREATE INDEX erasure_outcomes_of ON erasure_outcomes (erasure_id, id);
${appendOnly('erasure_outcomes')}

CREATE TABLE erase_rounds (         -- how the erasing of a visit ended; the last one of a visit counts
  id           INTEGER PRIMARY KEY,
  visit_id     TEXT NOT NULL REFERENCES visits (id),
  camera_id    TEXT NOT NULL REFERENCES cameras (id),
  tally        TEXT NOT NULL,       -- JSON
  at           TEXT NOT NULL,
  entry        INTEGER NOT NULL UNIQUE
) STRICT;
CREATE INDEX erase_rounds_of ON erase_rounds (visit_id, id);
${appendOnly('erase_rounds')}

CREATE TABLE erase_asks (           -- a person had a camera tried again
  id        INTEGER PRIMARY KEY,
  camera_id TEXT NOT NULL REFERENCES cameras (id),
  after     INTEGER NOT NULL,       -- the last erasure before: failures up to it count no more
  reason    TEXT NOT NULL,
  by        TEXT NOT NULL,
  at        TEXT NOT NULL,
  entry     INTEGER NOT NULL UNIQUE
) STRICT;
CREATE INDEX erase_asks_of ON erase_asks (camera_id, after);
${appendOnly('erase_asks')}
`;

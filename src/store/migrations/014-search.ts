/** What clips are found by: follows from what is on record of them, and is written anew whenever that changes. */
export const SEARCH = `
CREATE TABLE search_clips (
  n       INTEGER PRIMARY KEY,      -- the order of lists: second of the start (of storing, where that is unknown) << 20, then a count
  clip_id TEXT NOT NULL UNIQUE,
  bytes   INTEGER NOT NULL,
  digest  BLOB NOT NULL             -- of what was written: what stays the same is not written again
) STRICT;
CREATE INDEX search_clips_by_bytes ON search_clips (bytes, n);

-- Words are cut before they come here: pairs of characters, so that two of them suffice (the trigram tokeniser wants three).
CREATE VIRTUAL TABLE search_text USING fts5 (keys, party, place, words, content='', contentless_delete=1, tokenize='ascii');

CREATE TABLE search_basis (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL,         -- of the way in which clips are written
  reached TEXT                      -- the last clip that was written; null when all were
) STRICT;

CREATE TABLE saved_filters (
  id      TEXT PRIMARY KEY,
  person  TEXT NOT NULL,            -- whose it is, as custody entries name people
  name    TEXT NOT NULL,
  filter  TEXT NOT NULL,            -- JSON
  saved_at TEXT NOT NULL,
  UNIQUE (person, name)
) STRICT;
`;

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
`;

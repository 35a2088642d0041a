/** What `bwc verify` found of single clips, and the later runs that looked again and found no more of it. */
import { appendOnly } from './append-only.js';

export const FINDINGS = `
CREATE TABLE findings (
  id      INTEGER PRIMARY KEY,
  clip_id TEXT NOT NULL,            -- also where the clip's own row is what is missing
  kind    TEXT NOT NULL,            -- original.altered, row.missing, …
  subject TEXT NOT NULL,
  detail  TEXT NOT NULL,
  by      TEXT NOT NULL,
  at      TEXT NOT NULL,
  entry   INTEGER NOT NULL UNIQUE   -- the custody entry that says the same, here and below
) STRICT;
CREATE INDEX findings_of ON findings (clip_id, id);
${appendOnly('findings')}

CREATE TABLE findings_settled (
  finding_id INTEGER PRIMARY KEY REFERENCES findings (id),
  verified   INTEGER NOT NULL,      -- the custody entry of the run that found it no more
  by         TEXT NOT NULL,
  at         TEXT NOT NULL,
  entry      INTEGER NOT NULL UNIQUE
) STRICT;
${appendOnly('findings_settled')}
`;

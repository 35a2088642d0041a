/**
 * The index of searches anew, with the kind of each clip beside its size: what kind a clip is of says most about how large it
 * is, and the largest of one kind could not be found without looking at all of the others. Nothing in it is evidence; the
 * station writes it again, step by step.
 */
export const SEARCH_BY_SIZE = `
DELETE FROM search_basis;
DROP TABLE search_clips;
CREATE TABLE search_clips (
  n       INTEGER PRIMARY KEY,      -- the order of lists: second of the start (of storing, where that is unknown) << 20, then a count
  clip_id TEXT NOT NULL UNIQUE,
  kind    TEXT NOT NULL,
  bytes   INTEGER NOT NULL,
  digest  BLOB NOT NULL             -- of what was written: what stays the same is not written again
) STRICT;
CREATE INDEX search_clips_by_bytes ON search_clips (bytes, n);
CREATE INDEX search_clips_by_kind ON search_clips (kind, bytes, n);
-- Sizes alone, in the order of rows: what a text found is put in order by them, and they stand on a fifth of the pages.
CREATE INDEX search_clips_sizes ON search_clips (n, bytes);
INSERT INTO search_text (search_text) VALUES ('delete-all');
`;

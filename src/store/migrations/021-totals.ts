/**
 * What the status tells of the whole station, kept as it changes: counting a million originals anew holds everything else up.
 * Nothing in it is evidence; it follows from the other tables.
 */
const GONE = (row: string): string =>
  `${row}.fate = 'removed' AND ${row}.returned_at IS NULL AND ${row}.sha256 IS NOT NULL`;
const ELSEWHERE = (row: string): string =>
  `EXISTS (SELECT 1 FROM disposed_files d WHERE d.sha256 = ${row}.sha256 AND d.fate = 'removed' AND d.returned_at IS NULL AND d.id <> ${row}.id)`;
const BYTES = (row: string): string => `ifnull((SELECT bytes FROM originals WHERE sha256 = ${row}.sha256), 0)`;
const HERE = (row: string): string =>
  `NOT EXISTS (SELECT 1 FROM disposed_files d WHERE d.sha256 = ${row}.sha256 AND d.fate = 'removed' AND d.returned_at IS NULL)`;
const GOES = `UPDATE totals SET bytes = bytes - ${BYTES('new')};`;
const COMES = `UPDATE totals SET bytes = bytes + ${BYTES('old')};`;
const COUNTED = `INSERT INTO deadline_totals (rule, settled, done, n) VALUES (new.rule, new.settled, new.done_at IS NOT NULL, 1)
  ON CONFLICT (rule, settled, done) DO UPDATE SET n = n + 1;`;
const UNCOUNTED = `UPDATE deadline_totals SET n = n - 1
  WHERE rule = old.rule AND settled = old.settled AND done = (old.done_at IS NOT NULL);`;

export const TOTALS = `
CREATE TABLE totals (
  id    INTEGER PRIMARY KEY CHECK (id = 1),
  clips INTEGER NOT NULL,
  bytes INTEGER NOT NULL            -- of the originals that lie on the disk
) STRICT;
INSERT INTO totals (id, clips, bytes) SELECT 1, (SELECT count(*) FROM clips),
  ifnull((SELECT sum(bytes) FROM originals o WHERE ${HERE('o')}), 0);

CREATE TRIGGER totals_clip_comes AFTER INSERT ON clips BEGIN UPDATE totals SET clips = clips + 1; END;
CREATE TRIGGER totals_clip_goes AFTER DELETE ON clips BEGIN UPDATE totals SET clips = clips - 1; END;
CREATE TRIGGER totals_original_comes AFTER INSERT ON originals WHEN ${HERE('new')}
BEGIN UPDATE totals SET bytes = bytes + new.bytes; END;
CREATE TRIGGER totals_original_goes AFTER DELETE ON originals WHEN ${HERE('old')}
BEGIN UPDATE totals SET bytes = bytes - old.bytes; END;
CREATE TRIGGER totals_file_removed AFTER INSERT ON disposed_files WHEN ${GONE('new')} AND NOT ${ELSEWHERE('new')}
BEGIN ${GOES} END;
CREATE TRIGGER totals_file_returned AFTER UPDATE OF returned_at, fate, sha256 ON disposed_files
WHEN ${GONE('old')} AND NOT ${ELSEWHERE('old')}
BEGIN ${COMES} END;
CREATE TRIGGER totals_file_removed_again AFTER UPDATE OF returned_at, fate, sha256 ON disposed_files
WHEN ${GONE('new')} AND NOT ${ELSEWHERE('new')}
BEGIN ${GOES} END;

CREATE TABLE deadline_totals (      -- of those whose state time does not change
  rule    TEXT NOT NULL,
  settled TEXT NOT NULL,
  done    INTEGER NOT NULL,
  n       INTEGER NOT NULL,
  PRIMARY KEY (rule, settled, done)
) STRICT, WITHOUT ROWID;
INSERT INTO deadline_totals (rule, settled, done, n)
  SELECT rule, settled, done_at IS NOT NULL, count(*) FROM deadlines WHERE settled IS NOT NULL GROUP BY 1, 2, 3;
CREATE TRIGGER totals_deadline_comes AFTER INSERT ON deadlines WHEN new.settled IS NOT NULL BEGIN ${COUNTED} END;
CREATE TRIGGER totals_deadline_goes AFTER DELETE ON deadlines WHEN old.settled IS NOT NULL BEGIN ${UNCOUNTED} END;
CREATE TRIGGER totals_deadline_was AFTER UPDATE OF rule, settled, done_at ON deadlines WHEN old.settled IS NOT NULL
BEGIN ${UNCOUNTED} END;
CREATE TRIGGER totals_deadline_is AFTER UPDATE OF rule, settled, done_at ON deadlines WHEN new.settled IS NOT NULL
BEGIN ${COUNTED} END;
`;

/** What is archived is read back again and again: when each object was read last, when it is next, and what was found; and how far each archive is. */
import { appendOnly } from './append-only.js';

const PLANNED = (row: string, sign: '+' | '-'): string => `
INSERT INTO archive_nights (target, night, objects, bytes) VALUES (${row}.target, ${row}.next_night, ${sign}1, ${sign}${row}.bytes)
  ON CONFLICT (target, night) DO UPDATE SET objects = objects ${sign} 1, bytes = bytes ${sign} ${row}.bytes;`;
const TALLIED = (row: string, sign: '+' | '-'): string => `
INSERT INTO archive_totals (target, part, done, orders, bytes)
  VALUES (${row}.target, ${row}.part, ${row}.state = 'done', ${sign}1, ${sign}ifnull(${row}.bytes, 0))
  ON CONFLICT (target, part, done) DO UPDATE SET orders = orders ${sign} 1, bytes = bytes ${sign} ifnull(${row}.bytes, 0);`;

export const ARCHIVE_AUDIT = `
CREATE TABLE archive_totals (       -- orders and their bytes: counting a million anew for each status holds everything else up
  target TEXT NOT NULL,
  part   INTEGER NOT NULL,
  done   INTEGER NOT NULL,
  orders INTEGER NOT NULL,
  bytes  INTEGER NOT NULL,
  PRIMARY KEY (target, part, done)
) STRICT, WITHOUT ROWID;
INSERT INTO archive_totals (target, part, done, orders, bytes)
  SELECT target, part, state = 'done', count(*), ifnull(sum(bytes), 0) FROM archive_orders GROUP BY 1, 2, 3;
CREATE TRIGGER archive_totals_comes AFTER INSERT ON archive_orders BEGIN ${TALLIED('new', '+')} END;
CREATE TRIGGER archive_totals_goes AFTER DELETE ON archive_orders BEGIN ${TALLIED('old', '-')} END;
CREATE TRIGGER archive_totals_changes AFTER UPDATE OF state, bytes ON archive_orders
WHEN (old.state = 'done') <> (new.state = 'done') OR old.bytes IS NOT new.bytes
BEGIN ${TALLIED('old', '-')} ${TALLIED('new', '+')} END;
DROP INDEX archive_orders_tally;

CREATE TABLE archive_reads (        -- one row for each order that is done
  order_id       INTEGER PRIMARY KEY REFERENCES archive_orders (id),
  target         TEXT NOT NULL,
  sha256         TEXT NOT NULL,
  object_version TEXT,
  bytes          INTEGER NOT NULL,
  nights         INTEGER NOT NULL,  -- the rota that next_night is of; 0 for none yet
  next_night     INTEGER NOT NULL,  -- days since 1970-01-01: due from then on
  read_at        TEXT NOT NULL,     -- when all its bytes were read back last
  read_back      TEXT NOT NULL,     -- and how
  retain_until   TEXT,              -- the longest lock the archive confirmed; null where it keeps none
  enforcement    TEXT,
  legal_hold     INTEGER            -- as the archive confirmed it last; null where it was not asked since this table is there
) STRICT;
CREATE INDEX archive_reads_due ON archive_reads (target, nights, next_night, order_id);
CREATE INDEX archive_reads_same ON archive_reads (target, sha256);
CREATE INDEX archive_reads_oldest ON archive_reads (target, read_at);
INSERT INTO archive_reads (order_id, target, sha256, object_version, bytes, nights, next_night, read_at, read_back, retain_until, enforcement)
  SELECT id, target, sha256, object_version, bytes, 0, 0, done_at, read_back, retain_until, enforcement
  FROM archive_orders WHERE state = 'done';
CREATE TRIGGER archive_reads_comes AFTER UPDATE OF state ON archive_orders WHEN new.state = 'done' AND old.state <> 'done'
BEGIN
  INSERT INTO archive_reads (order_id, target, sha256, object_version, bytes, nights, next_night, read_at, read_back, retain_until, enforcement)
  VALUES (new.id, new.target, new.sha256, new.object_version, new.bytes, 0, 0, new.done_at, new.read_back, new.retain_until, new.enforcement);
END;

CREATE TABLE archive_nights (       -- how much falls to each night
  target  TEXT NOT NULL,
  night   INTEGER NOT NULL,
  objects INTEGER NOT NULL,
  bytes   INTEGER NOT NULL,
  PRIMARY KEY (target, night)
) STRICT, WITHOUT ROWID;
INSERT INTO archive_nights (target, night, objects, bytes)
  SELECT target, next_night, count(*), sum(bytes) FROM archive_reads GROUP BY 1, 2;
CREATE TRIGGER archive_nights_comes AFTER INSERT ON archive_reads BEGIN ${PLANNED('new', '+')} END;
CREATE TRIGGER archive_nights_changes AFTER UPDATE OF next_night ON archive_reads WHEN old.next_night <> new.next_night
BEGIN
  ${PLANNED('old', '-')} ${PLANNED('new', '+')}
  DELETE FROM archive_nights WHERE target = old.target AND night = old.next_night AND objects = 0;
END;

CREATE TABLE archive_findings (
  id       INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL,        -- a station that succeeds this one orders everything anew
  target   TEXT NOT NULL,
  clip_id  TEXT NOT NULL,
  kind     TEXT NOT NULL,           -- missing, altered, …
  object_key TEXT NOT NULL,
  version  TEXT,                    -- the object's version
  detail   TEXT NOT NULL,
  lost     INTEGER NOT NULL,        -- whether no other whole copy was known: neither here nor at another archive
  at       TEXT NOT NULL,
  entry    INTEGER NOT NULL UNIQUE  -- the custody entry that says the same, here and below
) STRICT;
CREATE INDEX archive_findings_of ON archive_findings (clip_id, id);
CREATE INDEX archive_findings_at ON archive_findings (target, order_id, id);
${appendOnly('archive_findings')}

CREATE TABLE archive_findings_settled (
  finding_id INTEGER PRIMARY KEY REFERENCES archive_findings (id),
  at         TEXT NOT NULL,
  read_back  TEXT NOT NULL,         -- how it was read when nothing was wrong any more
  entry      INTEGER NOT NULL UNIQUE
) STRICT;
${appendOnly('archive_findings_settled')}
`;

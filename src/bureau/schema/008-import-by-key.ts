/**
 * What is compared is found by its key, one entry after the other, whatever the planner believes of the tables: in a catalogue
 * that was just made it takes every station for one with a handful of entries, and walked all of them twice for each record.
 * The records of one sync share their root, so that it is in the index as well.
 */
export const IMPORT_BY_KEY = `
DROP INDEX bureau.record_roots;
CREATE INDEX record_roots ON bureau.record_versions (station, log_size, log_root);

CREATE OR REPLACE FUNCTION bureau.other_root(p_station text, p_size bigint, p_root bytea) RETURNS bytea
LANGUAGE sql STABLE SET search_path = bureau, pg_temp AS $$
  SELECT root FROM (
    SELECT root FROM station_checkpoints WHERE station = p_station AND size = p_size AND root <> p_root
    UNION ALL
    (SELECT log_root FROM record_versions WHERE station = p_station AND log_size = p_size AND log_root < p_root LIMIT 1)
    UNION ALL
    (SELECT log_root FROM record_versions WHERE station = p_station AND log_size = p_size AND log_root > p_root LIMIT 1)
  ) others LIMIT 1
$$;

-- OFFSET 0: each of them is looked up for the entry it is joined to, and for no other.
CREATE OR REPLACE FUNCTION bureau.import_events(p_station text, p_clip text, p_events jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = bureau, pg_temp SET enable_seqscan = off AS $$
DECLARE
  wrong record;
BEGIN
  INSERT INTO events (station, seq, hash, prev, at, kind, clip)
  SELECT p_station, e.seq, decode(e.hash, 'hex'), decode(e.prev, 'hex'), e.at, e.kind, p_clip
  FROM jsonb_to_recordset(p_events) AS e (seq bigint, hash text, prev text, at timestamptz, kind text)
  ORDER BY e.seq
  ON CONFLICT DO NOTHING;

  SELECT e.seq, encode(k.hash, 'hex') AS kept, e.hash AS shown INTO wrong
  FROM jsonb_to_recordset(p_events) AS e (seq bigint, hash text)
  CROSS JOIN LATERAL (SELECT hash, clip FROM events WHERE station = p_station AND seq = e.seq OFFSET 0) k
  WHERE k.hash <> decode(e.hash, 'hex') OR k.clip <> p_clip ORDER BY e.seq LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'two entries: % and %', wrong.kept, wrong.shown
      USING ERRCODE = 'BW001', HINT = 'fork', DETAIL = 'entry ' || wrong.seq;
  END IF;

  SELECT n.seq, encode(earlier.hash, 'hex') AS kept, encode(later.prev, 'hex') AS shown INTO wrong
  FROM (SELECT DISTINCT unnest(ARRAY[e.seq, e.seq + 1]) AS seq FROM jsonb_to_recordset(p_events) AS e (seq bigint)) n
  CROSS JOIN LATERAL (SELECT prev FROM events WHERE station = p_station AND seq = n.seq OFFSET 0) later
  CROSS JOIN LATERAL (SELECT hash FROM events WHERE station = p_station AND seq = n.seq - 1 OFFSET 0) earlier
  WHERE earlier.hash <> later.prev ORDER BY n.seq LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'it does not follow the entry before it: % and %', wrong.kept, wrong.shown
      USING ERRCODE = 'BW001', HINT = 'fork', DETAIL = 'entry ' || wrong.seq;
  END IF;
END $$;
`;

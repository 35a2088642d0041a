/** One record into the tables, all of it or nothing. The caller holds the station's lock. */
export const IMPORT_RECORD = `
CREATE FUNCTION bureau.import_record(p_station text, r jsonb) RETURNS text
LANGUAGE plpgsql SET search_path = bureau, pg_temp AS $$
DECLARE
  p_clip text := r->>'clip';
  p_version integer := (r->>'version')::integer;
  p_sha256 bytea := decode(r->>'sha256', 'hex');
  p_size bigint := (r->>'logSize')::bigint;
  p_root bytea := decode(r->>'logRoot', 'hex');
  known bytea;
BEGIN
  SELECT sha256 INTO known FROM record_versions WHERE station = p_station AND clip = p_clip AND version = p_version;
  IF known = p_sha256 THEN
    RETURN 'known';
  ELSIF known IS NOT NULL THEN
    RAISE EXCEPTION 'two records: % and %', encode(known, 'hex'), encode(p_sha256, 'hex')
      USING ERRCODE = 'BW001', HINT = 'fork', DETAIL = format('record %s/%s', p_clip, p_version);
  END IF;
  IF p_version > 1 AND NOT EXISTS (SELECT FROM record_versions WHERE station = p_station AND clip = p_clip
      AND version = p_version - 1 AND sha256 = decode(r->>'previous', 'hex')) THEN
    RAISE EXCEPTION 'the version it follows is not in the catalogue' USING ERRCODE = 'BW003';
  END IF;
  known := other_root(p_station, p_size, p_root);
  IF known IS NOT NULL THEN
    RAISE EXCEPTION 'two roots: % and %', encode(known, 'hex'), encode(p_root, 'hex')
      USING ERRCODE = 'BW001', HINT = 'fork', DETAIL = 'checkpoint ' || p_size;
  END IF;
  PERFORM import_events(p_station, p_clip, r->'events');
  INSERT INTO record_versions (station, clip, version, sha256, bytes, previous, log_size, log_root, archive)
  VALUES (p_station, p_clip, p_version, p_sha256, (r->>'bytes')::bigint, decode(r->>'previous', 'hex'), p_size, p_root,
    r->>'archive');
  PERFORM import_clip(p_station, p_clip, p_version, r->'row');
  RETURN 'new';
END $$;

-- What is there already stays; then all of it is compared, and the entries beside it.
CREATE FUNCTION bureau.import_events(p_station text, p_clip text, p_events jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = bureau, pg_temp AS $$
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
  JOIN events k ON k.station = p_station AND k.seq = e.seq
  WHERE k.hash <> decode(e.hash, 'hex') OR k.clip <> p_clip ORDER BY e.seq LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'two entries: % and %', wrong.kept, wrong.shown
      USING ERRCODE = 'BW001', HINT = 'fork', DETAIL = 'entry ' || wrong.seq;
  END IF;

  SELECT later.seq, encode(earlier.hash, 'hex') AS kept, encode(later.prev, 'hex') AS shown INTO wrong
  FROM jsonb_to_recordset(p_events) AS e (seq bigint)
  JOIN events later ON later.station = p_station AND later.seq IN (e.seq, e.seq + 1)
  JOIN events earlier ON earlier.station = p_station AND earlier.seq = later.seq - 1
  WHERE earlier.hash <> later.prev ORDER BY later.seq LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'it does not follow the entry before it: % and %', wrong.kept, wrong.shown
      USING ERRCODE = 'BW001', HINT = 'fork', DETAIL = 'entry ' || wrong.seq;
  END IF;
END $$;

CREATE FUNCTION bureau.import_clip(p_station text, p_clip text, p_version integer, p_row jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = bureau, pg_temp AS $$
DECLARE
  x clips := jsonb_populate_record(NULL::clips, p_row);
  before clips;
BEGIN
  SELECT * INTO before FROM clips WHERE station = p_station AND clip = p_clip;
  IF before.version IS NULL THEN
    INSERT INTO clips (station, clip, version, kind, state, sha256, bytes, recorded_at, recorded_until, recorded_basis,
      uncertainty_ms, stored_at, sort_at, local_date, camera, officer, unit, party, place, event_type, category, case_number,
      content, labelled, late, important, legal_hold, kept_until, keys, party_text, place_text, words, tokens)
    VALUES (p_station, p_clip, p_version, x.kind, x.state, x.sha256, x.bytes, x.recorded_at, x.recorded_until, x.recorded_basis,
      x.uncertainty_ms, x.stored_at, x.sort_at, x.local_date, x.camera, x.officer, x.unit, x.party, x.place, x.event_type,
      x.category, x.case_number, x.content, x.labelled, x.late, x.important, x.legal_hold, x.kept_until, x.keys, x.party_text,
      x.place_text, x.words, x.tokens);
    RETURN;
  END IF;
  IF (x.sha256, x.bytes) IS DISTINCT FROM (before.sha256, before.bytes) THEN
    RAISE EXCEPTION 'two contents: % and %', encode(before.sha256, 'hex'), encode(x.sha256, 'hex')
      USING ERRCODE = 'BW001', HINT = 'fork', DETAIL = format('record %s/%s', p_clip, p_version);
  END IF;
  IF before.kept_until > coalesce(x.kept_until, '-infinity') THEN
    PERFORM raise_alarm(p_station, 'retention', format('record %s/%s', p_clip, p_version),
      format('kept until %s, and no longer until %s', before.kept_until, coalesce(x.kept_until::text, 'an unsettled day')));
  END IF;
  UPDATE clips SET version = p_version, kind = x.kind, state = x.state, recorded_at = x.recorded_at,
    recorded_until = x.recorded_until, recorded_basis = x.recorded_basis, uncertainty_ms = x.uncertainty_ms,
    stored_at = x.stored_at, sort_at = x.sort_at, local_date = x.local_date, camera = x.camera, officer = x.officer,
    unit = x.unit, party = x.party, place = x.place, event_type = x.event_type, category = x.category,
    case_number = x.case_number, content = x.content, labelled = x.labelled, late = x.late, important = x.important,
    legal_hold = x.legal_hold, kept_until = greatest(before.kept_until, x.kept_until), keys = x.keys,
    party_text = x.party_text, place_text = x.place_text, words = x.words, tokens = x.tokens, imported_at = now()
  WHERE station = p_station AND clip = p_clip;
END $$;
`;

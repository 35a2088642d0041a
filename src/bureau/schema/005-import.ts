/**
 * The only ways in. Each takes one station's lock, so that of two imports at once the second sees what the first did; what
 * lies under a number already is compared, never replaced: another hash there is an alarm.
 *
 * Conditions of their own: BW001 refuses a record and raises an alarm (its kind in HINT, what it is about in DETAIL), BW003
 * refuses it only.
 */
export const IMPORT = `
CREATE FUNCTION bureau.lock_station(p_station text) RETURNS void LANGUAGE plpgsql SET search_path = bureau, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(1651979107, hashtext(p_station));
END $$;

CREATE FUNCTION bureau.raise_alarm(p_station text, p_kind text, p_subject text, p_detail text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = bureau, pg_temp AS $$
  INSERT INTO alarms (station, kind, subject, detail) VALUES (p_station, p_kind, p_subject, p_detail) ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION bureau.note_import(p_archive text, p_began timestamptz, p_tally jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = bureau, pg_temp AS $$
  INSERT INTO imports (archive, began_at, tally) VALUES (p_archive, p_began, p_tally)
$$;

-- Another root that was signed over as many entries; null for none.
CREATE FUNCTION bureau.other_root(p_station text, p_size bigint, p_root bytea) RETURNS bytea
LANGUAGE sql STABLE SET search_path = bureau, pg_temp AS $$
  SELECT root FROM (
    SELECT root FROM station_checkpoints WHERE station = p_station AND size = p_size AND root <> p_root
    UNION ALL
    SELECT log_root FROM record_versions WHERE station = p_station AND log_size = p_size AND log_root <> p_root
  ) others LIMIT 1
$$;

CREATE FUNCTION bureau.import_checkpoint(p_station text, p_size bigint, p_root bytea, p_shown text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = bureau, pg_temp AS $$
DECLARE other bytea;
BEGIN
  PERFORM lock_station(p_station);
  other := other_root(p_station, p_size, p_root);
  IF other IS NOT NULL THEN
    PERFORM raise_alarm(p_station, 'fork', 'checkpoint ' || p_size,
      'two roots: ' || encode(other, 'hex') || ' and ' || encode(p_root, 'hex'));
    RETURN 'fork';
  END IF;
  INSERT INTO station_checkpoints (station, size, root, shown) VALUES (p_station, p_size, p_root, p_shown)
  ON CONFLICT DO NOTHING;
  RETURN CASE WHEN FOUND THEN 'new' ELSE 'known' END;
END $$;

-- @returns a row for each record: new, known, fork or refused
CREATE FUNCTION bureau.import_records(p_station text, p_records jsonb)
RETURNS TABLE (out_clip text, out_version integer, outcome text, why text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = bureau, pg_temp AS $$
DECLARE
  r jsonb;
  accepted jsonb := '[]';
  alarm_kind text;
  alarm_subject text;
BEGIN
  PERFORM lock_station(p_station);
  FOR r IN SELECT x FROM jsonb_array_elements(p_records) x LOOP
    out_clip := r->>'clip';
    out_version := (r->>'version')::integer;
    why := NULL;
    BEGIN
      outcome := import_record(p_station, r);
      accepted := accepted || (r->'objects');
    EXCEPTION
      WHEN SQLSTATE 'BW001' THEN
        GET STACKED DIAGNOSTICS why = MESSAGE_TEXT, alarm_kind = PG_EXCEPTION_HINT, alarm_subject = PG_EXCEPTION_DETAIL;
        PERFORM raise_alarm(p_station, alarm_kind, alarm_subject, why);
        outcome := alarm_kind;
      WHEN SQLSTATE 'BW003' THEN
        GET STACKED DIAGNOSTICS why = MESSAGE_TEXT;
        outcome := 'missing';
    END;
    RETURN NEXT;
  END LOOP;
  PERFORM import_objects(accepted);
END $$;

-- Other stations may have the same content: in the order of digests two never wait for one another.
CREATE FUNCTION bureau.import_objects(p_objects jsonb) RETURNS void
LANGUAGE sql SET search_path = bureau, pg_temp AS $$
  INSERT INTO objects AS o (sha256, key, bytes, retain_until, legal_hold, seen_at, station, clip)
  SELECT decode(x.sha256, 'hex'), min(x.key), min(x.bytes), max(x."retainUntil"), bool_or(x."legalHold"), max(x."seenAt"),
    min(x.station), min(x.clip)
  FROM jsonb_to_recordset(p_objects) AS x (sha256 text, key text, bytes bigint, "retainUntil" timestamptz,
    "legalHold" boolean, "seenAt" timestamptz, station text, clip text)
  GROUP BY x.sha256 ORDER BY x.sha256
  ON CONFLICT (sha256) DO UPDATE SET
    retain_until = greatest(o.retain_until, excluded.retain_until),
    legal_hold = coalesce(excluded.legal_hold, o.legal_hold),
    seen_at = greatest(o.seen_at, excluded.seen_at)
$$;
`;

/** Sums by station, month and kind of event, kept with every clip: ten million are not counted each time somebody looks. */
export const TOTALS = `
CREATE TABLE bureau.totals (
  station text COLLATE "C" NOT NULL REFERENCES bureau.stations,
  month date NOT NULL,
  event_type text,
  clips bigint NOT NULL,
  bytes bigint NOT NULL,
  late bigint NOT NULL,
  unlabelled bigint NOT NULL,
  held bigint NOT NULL,
  disposed bigint NOT NULL,
  UNIQUE NULLS NOT DISTINCT (station, month, event_type)
);

CREATE FUNCTION bureau.add_to_totals(c bureau.clips, sign integer) RETURNS void
LANGUAGE sql SET search_path = bureau, pg_temp AS $$
  INSERT INTO totals AS t (station, month, event_type, clips, bytes, late, unlabelled, held, disposed)
  VALUES (c.station, date_trunc('month', c.local_date)::date, c.event_type, sign, sign * c.bytes, sign * c.late::int,
    sign * (NOT c.labelled)::int, sign * c.legal_hold::int, sign * (c.state = 'disposed')::int)
  ON CONFLICT (station, month, event_type) DO UPDATE SET clips = t.clips + excluded.clips, bytes = t.bytes + excluded.bytes,
    late = t.late + excluded.late, unlabelled = t.unlabelled + excluded.unlabelled, held = t.held + excluded.held,
    disposed = t.disposed + excluded.disposed
$$;

CREATE FUNCTION bureau.keep_totals() RETURNS trigger LANGUAGE plpgsql SET search_path = bureau, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM add_to_totals(OLD, -1);
  END IF;
  PERFORM add_to_totals(NEW, 1);
  RETURN NULL;
END $$;
CREATE TRIGGER totals AFTER INSERT OR UPDATE ON bureau.clips FOR EACH ROW EXECUTE FUNCTION bureau.keep_totals();
`;

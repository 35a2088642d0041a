/** What nobody may do, whoever asks: the owner of the tables as well. */

const APPEND_ONLY = [
  'settings',
  'stations',
  'station_checkpoints',
  'record_versions',
  'events',
  'alarms',
  'imports',
] as const;
/** They say how things stand now: they change, by the rules below, and are never removed. */
const KEPT = ['clips', 'objects'] as const;

const guard = (table: string, events: string): string => `
CREATE TRIGGER kept BEFORE ${events} ON bureau.${table} FOR EACH ROW EXECUTE FUNCTION bureau.refuse_change();
CREATE TRIGGER kept_whole BEFORE TRUNCATE ON bureau.${table} FOR EACH STATEMENT EXECUTE FUNCTION bureau.refuse_change();`;

export const GUARDS = `
CREATE FUNCTION bureau.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = bureau, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'bureau.% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'BW002';
END $$;
${APPEND_ONLY.map((table) => guard(table, 'UPDATE OR DELETE')).join('')}
${KEPT.map((table) => guard(table, 'DELETE')).join('')}

-- A lock may be renewed and never be shortened; a hold may be lifted.
CREATE FUNCTION bureau.keep_object() RETURNS trigger LANGUAGE plpgsql SET search_path = bureau, pg_temp AS $$
BEGIN
  IF (NEW.sha256, NEW.key, NEW.bytes) IS DISTINCT FROM (OLD.sha256, OLD.key, OLD.bytes) THEN
    RAISE EXCEPTION 'an object stays what it is' USING ERRCODE = 'BW002';
  END IF;
  IF OLD.retain_until IS NOT NULL AND (NEW.retain_until IS NULL OR NEW.retain_until < OLD.retain_until) THEN
    RAISE EXCEPTION 'retention is never shortened' USING ERRCODE = 'BW002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rises BEFORE UPDATE ON bureau.objects FOR EACH ROW EXECUTE FUNCTION bureau.keep_object();

CREATE FUNCTION bureau.keep_clip() RETURNS trigger LANGUAGE plpgsql SET search_path = bureau, pg_temp AS $$
BEGIN
  IF (NEW.station, NEW.clip, NEW.sha256, NEW.bytes) IS DISTINCT FROM (OLD.station, OLD.clip, OLD.sha256, OLD.bytes) THEN
    RAISE EXCEPTION 'a clip stays what it is' USING ERRCODE = 'BW002';
  END IF;
  IF NEW.version <= OLD.version THEN
    RAISE EXCEPTION 'a clip never goes back to an earlier version of its record' USING ERRCODE = 'BW002';
  END IF;
  IF OLD.kept_until IS NOT NULL AND (NEW.kept_until IS NULL OR NEW.kept_until < OLD.kept_until) THEN
    RAISE EXCEPTION 'retention is never shortened' USING ERRCODE = 'BW002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rises BEFORE UPDATE ON bureau.clips FOR EACH ROW EXECUTE FUNCTION bureau.keep_clip();
`;

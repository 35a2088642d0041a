/** What the catalogue holds. Names of stations and clips sort as bytes, as keys of an archive do. Digests are bytes, instants are `timestamptz`, days are days of the bureau's calendar. */
export const TABLES = `
CREATE TABLE bureau.settings (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  -- in which the days of footage are told
  zone text NOT NULL
);

-- Whoever signs: a key is registered once, by an administrator, and never replaced.
CREATE TABLE bureau.stations (
  station text COLLATE "C" PRIMARY KEY CHECK (station ~ '^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$'),
  origin text NOT NULL UNIQUE,
  public_key text NOT NULL,
  registered_at timestamptz NOT NULL DEFAULT now(),
  registered_by text NOT NULL DEFAULT session_user
);

CREATE TABLE bureau.station_checkpoints (
  station text COLLATE "C" NOT NULL REFERENCES bureau.stations,
  size bigint NOT NULL CHECK (size > 0),
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  -- as it was shown to the archive: the size before, the proof, the signed note
  shown text NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (station, size)
);

CREATE TABLE bureau.record_versions (
  station text COLLATE "C" NOT NULL REFERENCES bureau.stations,
  clip text COLLATE "C" NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  bytes bigint NOT NULL,
  -- of the version before; null for the first
  previous bytea,
  -- the signed root that its entries were proven under
  log_size bigint NOT NULL,
  log_root bytea NOT NULL,
  archive text NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (station, clip, version),
  CHECK ((version = 1) = (previous IS NULL))
);
CREATE INDEX record_roots ON bureau.record_versions (station, log_size);

-- Entries of the stations' logs, as far as they are about clips.
CREATE TABLE bureau.events (
  station text COLLATE "C" NOT NULL REFERENCES bureau.stations,
  seq bigint NOT NULL CHECK (seq >= 0),
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  prev bytea NOT NULL CHECK (octet_length(prev) = 32),
  at timestamptz NOT NULL,
  kind text NOT NULL,
  clip text COLLATE "C" NOT NULL,
  PRIMARY KEY (station, seq)
);

CREATE TABLE bureau.objects (
  sha256 bytea PRIMARY KEY CHECK (octet_length(sha256) = 32),
  key text NOT NULL,
  bytes bigint NOT NULL,
  -- what the archive said when it was last asked; null: it said nothing
  retain_until timestamptz,
  legal_hold boolean,
  -- when an archive last showed it; null: none did so far
  seen_at timestamptz,
  -- a clip it belongs to
  station text COLLATE "C" NOT NULL,
  clip text COLLATE "C" NOT NULL
);

-- A clip as the last version of its record tells it. What no record knows is null.
CREATE TABLE bureau.clips (
  n bigint GENERATED ALWAYS AS IDENTITY,
  station text COLLATE "C" NOT NULL REFERENCES bureau.stations,
  clip text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  sha256 bytea NOT NULL,
  bytes bigint NOT NULL,
  recorded_at timestamptz,
  recorded_until timestamptz,
  recorded_basis text,
  uncertainty_ms double precision,
  stored_at timestamptz NOT NULL,
  -- recorded_at, or where that is not known the time of storing
  sort_at timestamptz NOT NULL,
  local_date date NOT NULL,
  camera text,
  officer text,
  unit text,
  party text,
  place text,
  event_type text,
  category text,
  case_number text,
  content text,
  labelled boolean NOT NULL,
  late boolean NOT NULL,
  important boolean NOT NULL,
  legal_hold boolean NOT NULL,
  -- the last day that is settled, 'infinity' for ever, null where none is; it only rises
  kept_until date,
  -- what it is found by: whole values, texts as they are compared, and digests of both
  keys text[] NOT NULL,
  party_text text NOT NULL,
  place_text text NOT NULL,
  words text NOT NULL,
  tokens integer[] NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (station, clip)
);

-- What does not fit together. Never taken back: what came of it is told elsewhere.
CREATE TABLE bureau.alarms (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  station text COLLATE "C" NOT NULL REFERENCES bureau.stations,
  kind text NOT NULL,
  subject text NOT NULL,
  detail text NOT NULL,
  raised_at timestamptz NOT NULL DEFAULT now(),
  raised_by text NOT NULL DEFAULT session_user
);
-- Found again by every import, told once.
CREATE UNIQUE INDEX alarms_once ON bureau.alarms (station, kind, md5(subject), md5(detail));

CREATE TABLE bureau.imports (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  archive text NOT NULL,
  began_at timestamptz NOT NULL,
  ended_at timestamptz NOT NULL DEFAULT now(),
  by text NOT NULL DEFAULT session_user,
  tally jsonb NOT NULL
);
`;

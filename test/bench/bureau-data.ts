/** Five years of fifty stations in the bureau's catalogue, made in the database itself: ten million clips in minutes. */
import type { Database } from '../../src/bureau/database/database.js';
import { vocabulary, type Word } from './bureau-words.js';
import { say } from './report.js';

const CHUNK = 250_000;
const PER_ACTIVITY = 10;
const PER_CASE = 20;
const YEARS = 5;

/** Evenly spread, from 0 up to n, and the same each time. `salt` keeps one choice from following another. */
const spread = (n: string, salt: number): string =>
  `floor(${n} * ((i * ${String(2_654_435_761 + salt * 40_503)}::bigint % 4294967296) / 4294967296.0::float8))::integer`;
/** The first of them are a thousand times as frequent as the last. */
const skewed = (n: string, salt: number): string =>
  `floor(${n} * power(((i * ${String(2_246_822_519 + salt * 40_503)}::bigint % 4294967296) / 4294967296.0::float8), 3))::integer`;

/** Goes on where an earlier run was stopped; where all of it is there already, it does nothing. */
export async function fillBureau(db: Database, clips: number): Promise<void> {
  await db.run(`CREATE TABLE IF NOT EXISTS w_progress (what text PRIMARY KEY, said text NOT NULL)`);
  if ((await saidOf(db, 'whole')) === String(clips)) return;
  const words = vocabulary(clips);
  for (const [table, all] of Object.entries(words)) await load(db, table, all);
  await db.run(`INSERT INTO bureau.stations (station, origin, public_key) SELECT text, text, 'bench' FROM w_stations
    ON CONFLICT DO NOTHING`);
  await takeIndexesAway(db);
  for (let from = Number((await saidOf(db, 'rows')) ?? 0); from < clips; from += CHUNK) {
    const next = Math.min(clips, from + CHUNK);
    await db.transaction(async () => {
      // What triggers do to each row is done to all of them below.
      await db.run("SET LOCAL session_replication_role = replica; SET LOCAL work_mem = '1GB'");
      await db.run(rows(from / PER_ACTIVITY, next / PER_ACTIVITY - 1, clips / PER_ACTIVITY, words));
      await note(db, 'rows', next);
    });
    say(`  ${String(next)} rows`);
  }
  await bringIndexesBack(db);
  say('  indexes');
  await db.run('VACUUM (ANALYZE) bureau.clips');
  await db.transaction(async () => {
    await db.run(`INSERT INTO bureau.totals SELECT station, date_trunc('month', local_date)::date, event_type, count(*), sum(bytes),
      sum(late::int), sum((NOT labelled)::int), sum(legal_hold::int), 0 FROM bureau.clips GROUP BY 1, 2, 3`);
    await note(db, 'whole', clips);
  });
}

async function saidOf(db: Database, what: string): Promise<string | null> {
  const [row] = await db.query<{ said: string }>('SELECT said FROM w_progress WHERE what = $1', [what]);
  return row?.said ?? null;
}

async function note(db: Database, what: string, said: number | string): Promise<void> {
  await db.query('INSERT INTO w_progress VALUES ($1, $2) ON CONFLICT (what) DO UPDATE SET said = excluded.said', [
    what,
    String(said),
  ]);
}

/** As the schema makes them, after the rows: built at once they take a tenth of the time. */
async function takeIndexesAway(db: Database): Promise<void> {
  const found = await db.query<{ name: string; indexdef: string }>(
    `SELECT indexname AS name, indexdef FROM pg_indexes WHERE schemaname = 'bureau' AND indexname LIKE 'clips_by_%'`,
  );
  if ((await saidOf(db, 'rows')) !== null) return;
  await db.transaction(async () => {
    for (const { name, indexdef } of found) {
      await note(db, `index ${name}`, indexdef);
      await db.run(`DROP INDEX bureau.${name}`);
    }
    await note(db, 'rows', 0);
  });
}

async function bringIndexesBack(db: Database): Promise<void> {
  const taken = await db.query<{ said: string }>(`SELECT said FROM w_progress WHERE what LIKE 'index %' ORDER BY what`);
  for (const { said } of taken) await db.run(said.replace('CREATE INDEX', 'CREATE INDEX IF NOT EXISTS'));
}

async function load(db: Database, table: string, words: readonly Word[]): Promise<void> {
  await db.transaction(async () => {
    await db.run(
      `DROP TABLE IF EXISTS w_${table};
       CREATE TABLE w_${table} (id integer PRIMARY KEY, text text, words text, keys text[], tokens integer[])`,
    );
    for (let i = 0; i < words.length; i += 10_000)
      await db.query(
        `INSERT INTO w_${table} SELECT ${String(i)} + (n - 1), text, words, keys, tokens FROM ROWS FROM (jsonb_to_recordset($1)
          AS (text text, words text, keys text[], tokens integer[])) WITH ORDINALITY AS x (text, words, keys, tokens, n)`,
        [JSON.stringify(words.slice(i, i + 10_000))],
      );
  });
}

type Words = ReturnType<typeof vocabulary>;

/** The clips of some activities: who, where and what is the same in all clips of one, and each begins five minutes after the one before. */
function rows(from: number, to: number, activities: number, words: Words): string {
  const n = (table: string): string => String(words[table]?.length ?? 0);
  const choices: readonly (readonly [table: string, alias: string, id: string])[] = [
    ['parties', 'party', skewed(n('parties'), 1)],
    ['places', 'place', skewed(n('places'), 2)],
    ['contents', 'content', skewed(n('contents'), 3)],
    ['events', 'event', skewed(n('events'), 4)],
    ['categories', 'category', spread(n('categories'), 5)],
    ['cameras', 'camera', spread(n('cameras'), 6)],
    ['officers', 'officer', spread(n('officers'), 7)],
    ['times', 'clock', spread(n('times'), 8)],
    ['kinds', 'kind', spread(n('kinds'), 9)],
    ['days', 'day', `(i::bigint * ${n('days')} / ${String(activities)})::integer`],
    ['cases', 'the_case', `i / ${String(PER_CASE / PER_ACTIVITY)}`],
  ];
  const joined = choices.map(([table, alias]) => `JOIN w_${table} ${alias} ON ${alias}.id = i_${alias}`).join(' ');
  const picked = choices.map(([, alias, id]) => `${id} AS i_${alias}`).join(', ');
  // Half of what was recorded in the first fifth of the time, and nothing since.
  const old = `CASE WHEN i < ${String(activities)} / 5 AND i % 2 = 0 THEN`;
  const mark = (name: string, when: string, of: 'keys' | 'tokens'): string =>
    `CASE WHEN ${when} THEN (SELECT ${of} FROM w_marks WHERE text = '${name}') END`;
  const all = (of: 'keys' | 'tokens'): string =>
    [
      ...['party', 'place', 'content', 'event', 'camera', 'officer', 'clock', 'kind', 'day', 'the_case'].map(
        (a) => `${a}.${of}`,
      ),
      ...['number', 'station', 'unit', 'state'].map((a) => `${a}.${of}`),
      `${old} past.${of} ELSE category.${of} END`,
      mark('late', 'i % 50 = 7', of),
      mark('held', 'i % 200 = 9', of),
    ].join(' || ');
  return `INSERT INTO bureau.clips (station, clip, version, kind, state, sha256, bytes, recorded_at, recorded_until, recorded_basis,
      uncertainty_ms, stored_at, sort_at, local_date, camera, officer, unit, party, place, event_type, category, case_number, content,
      labelled, late, important, legal_hold, kept_until, keys, party_text, place_text, words, tokens)
    SELECT station, 'c_' || lpad((i * ${String(PER_ACTIVITY)} + k)::text, 26, '0'), 1, kind, 'verified',
      sha256((i * ${String(PER_ACTIVITY)} + k)::text::bytea), 50000000 + i, at + k * '5 min'::interval, at + k * '5 min'::interval + '4 min',
      'file name', 500, at + '8 h', at + k * '5 min'::interval,
      ((at + k * '5 min'::interval) AT TIME ZONE 'Asia/Shanghai')::date, camera, officer, unit, party, place, event, category, the_case,
      content, true, late, false, held, '2030-01-01', keys, party_text, place_text, words, tokens
    FROM (SELECT i, at, station.text AS station, kind.text AS kind, camera.text AS camera, officer.text AS officer, unit.text AS unit,
        party.text AS party, place.text AS place, event.text AS event, ${old} past.text ELSE category.text END AS category,
        the_case.text AS the_case, content.text AS content, i % 50 = 7 AS late, i % 200 = 9 AS held, ${all('keys')} AS keys,
        party.words AS party_text, place.words AS place_text,
        concat_ws(' ', party.words, place.words, content.words, event.words, category.words, camera.words, officer.words,
          number.words, unit.words, the_case.words, 'dcim', day.words, clock.words, 'mp4', ${old} past.words END) AS words,
        ${all('tokens')} AS tokens
      FROM (SELECT i, ${picked},
          '2021-01-01'::timestamptz + i * ('${String(YEARS)} years'::interval / ${String(activities)}) AS at
        FROM generate_series(${String(from)}, ${String(to)}) i) c
      ${joined} JOIN w_stations station ON station.id = i_camera / 20 JOIN w_units unit ON unit.id = i_camera / 20
      JOIN w_numbers number ON number.id = officer.id CROSS JOIN w_states state CROSS JOIN w_past past
      ORDER BY i) activity
    CROSS JOIN generate_series(0, ${String(PER_ACTIVITY - 1)}) k`;
}

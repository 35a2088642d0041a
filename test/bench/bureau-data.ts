/** Five years of fifty stations in the bureau's catalogue, made in the database itself: ten million clips in minutes. */
import type { Database } from '../../src/bureau/database/database.js';
import { vocabulary, type Word } from './bureau-words.js';
import { say } from './report.js';

const CHUNK = 500_000;
const YEARS = 5;

/** Evenly spread, from 0 up to n, and the same each time. `salt` keeps one choice from following another. */
const spread = (n: string, salt: number): string =>
  `floor(${n} * ((i * ${String(2_654_435_761 + salt * 40_503)}::bigint % 4294967296) / 4294967296.0::float8))::integer`;
/** The first of them are a thousand times as frequent as the last. */
const skewed = (n: string, salt: number): string =>
  `floor(${n} * power(((i * ${String(2_246_822_519 + salt * 40_503)}::bigint % 4294967296) / 4294967296.0::float8), 3))::integer`;

const INDEXES = [
  'clips_by_time',
  'clips_by_station',
  'clips_by_event',
  'clips_by_category',
  'clips_by_content',
  'clips_by_tokens',
];

export async function fillBureau(db: Database, clips: number): Promise<void> {
  const words = vocabulary(clips);
  for (const [table, all] of Object.entries(words)) await load(db, table, all);
  await db.run(`INSERT INTO bureau.stations (station, origin, public_key) SELECT text, text, 'bench' FROM w_stations;
    ALTER TABLE bureau.clips DISABLE TRIGGER totals`);
  const definitions = await db.query<{ indexdef: string }>(
    'SELECT indexdef FROM pg_indexes WHERE indexname = ANY ($1)',
    [INDEXES],
  );
  for (const index of INDEXES) await db.run(`DROP INDEX bureau.${index}`);
  for (let from = 0; from < clips; from += CHUNK) {
    await db.run(rows(from, Math.min(clips, from + CHUNK) - 1, clips, words));
    say(`  ${String(Math.min(clips, from + CHUNK))} rows`);
  }
  for (const { indexdef } of definitions) await db.run(indexdef);
  await db.run('VACUUM (ANALYZE) bureau.clips');
  await db.run(`ALTER TABLE bureau.clips ENABLE TRIGGER totals;
    INSERT INTO bureau.totals SELECT station, date_trunc('month', local_date)::date, event_type, count(*), sum(bytes), sum(late::int),
      sum((NOT labelled)::int), sum(legal_hold::int), 0 FROM bureau.clips GROUP BY 1, 2, 3`);
}

async function load(db: Database, table: string, words: readonly Word[]): Promise<void> {
  await db.run(
    `CREATE UNLOGGED TABLE w_${table} (id integer PRIMARY KEY, text text, words text, keys text[], tokens integer[])`,
  );
  for (let i = 0; i < words.length; i += 10_000)
    await db.query(
      `INSERT INTO w_${table} SELECT ${String(i)} + (n - 1), x.* FROM ROWS FROM (jsonb_to_recordset($1)
        AS (text text, words text, keys text[], tokens integer[])) WITH ORDINALITY AS x (text, words, keys, tokens, n)`.replace(
        'x.*',
        'text, words, keys, tokens',
      ),
      [JSON.stringify(words.slice(i, i + 10_000))],
    );
}

type Words = ReturnType<typeof vocabulary>;

function rows(from: number, to: number, clips: number, words: Words): string {
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
    ['days', 'day', `(i::bigint * ${n('days')} / ${String(clips)})::integer`],
    ['cases', 'the_case', 'i / 20'],
  ];
  const joined = choices.map(([table, alias]) => `JOIN w_${table} ${alias} ON ${alias}.id = i_${alias}`).join(' ');
  const picked = choices.map(([, alias, id]) => `${id} AS i_${alias}`).join(', ');
  // Half of what was recorded in the first fifth of the time, and nothing since.
  const old = `CASE WHEN i < ${String(clips)} / 5 AND i % 2 = 0 THEN`;
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
    SELECT station.text, 'c_' || lpad(i::text, 26, '0'), 1, kind.text, 'verified', sha256(i::text::bytea), 50000000 + i, at, at + '5 min',
      'file name', 500, at + '8 h', at, (at AT TIME ZONE 'Asia/Shanghai')::date, camera.text, officer.text, unit.text, party.text,
      place.text, event.text, ${old} past.text ELSE category.text END, the_case.text, content.text, true, i % 50 = 7, false, i % 200 = 9,
      '2030-01-01', ${all('keys')}, party.words, place.words,
      concat_ws(' ', party.words, place.words, content.words, event.words, category.words, camera.words, officer.words,
        number.words, unit.words, the_case.words, 'dcim', day.words, clock.words, 'mp4',
        ${old} past.words END),
      ${all('tokens')}
    FROM (SELECT i, ${picked}, '2021-01-01'::timestamptz + i * ('${String(YEARS)} years'::interval / ${String(clips)}) AS at
      FROM generate_series(${String(from)}, ${String(to)}) i) c
    ${joined} JOIN w_stations station ON station.id = i_camera / 20 JOIN w_units unit ON unit.id = i_camera / 20
    JOIN w_numbers number ON number.id = officer.id CROSS JOIN w_states state CROSS JOIN w_past past
    ORDER BY i`;
}

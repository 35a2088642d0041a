/** What an import costs in a catalogue of that size: batches as the importer sends them, through the same function, taken back. */
import type { Database } from '../../src/bureau/database/database.js';
import { say } from './report.js';

/** As `src/bureau/import/import-records.ts` sends them. */
const BATCH = 48;
const BATCHES = 40;

/** New clips that say what clips of all years say, each with one entry and one object. */
const PAYLOAD = `SELECT jsonb_agg(jsonb_build_object('clip', 'c_new' || lpad(c.n::text, 20, '0'), 'version', 1,
    'sha256', encode(sha256(('record ' || c.n)::bytea), 'hex'), 'bytes', 5000, 'previous', null, 'logSize', 1,
    'logRoot', repeat('00', 32), 'archive', 'bench', 'row', to_jsonb(c) || jsonb_build_object('sha256', '\\x' || new_sha256),
    'events', jsonb_build_array(jsonb_build_object('seq', c.n * 2, 'hash', new_sha256, 'prev', new_sha256, 'at', c.sort_at, 'kind', 'clip.stored')),
    'objects', jsonb_build_array(jsonb_build_object('sha256', new_sha256, 'key', 'originals/' || new_sha256, 'bytes', c.bytes,
      'retainUntil', c.sort_at, 'legalHold', false, 'seenAt', now(), 'station', c.station, 'clip', c.clip))))::text AS payload
  FROM (SELECT *, encode(sha256(('new ' || n)::bytea), 'hex') AS new_sha256 FROM bureau.clips
    WHERE sort_at >= $1::timestamptz ORDER BY sort_at, n LIMIT ${String(BATCH)}) c`;

export async function benchImport(db: Database, spent: () => number): Promise<void> {
  let [ms, records] = [0, 0];
  await db.run('BEGIN');
  for (let i = 0; i < BATCHES; i += 1) {
    const from = `202${String(1 + (i % 5))}-0${String(1 + Math.floor(i / 5))}-03T00:00:00Z`;
    const [row] = await db.query<{ payload: string }>(PAYLOAD, [from]);
    const began = spent();
    const outcomes = await db.query<{ outcome: string }>(
      `SELECT outcome FROM bureau.import_records('st-0000000000', $1)`,
      [row?.payload],
    );
    ms += spent() - began;
    records += outcomes.filter(({ outcome }) => outcome === 'new').length;
  }
  await db.run('ROLLBACK');
  if (records < BATCH * BATCHES)
    throw new Error(`of ${String(BATCH * BATCHES)} records ${String(records)} were taken in`);
  say(`  import: ${(ms / records).toFixed(2)} ms of the processor for each of ${String(records)} records`);
}

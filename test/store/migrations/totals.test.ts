/** The totals of the status are what a scan of everything would give, whatever happened before the step or since. */
import path from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openWriter, type Db } from '../../../src/store/database.js';
import { MIGRATIONS } from '../../../src/store/migrations/index.js';
import { DeadlineLists } from '../../../src/store/repositories/deadline-lists.js';
import { AT } from '../fixed-clock.js';
import { newDb, tempFolder } from '../support.js';

const STEP = 19;

const change = fc.oneof(
  fc.record({ what: fc.constant('original' as const), n: fc.nat(4), bytes: fc.nat(9) }),
  fc.record({ what: fc.constant('disposed' as const), n: fc.nat(4), fate: fc.constantFrom('removed', 'shared') }),
  fc.record({ what: fc.constantFrom('returned' as const, 'goneAgain' as const, 'forgotten' as const), n: fc.nat(4) }),
  fc.record({ what: fc.constant('thumbnail' as const) }),
  fc.record({ what: fc.constant('clip' as const), n: fc.nat(4) }),
  fc.record({
    what: fc.constant('deadline' as const),
    n: fc.nat(4),
    rule: fc.constantFrom('upload', 'label'),
    settled: fc.constantFrom(null, 'met', 'late', 'blocked', 'provisional'),
    done: fc.boolean(),
  }),
  fc.record({
    what: fc.constant('settle' as const),
    n: fc.nat(4),
    settled: fc.constantFrom(null, 'met', 'blocked', 'provisional'),
  }),
  fc.record({ what: fc.constant('cleared' as const), n: fc.nat(4) }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

let rows = 0;

function apply(db: Database.Database, one: Change): void {
  const run = (sql: string, values: object): void => void db.prepare(sql).run(values);
  rows += 1;
  const file = (sha256: string | null, fate: string): void => {
    const sql =
      "INSERT INTO disposed_files (clip_id, role, stored_path, sha256, bytes, fate) VALUES ('c', 'original', 'p', @sha256, 1, @fate)";
    run(sql, { sha256, fate });
  };
  const n = 'n' in one ? String(one.n) : null;
  switch (one.what) {
    case 'original':
      run(
        `INSERT INTO originals (sha256, bytes, stored_path, stored_at, read_back)
         SELECT @n, @bytes, @path, '', 'direct' WHERE NOT EXISTS (SELECT 1 FROM originals WHERE sha256 = @n)`,
        { n, bytes: one.bytes, path: `p${String(rows)}` },
      );
      break;
    case 'disposed':
      file(n, one.fate);
      break;
    case 'thumbnail':
      file(null, 'removed');
      break;
    case 'returned':
      run("UPDATE disposed_files SET returned_at = 't' WHERE sha256 = @n AND returned_at IS NULL", { n });
      break;
    case 'goneAgain':
      run('UPDATE disposed_files SET returned_at = NULL WHERE sha256 = @n', { n });
      break;
    case 'forgotten':
      run('DELETE FROM originals WHERE sha256 = @n', { n });
      break;
    case 'clip':
      run(
        `INSERT INTO clips (id, sha256, bytes, kind, state, camera_id, visit_id, source_type, source_path, source_stamp,
           stored_path, stored_at, sort_at, important, encrypted, media_state)
         VALUES (@id, @id, 1, '', '', '', '', '', '', '', '', '', '', 0, 0, '')`,
        { id: `c${String(rows)}` },
      );
      break;
    case 'deadline':
      run(
        `INSERT INTO deadlines (clip_id, rule, due, done_at, provisional, blocked, settled, estimated, camera_id)
         SELECT @n, @rule, '2026-01-01T00:00:00.000Z', @done, 0, 0, @settled, 0, 'cam'
         WHERE NOT EXISTS (SELECT 1 FROM deadlines WHERE clip_id = @n AND rule = @rule)`,
        { n, rule: one.rule, done: one.done ? AT : null, settled: one.settled },
      );
      break;
    case 'settle':
      run('UPDATE deadlines SET settled = @settled, done_at = NULL WHERE clip_id = @n', { n, settled: one.settled });
      break;
    case 'cleared':
      run('DELETE FROM deadlines WHERE clip_id = @n', { n });
      break;
  }
}

const SCANNED = `SELECT (SELECT count(*) FROM clips) AS clips, (SELECT ifnull(sum(bytes), 0) FROM originals o WHERE NOT EXISTS
  (SELECT 1 FROM disposed_files d WHERE d.sha256 = o.sha256 AND d.fate = 'removed' AND d.returned_at IS NULL)) AS bytes`;
const AT_ONCE = { now: AT, soon: AT };

/** As they were counted before anything was kept. */
function scannedTally(db: Database.Database): object {
  const late = db.prepare<[], { state: string; n: number }>(
    `SELECT CASE WHEN done_at IS NOT NULL THEN 'doneLate' ELSE 'late' END AS state, count(*) AS n FROM deadlines
     WHERE settled IS NULL AND done_at IS NULL OR settled = 'late' GROUP BY 1`,
  );
  const rest = db.prepare<[], { state: string; n: number }>(
    `SELECT settled AS state, count(*) AS n FROM deadlines
     WHERE settled = 'met' OR settled IN ('blocked', 'provisional') AND done_at IS NULL GROUP BY 1`,
  );
  return Object.fromEntries([...late.all(), ...rest.all()].map(({ state, n }) => [state, n]));
}

/** What is settled as late is done: the engine makes no other. */
const possible = (one: Change): boolean => one.what !== 'deadline' || one.settled !== 'late' || one.done;

function same(db: Db): void {
  expect(db.prepare('SELECT clips, bytes FROM totals').get()).toEqual(db.prepare(SCANNED).get());
  expect(Object.fromEntries(new DeadlineLists(db).tally(AT_ONCE, {}))).toEqual(scannedTally(db));
}

const changes = fc.array(change.filter(possible), { maxLength: 30 });

describe('the totals', () => {
  it('follow every change', async () => {
    const db = await newDb();
    db.pragma('foreign_keys = OFF');
    fc.assert(
      fc.property(changes, (all) => {
        db.exec('SAVEPOINT before');
        try {
          for (const one of all) {
            apply(db, one);
            same(db);
          }
        } finally {
          db.exec('ROLLBACK TO before; RELEASE before');
        }
      }),
      { numRuns: 150 },
    );
  });

  it('begin with what was there before they were kept', async () => {
    const file = path.join(await tempFolder(), 'station.db');
    const old = new Database(file);
    for (const step of MIGRATIONS.slice(0, STEP)) old.exec(step);
    old.pragma(`user_version = ${String(STEP)}`);
    old.pragma('foreign_keys = OFF');
    for (const all of fc.sample(change.filter(possible), { numRuns: 200, seed: 5 })) apply(old, all);
    old.close();
    const db = openWriter(file);
    onTestFinished(() => {
      db.close();
    });
    expect(db.prepare('SELECT clips FROM totals').pluck().get()).toBeGreaterThan(0);
    same(db);
  });
});

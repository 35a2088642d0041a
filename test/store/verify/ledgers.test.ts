/** Ledgers of cameras, consents and explanations, changed behind the station's back, and what verify then names. */
import type Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyOf, tamper } from '../support.js';
import { withLedgers, type Ledgers } from './ledgers.js';
import { named, verify } from './station.js';

let ledgers: Ledgers;
beforeAll(async () => {
  ledgers = await withLedgers();
});
afterAll(() => {
  ledgers.remove();
});

async function found(change: (db: Database.Database) => void): Promise<string[]> {
  const copy = await copyOf(ledgers.paths);
  tamper(copy, change);
  return [...new Set(named((await verify(copy)).findings))];
}

const SUBJECTS = {
  readiness_checks: 'cam_\\w+',
  camera_movements: 'cam_\\w+',
  consents: '(?:camera|clip):\\w+',
  explanations: 'a_\\w+',
} as const;
const is = (kind: string, table: keyof typeof SUBJECTS): unknown =>
  expect.stringMatching(new RegExp(`^row\\.${kind} ${table} ${SUBJECTS[table]}$`));

const CHANGES: readonly (readonly [keyof typeof SUBJECTS, string, unknown])[] = [
  ['readiness_checks', 'visit_id', null],
  ['readiness_checks', 'occasion', 'issue'],
  ['readiness_checks', 'at', '2026-01-01T00:00:00.000Z'],
  ['readiness_checks', 'rulebook', 'x'],
  ['readiness_checks', 'fit', 0],
  ['readiness_checks', 'facts', '{}'],
  ['readiness_checks', 'checks', '[]'],
  ['readiness_checks', 'by', 'li'],
  ['camera_movements', 'camera_id', 'cam_9'],
  ['camera_movements', 'act', 'return'],
  ['camera_movements', 'act', 'unheard of'],
  ['camera_movements', 'at', '2026-01-01T00:00:00.000Z'],
  ['camera_movements', 'officer', '999999'],
  ['camera_movements', 'purpose', 'x'],
  ['camera_movements', 'back_by', null],
  ['camera_movements', 'recorded', 1],
  ['camera_movements', 'reference', 'x'],
  ['camera_movements', 'remark', null],
  ['camera_movements', 'check_id', 1],
  ['camera_movements', 'said_by', 'li'],
  ['camera_movements', 'said_at', '2026-01-01T00:00:00.000Z'],
  ['consents', 'subject_kind', 'clip'],
  ['consents', 'role', 'x'],
  ['consents', 'approver', '别人'],
  ['consents', 'reason', 'cameraLost'],
  ['consents', 'reference', null],
  ['consents', 'at', '2026-01-01T00:00:00.000Z'],
  ['consents', 'said_by', 'li'],
  ['consents', 'said_at', '2026-01-01T00:00:00.000Z'],
  ['explanations', 'activity_id', 'a_9'],
  ['explanations', 'interruption', 'x'],
  ['explanations', 'kind', 'report'],
  ['explanations', 'cause', 'x'],
  ['explanations', 'reference', 'x'],
  ['explanations', 'clip_id', null],
  ['explanations', 'offset_ms', 5],
  ['explanations', 'at', '2026-01-01T00:00:00.000Z'],
  ['explanations', 'said_by', 'li'],
  ['explanations', 'said_at', '2026-01-01T00:00:00.000Z'],
];

const TABLES = Object.keys(SUBJECTS) as (keyof typeof SUBJECTS)[];

describe('a ledger', () => {
  it('is as the log has it, with lines in all of them', async () => {
    expect(
      await found((db) => {
        for (const table of TABLES)
          expect(db.prepare(`SELECT count(*) FROM ${table} WHERE entry IS NOT NULL`).pluck().get()).toBeGreaterThan(0);
      }),
    ).toEqual([]);
  });

  it.each(CHANGES)('with another %s.%s (%j) is named', async (table, column, value) => {
    const names = await found((db) => {
      const changed = db
        .prepare(`UPDATE ${table} SET "${column}" = ? WHERE entry = (SELECT min(entry) FROM ${table})`)
        .run(value);
      expect(changed.changes).toBe(1);
    });
    expect(names).toEqual([is('altered', table)]);
  });

  it.each(TABLES)('%s without one of its lines is named', async (table) => {
    expect(
      await found((db) => {
        db.prepare(`DELETE FROM ${table} WHERE entry = (SELECT max(entry) FROM ${table})`).run();
      }),
    ).toEqual([expect.stringMatching(new RegExp(`^row\\.missing ${table}`))]);
  });

  it.each(TABLES)('%s with a line more is named, also where that names no entry, or another line’s', async (table) => {
    for (const entry of ['NULL', '999999', "(SELECT seq FROM custody_entries WHERE kind = 'clip.stored' LIMIT 1)"])
      expect(
        await found((db) => {
          db.exec(`CREATE TEMP TABLE forged AS SELECT * FROM ${table} WHERE entry = (SELECT min(entry) FROM ${table})`);
          db.exec(`UPDATE forged SET id = 999, entry = ${entry}`);
          db.exec(`INSERT INTO ${table} SELECT * FROM forged`);
        }),
      ).toEqual([is('unexpected', table)]);
  });

  it('with two lines in the other order is named: the last of them is what counts', async () => {
    const names = await found((db) => {
      db.exec("UPDATE camera_movements SET id = 1000 WHERE act = 'lost'");
    });
    expect(names).toEqual([is('altered', 'camera_movements')]);
    const consents = await found((db) => {
      db.exec('UPDATE consents SET id = 1000 WHERE id = (SELECT min(id) FROM consents)');
    });
    expect(consents).toEqual([is('altered', 'consents')]);
  });

  it('whose check was given another number is named', async () => {
    const names = await found((db) => {
      db.exec('UPDATE readiness_checks SET id = 1000 WHERE id = (SELECT max(id) FROM readiness_checks)');
    });
    expect(names).toEqual([is('altered', 'readiness_checks')]);
  });
});

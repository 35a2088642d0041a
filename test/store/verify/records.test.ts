/** What people put on record, changed behind the station's back, and what verify then names. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAct, type ActInput, type ActName, type ActOutput } from '../../../src/records/index.js';
import type { DataPaths } from '../../../src/store/paths.js';
import { openStationStore } from '../../../src/store/station-store.js';
import { rulesOf } from '../../records/support.js';
import { copyOf, describeClip, initAt, storeOptions, tamper, TestVisit } from '../support.js';
import { named, verify } from './station.js';

let paths: DataPaths;
let dir: string;
const clips: string[] = [];

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'bwc-records-'));
  paths = await initAt(path.join(dir, 'data'));
  const store = openStationStore(paths, storeOptions);
  const rules = rulesOf('xiamen-2021');
  const now = (): string => '2026-03-03T02:00:00.000Z';
  const act = <N extends ActName>(name: N, input: ActInput<N>): ActOutput<N> =>
    runAct({ store, rules, now, by: 'wang' }, name, input);
  const visit = TestVisit.open(store);
  for (const name of ['a', 'b', 'c']) {
    const index = await visit.ingest(`VIDEO/${name}.mp4`, name);
    clips.push(store.entries.get(visit.subject.id, index)?.clipId ?? '');
  }
  describeClip(store, clips[0] ?? '', '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:01.000Z');
  const fields = { unit: '思明', party: '某店', inspectionDate: '2026-03-01', inspectionContent: '检查' };
  act('fact.state', { subject: { kind: 'clip', id: clips[0] ?? '' }, fact: { flag: 'complaint' } });
  const { activity } = act('activity.begin', { title: '早市', clips });
  act('activity.leave', { activity: activity.id, clips: clips.slice(2), why: '另一活动' });
  act('label.put', { clips, fields, important: true, refusedToSign: false });
  const { id } = act('case.open', { number: '厦1', retention: { years: 10 } });
  act('case.join', { case: id, clips: clips.slice(0, 2), ordinal: 1, recordItem: '送达' });
  act('case.leave', { case: id, clips: clips.slice(1, 2), why: '误' });
  act('case.close', { case: id, at: '2026-03-02T18:00:00+08:00' });
  await store.signer.sign();
  store.close();
});

afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

async function found(change: (db: Database.Database) => void): Promise<string[]> {
  const copy = await copyOf(paths);
  tamper(copy, change);
  return [...new Set(named((await verify(copy)).findings))];
}

const CHANGES: readonly (readonly [string, string, unknown])[] = [
  ['statements', 'value', '{"holds":false}'],
  ['statements', 'value', null],
  ['statements', 'fact', 'flag:petition'],
  ['statements', 'source', 'app'],
  ['statements', 'confidence', 'estimated'],
  ['statements', 'why', 'x'],
  ['statements', 'said_by', 'li'],
  ['statements', 'said_at', '2026-03-01T00:00:00.000Z'],
  ['statements', 'subject_kind', 'camera'],
  ['activity_versions', 'title', '夜市'],
  ['activity_versions', 'place', '八市'],
  ['activity_versions', 'by', 'li'],
  ['activity_members', 'activity_id', 'a_0'],
  ['activity_members', 'joined_by', 'li'],
  ['activity_members', 'joined_at', '2026-03-01T00:00:00.000Z'],
  ['activity_members', 'why', 'x'],
  ['case_versions', 'number', '厦2'],
  ['case_versions', 'retention', '{"years":1}'],
  ['case_versions', 'retention', null],
  ['case_versions', 'closed_at', '2020-01-01T00:00:00.000Z'],
  ['case_versions', 'kind', 'penalty'],
  ['case_clips', 'filed_at', '2020-01-01T00:00:00.000Z'],
  ['case_clips', 'ordinal', 7],
  ['case_clips', 'record_item', '听证'],
  ['case_clips', 'case_id', 'k_0'],
  ['label_versions', 'fields', '{"party":"别人"}'],
  ['label_versions', 'fields', 'not json'],
  ['label_versions', 'officers', '[{"name":"x","certificateNo":null}]'],
  ['label_versions', 'witnesses', '["x"]'],
  ['label_versions', 'secrecy', '["privacy"]'],
  ['label_versions', 'party_status', 'absent'],
  ['label_versions', 'refused_to_sign', 1],
  ['label_versions', 'important', 0],
  ['label_versions', 'important', null],
  ['label_versions', 'case_id', 'k_0'],
  ['label_versions', 'no_case_number', 'x'],
  ['label_versions', 'note', 'x'],
  ['label_versions', 'complete', 0],
  ['label_versions', 'rulebook', 'x'],
  ['label_versions', 'by', 'li'],
  ['label_versions', 'at', '2026-03-01T00:00:00.000Z'],
  ['name_versions', 'name', '别名'],
  ['name_versions', 'label', 9],
  ['name_claims', 'base', 'x'],
  ['name_claims', 'number', 9],
];

const subjects: Record<string, RegExp> = {
  statements: /^row\.altered statements /,
  activity_versions: /^row\.altered activity_versions a_/,
  activity_members: /^row\.altered activity_members c_/,
  case_versions: /^row\.altered case_versions k_/,
  case_clips: /^row\.altered case_clips c_/,
  label_versions: /^row\.altered label_versions c_/,
  name_versions: /^row\.altered name_versions c_/,
  name_claims: /^row\.altered name_claims c_/,
};

describe('what people put on record', () => {
  it('is as the log has it', async () => {
    const { findings } = await verify(await copyOf(paths));
    expect(findings).toEqual([]);
  });

  it.each(CHANGES)('with another %s.%s (%j) is named', async (table, column, value) => {
    const names = await found((db) => {
      db.prepare(`UPDATE ${table} SET ${column} = ? WHERE entry = (SELECT min(entry) FROM ${table})`).run(value);
    });
    expect(names).toEqual([expect.stringMatching(subjects[table] ?? /^$/)]);
  });

  it.each([
    ['left_at', '2020-01-01T00:00:00.000Z'],
    ['left_by', 'li'],
    ['left_why', 'x'],
  ])('with another end (%s) of a membership is named', async (column, value) => {
    for (const table of ['activity_members', 'case_clips']) {
      const names = await found((db) => {
        db.prepare(`UPDATE ${table} SET ${column} = ? WHERE left_entry IS NOT NULL`).run(value);
      });
      expect(names).toEqual([expect.stringMatching(subjects[table] ?? /^$/)]);
    }
  });

  it.each(Object.keys(subjects))('that is gone from %s is named', async (table) => {
    const names = await found((db) => {
      db.prepare(`DELETE FROM ${table} WHERE entry = (SELECT min(entry) FROM ${table})`).run();
    });
    expect(names).toEqual([expect.stringMatching(new RegExp(`^row\\.missing ${table}`))]);
  });

  it('whose membership was ended without a word, or whose end was undone, is named', async () => {
    for (const [table, clip] of [
      ['activity_members', clips[0]],
      ['case_clips', clips[0]],
    ] as const) {
      expect(
        await found((db) => {
          db.prepare(`UPDATE ${table} SET left_at = 'x' WHERE clip_id = ? AND left_at IS NULL`).run(clip);
        }),
      ).toEqual([`row.unexpected ${table} ${clip ?? ''}`]);
      const undone = await found((db) => {
        db.prepare(
          `UPDATE ${table} SET left_at = NULL, left_by = NULL, left_why = NULL, left_entry = NULL WHERE left_at IS NOT NULL`,
        ).run();
      });
      expect(undone).toEqual([expect.stringMatching(new RegExp(`^row\\.missing ${table} c_`))]);
    }
  });

  it.each([
    ['statements', "subject_kind = 'case', subject_id = 'k_9'"],
    ['activity_versions', 'version = 99'],
    ['case_versions', 'version = 99'],
    ['label_versions', 'version = 99'],
    ['name_versions', 'version = 99'],
  ])('that was added to %s is named', async (table, change) => {
    const names = await found((db) => {
      db.exec(`CREATE TEMP TABLE forged AS SELECT * FROM ${table} WHERE entry = (SELECT min(entry) FROM ${table})`);
      db.exec(`UPDATE forged SET ${change}, entry = 999999`);
      if (table === 'statements') db.exec('UPDATE forged SET id = 999');
      db.exec(`INSERT INTO ${table} SELECT * FROM forged`);
    });
    expect(names).toEqual([expect.stringMatching(new RegExp(`^row\\.unexpected ${table} `))]);
  });

  it('that borrows the entry of another row is named', async () => {
    const names = await found((db) => {
      db.exec(
        "UPDATE label_versions SET entry = (SELECT seq FROM custody_entries WHERE kind = 'clip.stored' LIMIT 1) WHERE version = 1 AND entry = (SELECT min(entry) FROM label_versions)",
      );
    });
    expect(names).toEqual([
      expect.stringMatching(/^row\.missing label_versions/),
      expect.stringMatching(/^row\.unexpected label_versions/),
    ]);
  });
});

/** What disposal leaves behind, changed behind the station's back, and what verify then names. */
import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAct, type ActInput, type ActName, type ActOutput } from '../../../src/records/index.js';
import { finishDisposals } from '../../../src/store/disposal/finish.js';
import type { DataPaths } from '../../../src/store/paths.js';
import { openStationStore } from '../../../src/store/station-store.js';
import { rulesOf } from '../../records/support.js';
import { fixedClock } from '../fixed-clock.js';
import { copyOf, describeClip, initAt, storeOptions, tamper, TestVisit } from '../support.js';
import { named, verify } from './station.js';

let paths: DataPaths;
let dir: string;
/** Disposed of, approved and not finished, kept under a hold that was released and one that was not. */
let [gone, pending, kept] = ['', '', ''];
const storedPaths = new Map<string, string>();

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'bwc-disposals-'));
  paths = await initAt(path.join(dir, 'data'));
  const store = openStationStore(paths, storeOptions);
  const rules = rulesOf('xiamen-2021');
  let now = '2026-03-03T02:00:00.000Z';
  const act = <N extends ActName>(name: N, input: ActInput<N>, by = 'wang'): ActOutput<N> =>
    runAct({ store, rules, now: () => now, by }, name, input);
  const visit = TestVisit.open(store);
  const clips: string[] = [];
  for (const name of ['a', 'b', 'c']) {
    const index = await visit.ingest(`VIDEO/${name}.mp4`, name);
    const id = store.entries.get(visit.subject.id, index)?.clipId ?? '';
    describeClip(store, id, '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:01.000Z');
    storedPaths.set(id, store.clips.get(id)?.storedPath ?? '');
    clips.push(id);
  }
  [gone, pending, kept] = clips as [string, string, string];
  const fields = {
    unit: '思明',
    party: '某店',
    inspectionDate: '2026-03-01',
    inspectionContent: '检查',
    category: '行政检查',
  };
  act('label.put', { clips, fields });
  for (const reason of ['诉讼', '复议']) act('hold.place', { subject: { kind: 'clip', id: kept }, reason });
  const [hold] = store.holds.list({ clip: kept, active: true, sight: null, after: null, limit: 1 });
  act('hold.askRelease', { hold: hold?.id ?? '', reason: '已结' });
  act('hold.consent', { hold: hold?.id ?? '' }, 'li');
  const clip = { kind: 'clip', id: kept } as const;
  const signed = { person: '陈', role: 'leaderInCharge', at: '2026-03-03T09:00:00+08:00' };
  const approval = act('approval.record', { purpose: 'access', subject: clip, ...signed });
  act('approval.withdraw', { approval: approval.id, why: '误' });
  for (const [i, id] of [gone, pending].entries()) {
    now = '2027-03-03T02:00:00.000Z';
    const { proposal } = act('dispose.propose', { clips: [id], reason: '到期' });
    now = '2027-05-03T02:00:00.000Z';
    act('dispose.approve', { proposal: proposal?.id ?? '' }, 'li');
    if (i === 0) await finishDisposals(store, fixedClock);
  }
  await store.signer.sign();
  store.close();
});

afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

const fileIn = (copy: DataPaths, id: string): string => path.join(copy.root, storedPaths.get(id) ?? '');

async function found(change: (db: Database.Database) => void, files: (copy: DataPaths) => void = () => undefined) {
  const copy = await copyOf(paths);
  tamper(copy, change);
  files(copy);
  return [...new Set(named((await verify(copy)).findings))].map((text) => text.split(' ').slice(0, 2).join(' '));
}
const nothing = (): void => undefined;

describe('verify after a disposal', () => {
  it('finds nothing: what was disposed of is absent, what is not finished may be there or not', async () => {
    expect(await found(nothing)).toEqual([]);
    expect(
      await found(nothing, (copy) => {
        unlinkSync(fileIn(copy, pending));
      }),
    ).toEqual([]);
  });

  it('XM-28: names an original that is missing without a certificate, also where somebody made up a tombstone', async () => {
    const remove = (copy: DataPaths): void => {
      unlinkSync(fileIn(copy, kept));
    };
    const missing = `original.missing ${storedPaths.get(kept) ?? ''}`;
    expect(await found(nothing, remove)).toEqual([missing]);
    const forged = await found((db) => {
      db.exec(`INSERT INTO disposed_clips SELECT '${kept}', proposal_id, name, approved_at, approved_seq, finished_at, finished_seq
        FROM disposed_clips WHERE clip_id = '${gone}'`);
      db.exec(`INSERT INTO disposed_files (clip_id, role, stored_path, sha256, bytes, fate, removed_at)
        SELECT id, 'original', stored_path, sha256, bytes, 'removed', 'x' FROM clips WHERE id = '${kept}'`);
    }, remove);
    expect(forged).toContain(missing);
    expect(forged).toContain(`row.unexpected ${kept}`);
  });

  it('names an original that is there in spite of its certificate', async () => {
    const put = (copy: DataPaths): void => {
      mkdirSync(path.dirname(fileIn(copy, gone)), { recursive: true });
      writeFileSync(fileIn(copy, gone), 'a');
    };
    expect(await found(nothing, put)).toEqual([`original.disposed ${storedPaths.get(gone) ?? ''}`]);
  });

  it.each([
    ['a tombstone that vanished', () => `DELETE FROM disposed_clips WHERE clip_id = '${gone}'`, /^row\.missing c_/],
    ['a file with another digest', () => "UPDATE disposed_files SET sha256 = 'x'", /^row\.altered c_/],
    ['another name', () => "UPDATE disposed_clips SET name = 'x'", /^row\.altered c_/],
    [
      'a proposal by another person',
      () => "UPDATE disposal_proposals SET by = 'zhao'",
      /^row\.altered disposal_proposals/,
    ],
    [
      'a decision by another person',
      () => "UPDATE disposal_decisions SET by = 'zhao'",
      /^row\.altered disposal_decisions/,
    ],
    ['another verdict', () => "UPDATE disposal_items SET verdict = '{}'", /^row\.altered disposal_items/],
    [
      'another outcome',
      () => "UPDATE disposal_outcomes SET outcome = 'barred'",
      /^row\.(?:unexpected|missing) disposal_outcomes/,
    ],
    ['a hold that vanished', () => 'DELETE FROM holds', /^row\.missing h_/],
    ['a hold on another clip', () => `UPDATE holds SET subject_id = '${pending}'`, /^row\.altered h_/],
    [
      'a release nobody consented to',
      () =>
        "INSERT INTO hold_steps (hold_id, step, by, at) SELECT id, 'released', 'x', 'x' FROM holds WHERE id NOT IN (SELECT hold_id FROM hold_steps)",
      /^row\.altered h_/,
    ],
    ['a release that vanished', () => "DELETE FROM hold_steps WHERE step = 'released'", /^row\.altered h_/],
    [
      'a shorter retention',
      () =>
        `UPDATE retention SET floor = '2026-03-02', until = '2026-03-02', earliest = '2026-03-03' WHERE clip_id = '${kept}'`,
      /^row\.altered c_/,
    ],
    ['a retention that vanished', () => `DELETE FROM retention WHERE clip_id = '${kept}'`, /^row\.missing c_/],
    ['an approval by another person', () => "UPDATE approvals SET person = 'x'", /^row\.altered approvals/],
    ['a withdrawal that vanished', () => 'DELETE FROM approval_withdrawals', /^row\.missing approval_withdrawals/],
  ])('names %s', async (_what, sql, expected) => {
    expect(await found((db) => db.exec(sql()))).toContainEqual(expect.stringMatching(expected));
  });
});

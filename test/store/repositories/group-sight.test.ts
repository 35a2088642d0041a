/** Lists are cut to what is seen before they are paged: each page is full but the last, and nothing else shows. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Db } from '../../../src/store/database.js';
import { Activities } from '../../../src/store/repositories/activities.js';
import { Approvals } from '../../../src/store/repositories/approvals.js';
import { Cases } from '../../../src/store/repositories/cases.js';
import { seenClips, type Sight } from '../../../src/store/repositories/clip-sight.js';
import { Disposals } from '../../../src/store/repositories/disposals.js';
import { GROUP_KINDS, type GroupKind } from '../../../src/store/repositories/group-sight.js';
import { Holds } from '../../../src/store/repositories/holds.js';
import type { ListPage } from '../../../src/store/repositories/list-page.js';
import { AT } from '../fixed-clock.js';
import { clipRow, newDb } from '../support.js';
import { Clips } from '../../../src/store/repositories/clips.js';
import { Originals } from '../../../src/store/repositories/originals.js';

const OFFICERS = ['1001', '1002', '1003'];
const CLIPS = 8;
const GROUPS = 7;
const WHO = ['甲 <u_a>', '乙 <u_b>'];

interface World {
  /** Officer and mark of secrecy of each clip. */
  readonly clips: readonly { readonly officer: string; readonly secret: boolean }[];
  /** Of each clip, in which activity and in which case it is; none where it is none of them. */
  readonly activity: readonly number[];
  readonly case: readonly number[];
  /** Clips of each hold and of each proposal. */
  readonly hold: readonly (readonly number[])[];
  readonly proposal: readonly (readonly number[])[];
  /** Who put each on record. */
  readonly by: readonly string[];
}

const one = fc.integer({ min: 0, max: GROUPS * 2 });
const some = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: CLIPS - 1 }), { maxLength: 3 }), {
  minLength: GROUPS,
  maxLength: GROUPS,
});
const each = <T>(of: fc.Arbitrary<T>, n: number): fc.Arbitrary<T[]> => fc.array(of, { minLength: n, maxLength: n });
const world: fc.Arbitrary<World> = fc.record({
  clips: each(fc.record({ officer: fc.constantFrom(...OFFICERS), secret: fc.boolean() }), CLIPS),
  activity: each(one, CLIPS),
  case: each(one, CLIPS),
  hold: some,
  proposal: some,
  by: each(fc.constantFrom(...WHO), GROUPS),
});

const SIGHTS: readonly Sight[] = [
  { by: '甲 <u_a>', reach: 'own', own: ['1001'], recorders: [], units: [], known: [], cleared: [] },
  { by: '丙 <u_c>', reach: 'own', own: ['nobody'], recorders: [], units: [], known: [], cleared: [] },
  {
    by: '乙 <u_b>',
    reach: 'unit',
    own: [],
    recorders: [{ called: '1002', from: '', until: null }],
    units: [],
    known: [],
    cleared: [],
  },
  { by: '丙 <u_c>', reach: 'unit', own: ['1003'], recorders: [], units: [], known: [], cleared: ['privacy'] },
  { by: '丙 <u_c>', reach: 'all', own: [], recorders: [], units: [], known: [], cleared: [] },
  { by: '丙 <u_c>', reach: 'all', own: [], recorders: [], units: [], known: [], cleared: ['privacy'] },
];

const clipName = (i: number): string => `c_${String(i)}`;
const groupName = (kind: string, i: number): string => `${kind}_${String(i).padStart(2, '0')}`;

/** What there is: clips of each group. */
type Held = ReadonlyMap<GroupKind, readonly (readonly string[])[]>;

function fill(db: Db, w: World): Held {
  const clips = new Clips(db);
  const originals = new Originals(db);
  let entry = 0;
  w.clips.forEach(({ officer, secret }, i) => {
    const clip = clipRow(clipName(i), { officerNo: officer });
    const { sha256, bytes, storedPath, storedAt } = clip;
    originals.insert({ sha256, bytes, sm3: null, storedPath, storedAt, readBack: 'direct', recovered: false });
    clips.insert(clip);
    if (!secret) return;
    entry += 1;
    db.prepare(
      `INSERT INTO label_versions (clip_id, version, act_id, fields, officers, witnesses, goods, services, party_status,
         secrecy, rulebook, complete, "by", at, entry) VALUES (?, 1, 'l', '{}', '[]', '[]', '[]', '[]', 'named', '["privacy"]', 'r', 1, 'x', ?, ?)`,
    ).run(clip.id, AT, entry);
  });
  const at = (of: readonly number[], group: number): string[] =>
    of.flatMap((g, clip) => (g === group ? [clipName(clip)] : []));
  const [activities, cases, holds, disposals] = [new Activities(db), new Cases(db), new Holds(db), new Disposals(db)];
  const none = { kind: null, why: null, at: AT, version: 1 } as const;
  const held = new Map<GroupKind, string[][]>(GROUP_KINDS.map((kind) => [kind, []]));
  w.by.forEach((by, i) => {
    const ids = { activity: at(w.activity, i), case: at(w.case, i) };
    const many = { hold: (w.hold[i] ?? []).map(clipName), proposal: (w.proposal[i] ?? []).map(clipName) };
    for (const [kind, list] of Object.entries({ ...ids, ...many })) held.get(kind as GroupKind)?.push(list);
    entry += 4;
    const activity = groupName('activity', i);
    activities.add({ ...none, id: activity, title: null, unit: null, place: null, by, entry });
    for (const clip of ids.activity) activities.join(activity, clip, AT, by, null, (entry += 1));
    const caseId = groupName('case', i);
    const said = { number: null, party: null, stage: null, closedAt: null, retention: null };
    cases.add({ ...none, ...said, id: caseId, by, entry });
    for (const clipId of ids.case)
      cases.join({
        ...{ caseId, clipId, joinedAt: AT, joinedBy: by, filedAt: null, ordinal: null, recordItem: null, why: null },
        entry: (entry += 1),
      });
    const hold = groupName('hold', i);
    holds.place({
      ...{ id: hold, subject: { kind: 'case', id: caseId }, reason: '诉讼', reference: null, by, at: AT },
      ...{ releaseAsked: null, released: null, steps: [] },
    });
    for (const clip of many.hold) holds.reach(hold, clip, AT);
    const proposal = groupName('proposal', i);
    disposals.propose({ id: proposal, reason: 'r', consentFrom: '2026-03-01', rulebook: 'r', by, at: AT, entry });
    for (const clip of many.proposal) disposals.addItem(proposal, clip, {}, (entry += 1));
  });
  return held;
}

type List = (page: ListPage) => { readonly id: string }[];

const listsOf = (db: Db): Readonly<Record<GroupKind, List>> => {
  const [activities, cases, holds, disposals] = [new Activities(db), new Cases(db), new Holds(db), new Disposals(db)];
  return {
    activity: (page) => activities.list(page),
    case: (page) => cases.list(page),
    hold: (page) => holds.list({ clip: null, active: false, ...page }),
    proposal: (page) => disposals.proposals(false, page),
  };
};

/** By the rule as it is told, group by group. */
function visible(db: Db, sight: Sight, { by }: World, kind: GroupKind, held: Held): string[] {
  const seen = seenClips(
    db,
    sight,
    Array.from({ length: CLIPS }, (_, i) => clipName(i)),
  );
  return by
    .flatMap((who, i) => {
      const clips = held.get(kind)?.[i] ?? [];
      const sees = clips.length === 0 ? sight.reach === 'all' || who === sight.by : clips.some((c) => seen.has(c));
      return sees ? [groupName(kind, i)] : [];
    })
    .reverse();
}

/** Page after page, each begun where the one before ended. */
function pages(list: List, sight: Sight, limit: number): string[][] {
  const found: string[][] = [];
  for (let after: string | null = null; ;) {
    const page: string[] = list({ sight, after, limit }).map(({ id }) => id);
    found.push(page);
    if (page.length < limit) return found;
    after = page.at(-1) ?? null;
  }
}

async function newWorldDb(): Promise<Db> {
  const db = await newDb();
  db.exec(
    "INSERT INTO cameras VALUES ('cam_1', NULL, 'm', 'p', NULL, NULL, NULL, NULL, NULL, NULL, 'camera', 't', 't')",
  );
  db.exec(
    `INSERT INTO visits (id, slot, root, driver, profile, source_type, state, phase, opened_at) VALUES ('v_1', 's', '/', 'volume', 'p', 'camera', 'open', 'copying', '${AT}')`,
  );
  return db;
}

describe('a list of activities, cases, holds or proposals', () => {
  it('has in its pages what is seen, in order, and every page is full but the last', async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.integer({ min: 1, max: 4 }), async (w, limit) => {
        const db = await newWorldDb();
        const held = fill(db, w);
        for (const [kind, list] of Object.entries(listsOf(db)) as [GroupKind, List][])
          for (const sight of SIGHTS) {
            const found = pages(list, sight, limit);
            expect(found.flat()).toEqual(visible(db, sight, w, kind, held));
            expect(found.slice(0, -1).every((page) => page.length === limit)).toBe(true);
          }
      }),
      { numRuns: 6 },
    );
  });

  it('of approvals as well: an approval is seen where its subject is', async () => {
    const [w] = fc.sample(world, { numRuns: 1, seed: 7 });
    if (w === undefined) throw new Error('no world');
    const db = await newWorldDb();
    const held = fill(db, w);
    const approvals = new Approvals(db);
    const subjects = [
      ...GROUP_KINDS.flatMap((kind) => w.by.map((_, i) => ({ kind, id: groupName(kind, i) }))),
      ...w.clips.map((_, i) => ({ kind: 'clip' as const, id: clipName(i) })),
    ];
    subjects.forEach((subject, i) => {
      const said = {
        purpose: 'access',
        role: 'r',
        person: 'p',
        at: AT,
        reference: null,
        recordedBy: 'x',
        recordedAt: AT,
      };
      approvals.add({ ...said, purpose: 'access', id: `p_${String(i).padStart(2, '0')}`, subject, entry: i + 1000 });
    });
    for (const sight of SIGHTS) {
      const seen = new Set([
        ...GROUP_KINDS.flatMap((kind) => visible(db, sight, w, kind, held)),
        ...seenClips(
          db,
          sight,
          w.clips.map((_, i) => clipName(i)),
        ),
      ]);
      const found = pages((page) => approvals.newest(page), sight, 3);
      const expected = subjects.flatMap(({ id }, i) => (seen.has(id) ? [`p_${String(i).padStart(2, '0')}`] : []));
      expect(found.flat()).toEqual(expected.reverse());
      expect(found.slice(0, -1).every((page) => page.length === 3)).toBe(true);
    }
  });

  it('walks indexes: neither all clips nor all memberships are read, and nothing but one officer’s is sorted', async () => {
    const db = await newDb();
    const asked: string[] = [];
    const listening = new Proxy(db, {
      get: (target, key) => {
        if (key !== 'prepare') return Reflect.get(target, key) as unknown;
        return (sql: string) => {
          asked.push(sql);
          return target.prepare(sql);
        };
      },
    });
    const lists = listsOf(listening);
    const approvals = new Approvals(listening);
    asked.length = 0;
    for (const sight of SIGHTS)
      for (const list of [...Object.values(lists), (page: ListPage) => approvals.newest(page)])
        list({ sight, after: 'x', limit: 10 });
    expect(asked.length).toBe(SIGHTS.length * 5);
    for (const sql of asked) {
      const nothing = {
        sightBy: '',
        sightOwn: '[]',
        sightRecorders: '[]',
        sightUnits: '[]',
        sightKnown: '[]',
        sightCleared: '[]',
      };
      const steps = db
        .prepare<unknown[], { parent: number; detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all({ ...nothing, after: 'x', limit: 1, clip: null, number: null });
      // What one officer recorded is looked up and then put in order: it is little.
      const ofOne = / IN \(SELECT m\./.test(sql);
      const reads = steps.filter(
        ({ parent, detail }) =>
          /^SCAN (?:c|m|k|o|d|l|clips|deadlines)\b/.test(detail) ||
          (!ofOne && parent === 0 && detail.includes('FOR ORDER BY')),
      );
      expect(reads, sql).toEqual([]);
    }
  });
});

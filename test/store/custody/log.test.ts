import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/domain/canonical-json.js';
import { checkEntry } from '../../../src/store/custody/chain.js';
import { decodeEntry, encodeEntry, FIRST_PREV } from '../../../src/store/custody/entry.js';
import { CustodyLog } from '../../../src/store/custody/log.js';
import { EMPTY_ROOT, leafHash } from '../../../src/store/custody/merkle.js';
import { assertTailIntact } from '../../../src/store/custody/tail.js';
import type { Db } from '../../../src/store/database.js';
import { CustodyEntries } from '../../../src/store/repositories/custody-entries.js';
import { AT } from '../fixed-clock.js';
import { newDb, storeOptions } from '../support.js';

async function newLog(entries = 0): Promise<{ db: Db; log: CustodyLog; custody: CustodyEntries }> {
  const db = await newDb();
  const log = new CustodyLog(db, storeOptions);
  db.transaction(() => {
    for (let n = 0; n < entries; n += 1)
      log.append('store.verified', { n }, { visitId: `v_${String(n)}`, clipId: `c_${String(n)}` });
  })();
  return { db, log, custody: new CustodyEntries(db) };
}

const dump = (db: Db): unknown =>
  ['custody_entries', 'custody_nodes', 'checkpoints'].map((t) => db.prepare(`SELECT * FROM ${t}`).all());

describe('the custody log', () => {
  it('takes entries only inside a transaction', async () => {
    const { db, log } = await newLog();
    expect(() => log.append('store.verified', {})).toThrow('inside the transaction');
    expect(log.head()).toEqual({ size: 0, root: EMPTY_ROOT });
    expect(dump(db)).toEqual([[], [], []]);
  });

  it('numbers entries from 0 and chains each to the one before', async () => {
    const { db, log, custody } = await newLog(5);
    const stored = [...custody.from(0)];
    const entries = stored.map((s) => decodeEntry(s.bytes));
    expect(entries.map((e) => e?.seq)).toEqual([0, 1, 2, 3, 4]);
    expect(entries.map((e) => e?.prev)).toEqual([
      FIRST_PREV,
      ...stored.slice(0, -1).map((s) => s.hash.toString('hex')),
    ]);
    expect(entries[3]).toMatchObject({
      at: AT,
      actor: 'test',
      kind: 'store.verified',
      clockSynchronised: null,
      visitId: 'v_3',
      clipId: 'c_3',
      body: { n: 3 },
    });
    for (const s of stored) expect(s.hash).toEqual(leafHash(s.bytes));
    expect(db.transaction(() => log.append('station.stopped', {}))()).toEqual({ seq: 5, at: AT });
  });

  it('writes exactly the nodes of the tree', async () => {
    const { db } = await newLog(11);
    const nodes = db.prepare('SELECT level, idx FROM custody_nodes ORDER BY level, idx').raw().all();
    expect(nodes).toEqual([
      [1, 0],
      [1, 1],
      [1, 2],
      [1, 3],
      [1, 4],
      [2, 0],
      [2, 1],
      [3, 0],
    ]);
  });

  it('is after a rollback what it was before', async () => {
    const { db, log } = await newLog(6);
    const [before, head] = [dump(db), log.head()];
    const act = db.transaction(() => {
      log.append('store.verified', { lost: true });
      log.append('store.verified', { lost: true });
      throw new Error('the clip could not be recorded');
    });
    expect(act).toThrow('could not be recorded');
    expect(dump(db)).toEqual(before);
    expect(log.head()).toEqual(head);
    expect(db.transaction(() => log.append('store.verified', {}))()).toMatchObject({ seq: 6 });
  });

  it.each([
    'UPDATE custody_entries SET kind = kind',
    'DELETE FROM custody_entries WHERE seq = 2',
    'UPDATE custody_nodes SET hash = hash',
    'DELETE FROM custody_nodes',
    "UPDATE checkpoints SET note = ''",
    'DELETE FROM checkpoints',
  ])('refuses %s', async (sql) => {
    const { db } = await newLog(3);
    db.prepare('INSERT INTO checkpoints (size, at, note) VALUES (3, ?, ?)').run(AT, 'note');
    const before = dump(db);
    expect(() => db.exec(sql)).toThrow('append-only');
    expect(dump(db)).toEqual(before);
  });

  it('refuses to replace an entry by INSERT OR REPLACE', async () => {
    const { db } = await newLog(3);
    const replace = db.prepare(
      'INSERT OR REPLACE INTO custody_entries SELECT seq, at, kind, visit_id, clip_id, bytes, hash FROM custody_entries',
    );
    expect(() => replace.run()).toThrow('append-only');
  });

  it('says which node of the tree is gone', async () => {
    const { db, log } = await newLog(4);
    db.exec('DROP TRIGGER custody_nodes_no_delete; DELETE FROM custody_nodes WHERE level = 2');
    expect(() => log.head()).toThrow(
      expect.objectContaining({ code: 'bwc.custody.chain_broken', details: { level: 2, index: 0 } }),
    );
  });

  it('lists by clip, visit, kind and number', async () => {
    const { db, log, custody } = await newLog(4);
    db.transaction(() => log.append('station.stopped', {}, { clipId: 'c_1' }))();
    const list = (filter: object): number[] =>
      custody.list({ limit: 10, newestFirst: false, ...filter }).map((e) => e.seq);
    expect(list({ clip: 'c_1' })).toEqual([1, 4]);
    expect(list({ visit: 'v_2' })).toEqual([2]);
    expect(list({ kind: 'station.stopped' })).toEqual([4]);
    expect(list({ after: 2 })).toEqual([3, 4]);
    expect(list({ newestFirst: true, limit: 2 })).toEqual([4, 3]);
    expect([...custody.from(1, 2)].map((e) => e.seq)).toEqual([1, 2, 3, 4]);
  });
});

const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'binary' }), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

describe('an entry', () => {
  it('comes back from its bytes', () => {
    const body = fc.dictionary(fc.string(), json, { maxKeys: 5, noNullPrototype: true });
    fc.assert(
      fc.property(body, fc.nat(), fc.option(fc.boolean()), (b, seq, clockSynchronised) => {
        const entry = {
          seq,
          at: AT,
          uptimeMs: 5,
          clockSynchronised,
          actor: 'test',
          kind: 'clip.stored',
          visitId: null,
          clipId: 'c_1',
          body: b,
          prev: FIRST_PREV,
        } as const;
        expect(decodeEntry(encodeEntry(entry))).toEqual({ v: 1, ...entry });
      }),
    );
  });

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '{"seq":1}',
    '{"seq":1.5,"at":"","kind":"","visitId":null,"clipId":null,"body":{},"prev":""}',
    'ÿ',
  ])('is not %j', (text) => {
    expect(decodeEntry(Buffer.from(text))).toBeUndefined();
  });
});

describe('the end of the log at start-up', () => {
  const chain = async (act: (db: Db) => void): Promise<unknown> => {
    const { db, log, custody } = await newLog(300);
    db.exec('DROP TRIGGER custody_entries_no_update; DROP TRIGGER custody_entries_no_delete');
    act(db);
    try {
      assertTailIntact(custody, log.head().size);
      return null;
    } catch (error) {
      return error;
    }
  };

  it('is found intact', async () => {
    expect(await chain(() => undefined)).toBeNull();
  });

  it.each([
    [
      'an altered entry',
      'UPDATE custody_entries SET bytes = CAST(replace(bytes, \'"n":250\', \'"n":251\') AS BLOB) WHERE seq = 250',
      250,
    ],
    ['a lost entry', 'DELETE FROM custody_entries WHERE seq = 270', 270],
    ['another hash', 'UPDATE custody_entries SET hash = zeroblob(32) WHERE seq = 280', 280],
    ['another clip', "UPDATE custody_entries SET clip_id = 'c_0' WHERE seq = 290", 290],
    ['another visit', 'UPDATE custody_entries SET visit_id = NULL WHERE seq = 291', 291],
    ['another kind', "UPDATE custody_entries SET kind = 'clip.failed' WHERE seq = 292", 292],
    ['another time', "UPDATE custody_entries SET at = '2026-01-01T00:00:00.000Z' WHERE seq = 293", 293],
  ])('%s is named', async (_, sql, seq) => {
    expect(await chain((db) => db.exec(sql))).toMatchObject({ code: 'bwc.custody.chain_broken', details: { seq } });
  });

  it('a number that disagrees with the bytes, or a chain that was bent, is named', async () => {
    const { custody } = await newLog(3);
    const [first, second] = [...custody.from(0)];
    if (first === undefined || second === undefined) throw new Error('no entries');
    expect(checkEntry(second, 1, first.hash)).toBeNull();
    expect(checkEntry({ ...second, seq: 2 }, 2, first.hash)).toBe('it says it is number 1');
    expect(checkEntry(second, 1, Buffer.alloc(32))).toBe('it does not follow from the entry before it');
    expect(checkEntry({ ...second, bytes: Buffer.from('{}'), hash: leafHash(Buffer.from('{}')) }, 1, first.hash)).toBe(
      'its bytes are no custody entry',
    );
  });
});

/** How much goes at once, and that what is written down together fails alone. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { GroupCommit } from '../../../src/archive/sync/group-commit.js';
import { LANES, roomFor, weightOf } from '../../../src/archive/sync/lanes.js';
import { OnRecord } from '../../records/support.js';

const orders = fc.array(fc.record({ bytes: fc.option(fc.nat(2 ** 33)) }), { maxLength: 40 });

it('takes the first orders that there is room for, and never stands still for one that is too heavy', () => {
  fc.assert(
    fc.property(orders, fc.integer({ min: 1, max: LANES }), fc.boolean(), (all, room, isIdle) => {
      const taken = roomFor(all, room, isIdle);
      expect(taken).toEqual(all.slice(0, taken.length));
      const weight = taken.reduce((sum, { bytes }) => sum + weightOf(bytes), 0);
      expect(weight <= room || (isIdle && taken.length === 1)).toBe(true);
      const next = all[taken.length];
      if (next !== undefined) expect(weight + weightOf(next.bytes)).toBeGreaterThan(room);
      if (isIdle && all.length > 0) expect(taken.length).toBeGreaterThan(0);
    }),
  );
  expect(
    roomFor(
      Array.from({ length: 99 }, () => ({ bytes: 2 ** 30 })),
      LANES,
      true,
    ),
  ).toHaveLength(4);
});

it('commits what is written at the same time together, and undoes what failed alone', async () => {
  const { store } = await OnRecord.open();
  let transactions = 0;
  const { write } = new GroupCommit({
    db: store.db,
    transaction: (act) => {
      if (!store.db.inTransaction) transactions += 1;
      return store.transaction(act);
    },
  });
  const size = (): number => store.log.head().size;
  const before = size();
  const say = (n: number) => () => store.log.append('archive.sync_asked', { by: String(n) }).seq;
  const failing = () => {
    say(9)();
    throw new Error('not this one');
  };
  const all = await Promise.allSettled([write(say(1)), write(failing), write(say(2))]);
  expect(all.map((one) => (one.status === 'fulfilled' ? one.value - before : String(one.reason)))).toEqual([
    0,
    'Error: not this one',
    1,
  ]);
  expect([transactions, size() - before, store.db.inTransaction]).toEqual([1, 2, false]);
});

it('tells everybody where the disk ends the transaction of all', async () => {
  const { store } = await OnRecord.open();
  const { write } = new GroupCommit(store);
  const before = store.log.head().size;
  const ended = () => {
    store.db.exec('ROLLBACK');
    throw new Error('database or disk is full');
  };
  const said = () => store.log.append('archive.sync_asked', { by: 'somebody' });
  const all = await Promise.allSettled([write(said), write(ended), write(said)]);
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(store.log.head().size).toBe(before);
});

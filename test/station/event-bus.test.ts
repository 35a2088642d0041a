import { expect, it } from 'vitest';
import type { VisitEvent } from '../../src/ingest/visit/visit-events.js';
import { EventBus } from '../../src/station/event-bus.js';

const left = (slot: number): VisitEvent => ({ type: 'left', slot: String(slot) });

it('tells everything from the moment of asking on, one by one or together', async () => {
  const bus = new EventBus();
  const over = new AbortController();
  bus.emit(left(0));
  const each = bus.subscribe(over.signal)[Symbol.asyncIterator]();
  const together = bus.batches(over.signal)[Symbol.asyncIterator]();
  for (const n of [1, 2]) bus.emit(left(n));
  expect((await each.next()).value).toEqual(left(1));
  expect((await each.next()).value).toEqual(left(2));
  bus.emit(left(3));
  expect((await together.next()).value).toEqual([left(1), left(2), left(3)]);
  const next = together.next();
  bus.emit(left(4));
  expect((await next).value).toEqual([left(4)]);
  bus.emit(left(5));
  over.abort();
  bus.emit(left(6));
  expect((await together.next()).value).toEqual([left(5)]);
  expect((await together.next()).done).toBe(true);
});

it('lets go of whoever does not ask any more', async () => {
  const bus = new EventBus();
  const slow = bus.batches(new AbortController().signal)[Symbol.asyncIterator]();
  for (let n = 0; n < 20_000; n += 1) bus.emit(left(n));
  expect(((await slow.next()).value as VisitEvent[]).length).toBe(10_001);
  expect((await slow.next()).done).toBe(true);
});

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { MediaQueue } from '../../src/ingest/media-queue.js';
import { newStore, TestVisit } from '../store/support.js';

const media = (name: string): Buffer => readFileSync(resolve(import.meta.dirname, '../../fixtures/media', name));

it('who keeps things on record about clips is told of each that was described, in the transaction that did it', async () => {
  const store = await newStore();
  const visit = TestVisit.open(store);
  await visit.ingest('VIDEO/1.mp4', media('segment-1.mp4'));
  await visit.ingest('VIDEO/2.mp4', 'no media at all');
  const told: { readonly id: string; readonly described: boolean; readonly inside: boolean }[] = [];
  const queue = new MediaQueue(
    store,
    { thumbnails: false, zone: 'Asia/Shanghai' },
    pino({ level: 'silent' }),
    () => undefined,
    (ids) => {
      for (const id of ids)
        told.push({ id, described: store.clips.get(id)?.times != null, inside: store.db.inTransaction });
    },
  );
  queue.wake();
  await queue.idle();
  const ids = store.clips.list({ sort: 'stored', limit: 10, offset: 0 }).map((c) => c.id);
  expect([...new Set(told.map((c) => c.id))].sort()).toEqual([...ids].sort());
  expect(told.every((c) => c.described && c.inside)).toBe(true);
});

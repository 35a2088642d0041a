import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { MediaQueue } from '../../src/ingest/media-queue.js';
import { newStore, TestVisit } from '../store/support.js';

const silent = pino({ level: 'silent' });
const nothing = (): void => undefined;
const media = (name: string): Buffer => readFileSync(resolve(import.meta.dirname, '../../fixtures/media', name));

it('who keeps things on record about clips is told of each that was described, in the transaction that did it', async () => {
  const store = await newStore();
  const visit = TestVisit.open(store);
  await visit.ingest('VIDEO/1.mp4', media('segment-1.mp4'));
  await visit.ingest('VIDEO/2.mp4', 'no media at all');
  const told: { readonly id: string; readonly described: boolean; readonly inside: boolean }[] = [];
  const queue = new MediaQueue(store, { thumbnails: false, zone: 'Asia/Shanghai' }, silent, nothing, (ids) => {
    for (const id of ids)
      told.push({ id, described: store.clips.get(id)?.times != null, inside: store.db.inTransaction });
  });
  queue.wake();
  await queue.idle();
  const ids = store.clips.list({ sort: 'stored', limit: 10, offset: 0 }).map((c) => c.id);
  expect([...new Set(told.map((c) => c.id))].sort()).toEqual([...ids].sort());
  expect(told.every((c) => c.described && c.inside)).toBe(true);
});

it('writes the recordings that a visit touches, and none of the years before it', async () => {
  const store = await newStore();
  const visit = TestVisit.open(store);
  const queue = new MediaQueue(store, { thumbnails: false, zone: 'Asia/Shanghai' }, silent, nothing, nothing);
  const describe = async (name: string, start: string): Promise<void> => {
    const content = Buffer.concat([media('segment-1.mp4'), Buffer.from(name)]);
    const facts = { pattern: 'test', start, serial: null, officerNo: null, important: false, encrypted: false };
    await visit.ingest(`VIDEO/${name}.mp4`, content, null, { nameFacts: JSON.stringify(facts) });
    queue.wake();
    await queue.idle();
  };
  await describe('一', '2026-03-01T08:00:00');
  await describe('二', '2026-03-01T09:00:00');
  store.db.exec(`CREATE TEMP TRIGGER written BEFORE UPDATE ON recordings BEGIN SELECT raise(ABORT, 'written'); END`);
  await describe('三', '2026-03-01T10:00:00');
  const groups = store.db.prepare<[], { clips: number }>('SELECT clip_count AS clips FROM recordings').all();
  expect(groups).toEqual([{ clips: 1 }, { clips: 1 }, { clips: 1 }]);
});

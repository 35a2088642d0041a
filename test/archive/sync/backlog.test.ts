/** However much waits, sync holds a page of it. */
import { expect, it } from 'vitest';
import type { ObjectKey } from '../../../src/archive/keys.js';
import { LANES } from '../../../src/archive/sync/lanes.js';
import type { Content, StoredObject } from '../../../src/archive/target.js';
import { toInstant } from '../../../src/domain/time.js';
import { OnRecord } from '../../records/support.js';
import { ordinaryClip } from '../../records/disposal/support.js';
import { AT } from '../../store/fixed-clock.js';
import { sha256 } from '../../store/support.js';
import { MemoryTarget, TestSync } from './support.js';

const WAITING = 60;
/** As many of this size as are carried at once. */
const AT_ONCE = 4;

/** Keeps what it was told of a content, and nothing of it. */
class HollowTarget extends MemoryTarget {
  readonly #kept = new Map<string, { readonly bytes: number; readonly sha256: string }>();
  #underWay = 0;
  mostUnderWay = 0;

  override head(key: ObjectKey): Promise<StoredObject | null> {
    const kept = this.#kept.get(key);
    if (kept === undefined) return Promise.resolve(null);
    const retention = { until: '2999-01-01T00:00:00.000Z', enforcement: 'recorded' } as const;
    return Promise.resolve({ key, ...kept, version: null, retention, legalHold: false, metadata: {} });
  }
  override readBackAndHash(key: ObjectKey) {
    const { bytes = 0, sha256: digest = '' } = this.#kept.get(key) ?? {};
    return Promise.resolve({ bytes, sha256: digest, method: 'direct' } as const);
  }
  override async put(key: ObjectKey, content: Content) {
    this.#underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.#underWay);
    await new Promise((resolve) => setImmediate(resolve));
    this.#underWay -= 1;
    const bytes = 'file' in content ? content.bytes : content.data.length;
    this.#kept.set(key, { bytes, sha256: content.sha256 });
    return { outcome: 'stored', version: null, readBack: 'none' } as const;
  }
}

it('reads a page of what waits, carries no more than that, and comes to all of it', async () => {
  const station = await OnRecord.open();
  const { store } = station;
  const target = new HollowTarget();
  const sync = new TestSync(station, target);
  const clipId = await ordinaryClip(station);
  store.transaction(() => {
    for (let i = 0; i < WAITING; i += 1) {
      const content = { sha256: sha256(String(i)), bytes: 56_000_000 };
      const storedPath = `originals/2026/01/01/${content.sha256}`;
      store.originals.insert({ ...content, sm3: null, storedPath, storedAt: AT, readBack: 'direct', recovered: false });
      const rank = { important: false, due: null, age: AT, at: toInstant(sync.now) };
      store.outbox.content({ target: 'bureau', clipId, kind: 'sidecar', ...content, ...rank });
    }
  });
  const asked: number[] = [];
  const next = store.outbox.next.bind(store.outbox);
  store.outbox.next = (...args) => {
    const page = next(...args);
    asked.push(page.length);
    return page;
  };
  await sync.run();
  expect(Math.max(...asked)).toBe(LANES);
  expect(target.mostUnderWay).toBe(AT_ONCE);
  expect(store.archives.tally().filter((t) => !t.done && t.orders > 0)).toEqual([]);
  expect(store.archives.tally().find((t) => t.done && t.kind === 'content')).toMatchObject({ orders: WAITING + 1 });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { logFactsOf, takeSnapshot } from '../../src/store/snapshot.js';
import { newStore, tempFolder } from './support.js';

describe('a copy of the database', () => {
  it('is of one moment, while the station goes on writing', async () => {
    const store = await newStore();
    const write = (): void => {
      store.transaction(() => {
        for (let i = 0; i < 50; i += 1) store.log.append('clip.viewed', { by: '王', what: 'x'.repeat(200) });
      });
    };
    for (let i = 0; i < 200; i += 1) write();
    const before = store.log.head().size;
    const to = join(await tempFolder(), 'copy.db');
    let asked = 0;
    const facts = await takeSnapshot(store.paths.database, to, () => {
      asked += 1;
      write();
      return true;
    });
    expect(asked).toBeGreaterThan(1);
    expect(store.log.head().size).toBeGreaterThan(before);
    expect(facts).toMatchObject({ logSize: before, counts: { custody_entries: before, clips: 0 } });
    const copy = new Database(to);
    try {
      expect(logFactsOf(copy)).toEqual({
        databaseVersion: facts?.databaseVersion,
        logSize: before,
        root: facts?.root,
      });
      expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    } finally {
      copy.close();
    }
  });

  it('is given up when something more important begins, and made anew over what was left of it', async () => {
    const store = await newStore();
    const to = join(await tempFolder(), 'copy.db');
    expect(await takeSnapshot(store.paths.database, to, () => false)).toBeUndefined();
    expect((await takeSnapshot(store.paths.database, to, () => true))?.logSize).toBe(store.log.head().size);
    expect(readFileSync(to).subarray(0, 15).toString()).toBe('SQLite format 3');
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../src/store/database.js';
import { Clips, CLIP_SORTS, type ClipFilter } from '../../../src/store/repositories/clips.js';
import { Recordings } from '../../../src/store/repositories/recordings.js';
import { Originals } from '../../../src/store/repositories/originals.js';
import { sourcePathFromBytes } from '../../../src/domain/source-path.js';
import { AT } from '../fixed-clock.js';
import { clipRow, newDb, sha256, timesFrom } from '../support.js';

let db: Db;
let clips: Clips;
let originals: Originals;

const hour = (n: number): string => `2026-03-01T0${String(n)}:00:00.000Z`;

function add(id: string, changes: Parameters<typeof clipRow>[1] = {}): void {
  const clip = clipRow(id, changes);
  const { sha256: digest, bytes, storedPath, storedAt } = clip;
  originals.insert({ sha256: digest, bytes, sm3: null, storedPath, storedAt, readBack: 'direct', recovered: false });
  clips.insert(clip);
}

const describeAt = (id: string, start: string): void => {
  clips.describe(id, {
    state: 'read',
    reason: null,
    media: '{"container":"mp4"}',
    thumbnail: null,
    durationMs: 1000,
    times: timesFrom(start, start),
  });
};

const ids = (filter: Partial<ClipFilter> = {}): string[] =>
  clips.list({ sort: 'start', limit: 100, offset: 0, ...filter }).map((c) => c.id);

beforeEach(async () => {
  db = await newDb();
  db.exec(
    "INSERT INTO cameras VALUES ('cam_1', NULL, 'm', 'p', NULL, NULL, NULL, NULL, NULL, NULL, 'camera', 't', 't')",
  );
  db.exec(
    "INSERT INTO visits (id, slot, root, driver, profile, source_type, state, phase, opened_at) SELECT value, 's', 'r', 'd', 'p', 'camera', 'open', 'copying', 't' FROM json_each('[\"v_1\",\"v_2\"]')",
  );
  clips = new Clips(db);
  originals = new Originals(db);
  add('c_1', { bytes: 30, storedAt: hour(5) });
  add('c_2', { bytes: 10, storedAt: hour(6), cameraSerial: 'other', kind: 'photo' });
  add('c_3', { bytes: 20, storedAt: hour(7), visitId: 'v_2', state: 'stored' });
  add('c_4', { bytes: 10, storedAt: hour(8), cameraSerial: null });
  describeAt('c_3', hour(1));
});

describe('the list of clips', () => {
  it('is filtered', () => {
    expect(ids({ camera: '7654321' })).toEqual(['c_3', 'c_1']);
    expect(ids({ kind: 'photo' })).toEqual(['c_2']);
    expect(ids({ state: 'stored' })).toEqual(['c_3']);
    expect(ids({ visit: 'v_2' })).toEqual(['c_3']);
    expect(ids({ camera: '7654321', state: 'verified' })).toEqual(['c_1']);
    expect(ids({ camera: "x' OR 1 = 1 --" })).toEqual([]);
  });

  it('goes by start, else by the time of storing; from is in, until is out', () => {
    expect(ids({ since: hour(5) })).toEqual(['c_1', 'c_2', 'c_4']);
    expect(ids({ until: hour(6) })).toEqual(['c_3', 'c_1']);
    expect(ids({ since: hour(1), until: hour(5) })).toEqual(['c_3']);
  });

  it.each([
    ['start', ['c_3', 'c_1', 'c_2', 'c_4']],
    ['-start', ['c_4', 'c_2', 'c_1', 'c_3']],
    ['bytes', ['c_2', 'c_4', 'c_3', 'c_1']],
    ['-bytes', ['c_1', 'c_3', 'c_4', 'c_2']],
    ['stored', ['c_1', 'c_2', 'c_3', 'c_4']],
    ['-stored', ['c_4', 'c_3', 'c_2', 'c_1']],
  ] as const)('is sorted by %s', (sort, expected) => {
    expect(ids({ sort })).toEqual(expected);
    expect(CLIP_SORTS).toContain(sort);
  });

  it('is paged without gaps or repeats', () => {
    for (const sort of CLIP_SORTS) {
      const pages = [0, 1, 2, 3, 4].flatMap((offset) => ids({ sort, limit: 1, offset }));
      expect(pages).toEqual(ids({ sort }));
    }
    expect(ids({ limit: 0 })).toEqual([]);
  });
});

describe('a clip', () => {
  it('is found by id and by digest in any case', () => {
    expect(clips.get('c_1')?.id).toBe('c_1');
    expect(clips.get(sha256('c_1').toUpperCase())?.id).toBe('c_1');
    expect(clips.get('c_9')).toBeUndefined();
    expect(clips.idOfContent(sha256('c_2'))).toBe('c_2');
  });

  it('is unknown where nothing is known', () => {
    expect(clips.get('c_4')).toMatchObject({
      camera: null,
      start: null,
      end: null,
      durationMs: null,
      recording: null,
      gapBeforeMs: null,
      times: null,
      locked: null,
      media: { state: 'pending', reason: null, facts: null },
      readBack: 'direct',
    });
  });

  it('is shown as it was described', () => {
    expect(clips.get('c_3')).toMatchObject({
      start: hour(1),
      durationMs: 1000,
      media: { state: 'read', facts: { container: 'mp4' } },
      times: { station: { storedAt: AT } },
    });
    expect(clips.pendingCount()).toBe(3);
    expect(clips.pending(2).map((c) => c.id)).toEqual(['c_1', 'c_2']);
  });

  it('keeps the bytes of its path and its marks', () => {
    const path = sourcePathFromBytes(Buffer.from([0x61, 0xff]));
    add('c_5', { path, important: true, encrypted: true, locked: false });
    expect(clips.get('c_5')).toMatchObject({
      sourcePath: 'a\\xFF',
      sourcePathBase64: path.raw,
      important: true,
      encrypted: true,
      locked: false,
    });
  });

  it('of one content is there once', () => {
    expect(() => {
      clips.insert(clipRow('c_6', { sha256: sha256('c_1') }));
    }).toThrow('UNIQUE');
    expect(() => {
      clips.insert(clipRow('c_7', { sha256: sha256('no original') }));
    }).toThrow('FOREIGN KEY');
  });

  it('is known again by where it was read', () => {
    clips.insertSighting('key', 'v_1', 0, sha256('c_1'), 'c_1', AT);
    clips.insertSighting('key', 'v_1', 0, sha256('c_1'), 'c_1', AT);
    clips.insertSighting('key', 'v_2', 3, sha256('c_1'), 'c_1', AT);
    expect(clips.knownFor('key')).toEqual([{ sha256: sha256('c_1'), storedPath: 'originals/2026/03/01/c_1' }]);
    expect(clips.knownFor('other')).toEqual([]);
  });

  it('is on its camera’s time line once its times are known, photos not', () => {
    const recordings = new Recordings(db);
    describeAt('c_1', hour(2));
    describeAt('c_2', hour(2));
    expect(recordings.timelineOf('cam_1').map((c) => c.id)).toEqual(['c_3', 'c_1']);
    recordings.put('r_1', 'cam_1', 'a', 'b', 1);
    recordings.put('r_2', 'cam_1', 'a', 'b', 1);
    recordings.group('c_1', 'r_1', 2500);
    recordings.dropEmpty('cam_1');
    expect(clips.get('c_1')).toMatchObject({ recording: 'r_1', gapBeforeMs: 2500 });
    expect(db.prepare('SELECT id FROM recordings').pluck().all()).toEqual(['r_1']);
  });
});

describe('originals', () => {
  it('are found by digest and by place', () => {
    expect(originals.get(sha256('c_1'))).toMatchObject({ storedPath: 'originals/2026/03/01/c_1', recovered: false });
    expect(originals.atPath('originals/2026/03/01/c_2')?.sha256).toBe(sha256('c_2'));
    expect([originals.get('x'), originals.atPath('x')]).toEqual([undefined, undefined]);
  });

  it('come page by page in the order of their paths, all of them, once', async () => {
    const many = new Originals(await newDb());
    const paths = Array.from({ length: 1203 }, (_, i) => `originals/2026/03/01/${sha256(String(i))}`).sort();
    for (const storedPath of [...paths].reverse()) {
      many.insert({
        sha256: storedPath.slice(-64),
        bytes: 1,
        sm3: null,
        storedPath,
        storedAt: AT,
        readBack: 'none',
        recovered: true,
      });
    }
    expect([...many.after('')].map((o) => o.storedPath)).toEqual(paths);
    expect([...many.after(paths[700] ?? '')].map((o) => o.storedPath)).toEqual(paths.slice(701));
    expect([...many.after(paths.at(-1) ?? '')]).toEqual([]);
    expect([...many.after('')].every((o) => o.recovered)).toBe(true);
  });

  it('tell the newest day', async () => {
    expect(originals.newestDayFolder()).toBe('originals/2026/03/01');
    expect(new Originals(await newDb()).newestDayFolder()).toBeUndefined();
  });
});

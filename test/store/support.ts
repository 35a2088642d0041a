import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { inject, onTestFinished } from 'vitest';
import type { CameraIdentity } from '../../src/domain/camera.js';
import type { ClipTimes } from '../../src/domain/clip.js';
import { newUlid } from '../../src/domain/ids.js';
import { sourcePathFromText, type SourcePath } from '../../src/domain/source-path.js';
import { Publisher } from '../../src/ingest/publisher.js';
import { ClipRecords } from '../../src/ingest/visit/clip-records.js';
import { VisitRecords, type VisitSubject } from '../../src/ingest/visit/visit-records.js';
import { initStation } from '../../src/station/init.js';
import { openWriter, type Db } from '../../src/store/database.js';
import { dataPaths, type DataPaths } from '../../src/store/paths.js';
import type { NewClip } from '../../src/store/repositories/clips.js';
import type { NewEntry } from '../../src/store/repositories/visit-entries.js';
import {
  openStationReader,
  openStationStore,
  type StationReader,
  type StationStore,
} from '../../src/store/station-store.js';
import { AT, fixedClock } from './fixed-clock.js';

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A folder that is gone when the test (or the whole file, outside of one) is over. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bwc-store-'));
  onTestFinished(() => {
    // Originals are read-only, which only the superuser may pass over.
    if (process.getuid?.() !== 0) execFileSync('chmod', ['-R', 'u+w', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

export const storeOptions = { clock: fixedClock, actor: 'test', clockSynchronised: (): null => null };

export async function initAt(dataDir: string): Promise<DataPaths> {
  await initStation({ dataDir, name: 'Test', unit: 'Unit', mountRoots: [], actor: 'test' }, fixedClock);
  return dataPaths(dataDir);
}

/** A fresh station, opened for writing until the test ends; all of them have the same number and the same key. */
export async function newStore(): Promise<StationStore> {
  return openStore(await copyOf(dataPaths(inject('newStation'))));
}

/** One with a number and a key that no other has, for where several meet. */
export async function newStoreOfItsOwn(): Promise<StationStore> {
  return openStore(await initAt(path.join(await tempFolder(), 'data')));
}

export function openStore(paths: DataPaths): StationStore {
  const store = openStationStore(paths, storeOptions);
  onTestFinished(() => {
    store.close();
  });
  return store;
}

export function openReaderAt(paths: DataPaths): StationReader {
  const reader = openStationReader(paths);
  onTestFinished(() => {
    reader.close();
  });
  return reader;
}

/** An empty database with the station's schema. */
export async function newDb(): Promise<Db> {
  const db = openWriter(path.join(await tempFolder(), 'station.db'));
  onTestFinished(() => {
    db.close();
  });
  return db;
}

export async function copyOf(template: DataPaths): Promise<DataPaths> {
  const target = path.join(await tempFolder(), 'data');
  cpSync(template.root, target, { recursive: true });
  return dataPaths(target);
}

/** As somebody with an editor for SQLite would: no triggers, no foreign keys. */
export function tamper(paths: DataPaths, act: (db: Database.Database) => void): void {
  const db = new Database(paths.database);
  try {
    db.pragma('foreign_keys = OFF');
    const triggers = db.prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'trigger'").all();
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    act(db);
  } finally {
    db.close();
  }
}

export const identityOf = (serial: string | null): CameraIdentity => ({
  serial,
  officerNo: '012345',
  officerName: null,
  unitNo: null,
  unitName: null,
  model: null,
  firmware: null,
  source: 'test',
});

export const entryOf = (index: number, name: string, changes: Partial<NewEntry> = {}): NewEntry => ({
  index,
  path: sourcePathFromText(name),
  bytes: 10,
  allocatedBytes: null,
  stamp: `s${String(index)}`,
  modified: AT,
  class: 'clip',
  kind: 'video',
  of: null,
  locked: null,
  nameFacts: null,
  reason: null,
  ...changes,
});

/** Ingests by the station's own publisher and records, without a camera process. */
export class TestVisit {
  #index = 0;

  private constructor(
    readonly store: StationStore,
    readonly subject: VisitSubject,
    private readonly records: ClipRecords,
    private readonly publisher: Publisher,
  ) {}

  static open(store: StationStore, serial = '7654321', medium = 'fs-uuid:1A2B-3C4D'): TestVisit {
    const records = new VisitRecords(store, fixedClock, () => undefined);
    const root = `/media/${serial}`;
    const candidate = {
      kind: 'volume',
      root,
      slot: `dir:${root}`,
      label: serial,
      mediumHint: medium,
      fileSystem: 'vfat',
      readOnly: true,
    } as const;
    const subject = records.open(
      { candidate, sourceType: 'camera', by: null },
      {
        type: 'opened',
        driver: 'volume',
        because: 'test',
        medium: { id: medium, source: 'test' },
        mediaClock: null,
        manifest: {
          identity: true,
          battery: false,
          storage: true,
          clockRead: 'newest-file',
          clockSet: false,
          partialRead: true,
          erase: false,
          lockedClips: false,
        },
        profile: 'l1-param-ini',
        identity: identityOf(serial),
      },
      { synchronised: null, source: 'unknown', stratum: null, errorMs: null, remark: 'test' },
      null,
      null,
      null,
    );
    return new TestVisit(
      store,
      subject,
      new ClipRecords(store, fixedClock),
      new Publisher(store, 'UTC', fixedClock, () => undefined),
    );
  }

  /** Stores one file as this visit's child and daemon would. */
  async ingest(
    file: SourcePath | string,
    content: string | Uint8Array,
    sidecarOf: number | null = null,
    changes: Partial<NewEntry> = {},
  ): Promise<number> {
    const index = this.#index;
    this.#index += 1;
    const { store, subject } = this;
    const bytes = Buffer.from(content);
    const sourcePath = typeof file === 'string' ? sourcePathFromText(file) : file;
    const kinds =
      sidecarOf === null ? ({ class: 'clip', kind: 'video' } as const) : ({ class: 'sidecar', kind: 'gps' } as const);
    store.transaction(() => {
      store.entries.add(subject.id, [
        { ...entryOf(index, ''), path: sourcePath, bytes: bytes.length, of: sidecarOf, ...kinds, ...changes },
      ]);
    });
    const entry = store.entries.get(subject.id, index);
    if (entry === undefined) throw new Error('no entry');
    const part = path.join(store.paths.incoming, `${newUlid()}.part`);
    await writeFile(part, bytes);
    const staged = {
      part,
      bytes: bytes.length,
      sha256: sha256(bytes),
      sm3: null,
      readBack: 'direct',
      resumedAt: null,
    } as const;
    await this.publisher.publish({
      staged,
      extension: sidecarOf === null ? 'mp4' : 'nmea',
      returns: this.records.returns(subject, entry),
      record: (published) => this.records.stored(subject, entry, staged, published, null),
    });
    return index;
  }
}

/** Times of a clip whose start is known. */
export const timesFrom = (start: string, end: string): ClipTimes => ({
  camera: {
    start: start.slice(0, 19),
    startSource: 'file name',
    end: end.slice(0, 19),
    endSource: 'start plus duration',
  },
  corrected: { start, end, basis: 'test', uncertaintyMs: null },
  station: { storedAt: AT },
});

/** Places a clip in time, with its custody entry. */
export function describeClip(store: StationStore, id: string, start: string, end: string): void {
  const times = timesFrom(start, end);
  const media = { container: 'mp4', durationMs: 1000 };
  store.transaction(() => {
    store.clips.describe(id, {
      state: 'read',
      reason: null,
      media: JSON.stringify(media),
      thumbnail: null,
      durationMs: 1000,
      times,
    });
    store.log.append('clip.described', { state: 'read', reason: null, media, times: { ...times } }, { clipId: id });
  });
}

export const clipRow = (id: string, changes: Partial<NewClip>): NewClip => ({
  id,
  sha256: sha256(id),
  bytes: 10,
  kind: 'video',
  state: 'verified',
  cameraId: 'cam_1',
  cameraSerial: '7654321',
  officerNo: null,
  visitId: 'v_1',
  sourceType: 'camera',
  path: sourcePathFromText(`${id}.mp4`),
  stamp: 's',
  modified: null,
  storedPath: `originals/2026/03/01/${id}`,
  storedAt: AT,
  important: false,
  encrypted: false,
  locked: null,
  note: null,
  nameStart: null,
  ...changes,
});

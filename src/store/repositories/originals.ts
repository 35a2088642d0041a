import type { ReadBack } from '../../domain/clip.js';
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

/** One content in the write-once store. */
export interface Original {
  readonly sha256: string;
  readonly bytes: number;
  readonly sm3: string | null;
  /** Relative to the data directory. */
  readonly storedPath: string;
  readonly storedAt: Instant;
  readonly readBack: ReadBack;
  /** Found after a crash, published but not yet recorded; its source is not known until it is docked again. */
  readonly recovered: boolean;
}

interface OriginalRecord extends Omit<Original, 'recovered'> {
  readonly recovered: number;
}

const COLUMNS =
  'sha256, bytes, sm3, stored_path AS storedPath, stored_at AS storedAt, read_back AS readBack, recovered';

export class Originals {
  readonly #insert;
  readonly #get;
  readonly #byPath;
  readonly #all;
  readonly #paths;
  readonly #first;

  constructor(db: Db) {
    this.#insert = db.prepare(`
      INSERT INTO originals (sha256, bytes, sm3, stored_path, stored_at, read_back, recovered)
      VALUES (@sha256, @bytes, @sm3, @storedPath, @storedAt, @readBack, @recovered)`);
    this.#get = db.prepare<[string], OriginalRecord>(`SELECT ${COLUMNS} FROM originals WHERE sha256 = ?`);
    this.#byPath = db.prepare<[string], OriginalRecord>(`SELECT ${COLUMNS} FROM originals WHERE stored_path = ?`);
    this.#all = db.prepare<[string], OriginalRecord>(
      `SELECT ${COLUMNS} FROM originals WHERE stored_path > ? ORDER BY stored_path LIMIT 500`,
    );
    this.#first = db
      .prepare<[], Instant | null>('SELECT stored_at FROM originals ORDER BY stored_path LIMIT 1')
      .pluck();
    this.#paths = db.prepare<[], { day: string }>(
      'SELECT DISTINCT substr(stored_path, 1, 20) AS day FROM (SELECT stored_path FROM originals ORDER BY stored_at DESC LIMIT 1)',
    );
  }

  insert(o: Original): void {
    this.#insert.run({ ...o, recovered: Number(o.recovered) });
  }

  get(sha256: string): Original | undefined {
    const record = this.#get.get(sha256);
    return record === undefined ? undefined : toOriginal(record);
  }

  atPath(storedPath: string): Original | undefined {
    const record = this.#byPath.get(storedPath);
    return record === undefined ? undefined : toOriginal(record);
  }

  /** All originals in the order of their paths, after `path`; read in pages so that memory stays flat. */
  *after(path: string): Generator<Original> {
    let from = path;
    for (;;) {
      const page = this.#all.all(from);
      for (const o of page) yield toOriginal(o);
      const last = page.at(-1);
      if (last === undefined) return;
      from = last.storedPath;
    }
  }

  /** When the first one was stored; null where there is none. */
  firstStoredAt(): Instant | null {
    return this.#first.get() ?? null;
  }

  /** The day folder that the newest original went into, `originals/2026/11/21`. */
  newestDayFolder(): string | undefined {
    return this.#paths.get()?.day;
  }
}

const toOriginal = (record: OriginalRecord): Original => ({ ...record, recovered: record.recovered !== 0 });

/** Reading the custody log for people and for proofs. */
import type { Db } from '../database.js';
import { decodeEntry, type CustodyEntry } from '../custody/entry.js';

export interface StoredEntry {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly visitId: string | null;
  readonly clipId: string | null;
  readonly bytes: Buffer;
  readonly hash: Buffer;
}

export interface EventFilter {
  readonly clip?: string;
  readonly visit?: string;
  readonly kind?: string;
  /** Only entries with a sequence number above this one. */
  readonly after?: number;
  readonly limit: number;
  /** Newest first (the default of lists) or oldest first (to follow). */
  readonly newestFirst: boolean;
}

export interface EventView extends CustodyEntry {
  /** Leaf hash, hex. */
  readonly hash: string;
}

const COLUMNS = 'seq, at, kind, visit_id AS visitId, clip_id AS clipId, bytes, hash';

export class CustodyEntries {
  readonly #db: Db;
  readonly #page;
  readonly #checkpointAt;
  readonly #get;
  readonly #ofClip;

  constructor(db: Db) {
    this.#db = db;
    this.#page = db.prepare<[number, number], StoredEntry>(
      `SELECT ${COLUMNS} FROM custody_entries WHERE seq >= ? ORDER BY seq LIMIT ?`,
    );
    this.#get = db.prepare<[number], StoredEntry>(`SELECT ${COLUMNS} FROM custody_entries WHERE seq = ?`);
    this.#ofClip = db.prepare<[string, number, number, number], StoredEntry>(
      `SELECT ${COLUMNS} FROM custody_entries WHERE clip_id = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
    );
    this.#checkpointAt = db.prepare<[number], { size: number; note: string }>(
      'SELECT size, note FROM checkpoints WHERE size >= ? ORDER BY size LIMIT 1',
    );
  }

  *from(seq: number, pageSize = 1000): Generator<StoredEntry> {
    let next = seq;
    for (;;) {
      const page = this.#page.all(next, pageSize);
      yield* page;
      const last = page.at(-1);
      if (last === undefined) return;
      next = last.seq + 1;
    }
  }

  get(seq: number): StoredEntry | undefined {
    return this.#get.get(seq);
  }

  /** Of one clip, oldest first, a page at a time: also those whose bytes nobody can read any more. @param last the last to come */
  *ofClip(clipId: string, last: number, pageSize = 500): Generator<StoredEntry> {
    let after = -1;
    for (;;) {
      const page = this.#ofClip.all(clipId, after, last, pageSize);
      yield* page;
      after = page.at(-1)?.seq ?? last;
      if (page.length < pageSize) return;
    }
  }

  list(filter: EventFilter): EventView[] {
    const where: string[] = [];
    if (filter.clip !== undefined) where.push('clip_id = @clip');
    if (filter.visit !== undefined) where.push('visit_id = @visit');
    if (filter.kind !== undefined) where.push('kind = @kind');
    if (filter.after !== undefined) where.push('seq > @after');
    const rows = this.#db
      .prepare<unknown[], StoredEntry>(
        `SELECT ${COLUMNS} FROM custody_entries ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`}
         ORDER BY seq ${filter.newestFirst ? 'DESC' : 'ASC'} LIMIT @limit`,
      )
      .all({ ...filter, newestFirst: Number(filter.newestFirst) });
    return rows.flatMap((r) => {
      const entry = decodeEntry(r.bytes);
      return entry === undefined ? [] : [{ ...entry, hash: r.hash.toString('hex') }];
    });
  }

  /** The first checkpoint that covers entry `seq`. */
  checkpointCovering(seq: number): { size: number; note: string } | undefined {
    return this.#checkpointAt.get(seq + 1);
  }
}

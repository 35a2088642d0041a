/** Reading the custody log for people and for proofs. */
import type { CustodyKind } from '../../domain/custody.js';
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

/** A checkpoint on record: how many entries it covers, when it was signed, the signed note. */
export interface SignedSize {
  readonly size: number;
  readonly at: string;
  readonly note: string;
}

export interface EventView extends CustodyEntry {
  /** Leaf hash, hex. */
  readonly hash: string;
  /** It is about a clip that whoever asks may not know of: the clip and the body are left out, the rest of the chain is there. */
  readonly withheld?: true;
}

const COLUMNS = 'seq, at, kind, visit_id AS visitId, clip_id AS clipId, bytes, hash';

/** What sync itself says of a clip: that something of it was built, has arrived, or is locked for longer. */
const SAID_BY_SYNC: readonly CustodyKind[] = [
  'archive.record',
  'clip.archived',
  'sidecar.archived',
  'record.archived',
  'archive.lock_renewed',
];

export class CustodyEntries {
  readonly #db: Db;
  readonly #page;
  readonly #checkpointAt;
  readonly #lastCheckpoint;
  readonly #get;
  readonly #ofClip;
  readonly #ofVisit;
  readonly #lastPriority;
  readonly #entriesOfClip;
  readonly #ofKind;
  readonly #shownAfter;
  readonly #shownLast;
  readonly #lastSaidOf;
  readonly #last;

  constructor(db: Db) {
    this.#db = db;
    this.#page = db.prepare<[number, number], StoredEntry>(
      `SELECT ${COLUMNS} FROM custody_entries WHERE seq >= ? ORDER BY seq LIMIT ?`,
    );
    this.#get = db.prepare<[number], StoredEntry>(`SELECT ${COLUMNS} FROM custody_entries WHERE seq = ?`);
    this.#last = db.prepare<[], number>('SELECT seq FROM custody_entries ORDER BY seq DESC LIMIT 1').pluck();
    this.#ofClip = db
      .prepare<[string], number>('SELECT seq FROM custody_entries WHERE clip_id = ? ORDER BY seq')
      .pluck();
    this.#ofVisit = db
      .prepare<[string], number>('SELECT seq FROM custody_entries WHERE visit_id = ? ORDER BY seq')
      .pluck();
    this.#checkpointAt = db.prepare<[number], SignedSize>(
      `SELECT size, at, note FROM checkpoints WHERE size >= ? AND size > (SELECT ifnull(max(entries), 0) FROM former_stations)
       ORDER BY size LIMIT 1`,
    );
    this.#lastCheckpoint = db.prepare<[number], SignedSize>(
      'SELECT size, at, note FROM checkpoints WHERE size <= ? ORDER BY size DESC LIMIT 1',
    );
    this.#lastPriority = db.prepare<[], StoredEntry>(
      `SELECT ${COLUMNS} FROM custody_entries INDEXED BY custody_priorities WHERE kind = 'priority.set' ORDER BY seq DESC LIMIT 1`,
    );
    this.#entriesOfClip = db.prepare<[string, number, number, number], StoredEntry>(
      `SELECT ${COLUMNS} FROM custody_entries WHERE clip_id = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
    );
    this.#ofKind = db.prepare<[string, string], StoredEntry>(
      `SELECT ${COLUMNS} FROM custody_entries WHERE clip_id = ? AND kind = ? ORDER BY seq`,
    );
    this.#shownAfter = db.prepare<[number], StoredEntry>(
      `SELECT ${COLUMNS} FROM custody_entries INDEXED BY custody_shown WHERE kind = 'archive.checkpoint_shown' AND seq > ? ORDER BY seq`,
    );
    this.#shownLast = db.prepare<[], StoredEntry>(
      `SELECT ${COLUMNS} FROM custody_entries INDEXED BY custody_shown WHERE kind = 'archive.checkpoint_shown'
       AND seq >= (SELECT ifnull(max(entries), 0) FROM former_stations) ORDER BY seq DESC`,
    );
    this.#lastSaidOf = db
      .prepare<[string, string], number>(
        'SELECT seq FROM custody_entries WHERE clip_id = ? AND kind NOT IN (SELECT value FROM json_each(?)) ORDER BY seq DESC LIMIT 1',
      )
      .pluck();
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

  /** How many entries there are. */
  size(): number {
    return (this.#last.get() ?? -1) + 1;
  }

  get(seq: number): StoredEntry | undefined {
    return this.#get.get(seq);
  }

  /** Numbers of the entries about a clip. */
  ofClip(clipId: string): number[] {
    return this.#ofClip.all(clipId);
  }

  /** Numbers of the entries of a visit. */
  ofVisit(visitId: string): number[] {
    return this.#ofVisit.all(visitId);
  }

  /** The slot that was put first last, null for none; undefined where nobody ever said so. */
  lastPriority(): string | null | undefined {
    const row = this.#lastPriority.get();
    const slot = row === undefined ? undefined : decodeEntry(row.bytes)?.body['slot'];
    return typeof slot === 'string' || slot === null ? slot : undefined;
  }

  /** Of one clip, oldest first, a page at a time: also those whose bytes nobody can read any more. @param last the last to come */
  *entriesOfClip(clipId: string, last: number, pageSize = 500): Generator<StoredEntry> {
    let after = -1;
    for (;;) {
      const page = this.#entriesOfClip.all(clipId, after, last, pageSize);
      yield* page;
      after = page.at(-1)?.seq ?? last;
      if (page.length < pageSize) return;
    }
  }

  /** Of one clip and one kind, oldest first. */
  ofKind(clipId: string, kind: CustodyKind): StoredEntry[] {
    return this.#ofKind.all(clipId, kind);
  }

  /** How many entries the first checkpoint covers that was shown to this archive and covers entry `seq`. */
  shownCovering(archive: string, seq: number): number | undefined {
    for (const { bytes } of this.#shownAfter.iterate(seq)) {
      const { target, size } = decodeEntry(bytes)?.body ?? {};
      if (target === archive && typeof size === 'number' && size > seq) return size;
    }
    return undefined;
  }

  /** How many entries the last checkpoint covers that this station, under its own name, showed to this archive; 0 for none. */
  lastShown(archive: string): number {
    for (const { bytes } of this.#shownLast.iterate()) {
      const { target, size } = decodeEntry(bytes)?.body ?? {};
      if (target === archive && typeof size === 'number') return size;
    }
    return 0;
  }

  /** Number of the last entry about the clip that says more than that something of it arrived at an archive. */
  lastSaidOf(clipId: string): number | undefined {
    return this.#lastSaidOf.get(clipId, JSON.stringify(SAID_BY_SYNC));
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

  /** The first checkpoint of this station's own key that covers entry `seq`. */
  checkpointCovering(seq: number): SignedSize | undefined {
    return this.#checkpointAt.get(seq + 1);
  }

  /** The largest that was signed. @param upTo entries it may cover */
  lastCheckpoint(upTo = Number.MAX_SAFE_INTEGER): SignedSize | undefined {
    return this.#lastCheckpoint.get(upTo);
  }
}

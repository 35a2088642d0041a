/** The index itself: one row for each clip, in the order of their recording, and what it is found by. */
import { createHash } from 'node:crypto';
import type { ClipKind } from '../../domain/clip.js';
import { fromInstant, type Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

/** What stands in the index for one clip; texts already cut into tokens. */
export interface SearchDocument {
  readonly clipId: string;
  readonly kind: ClipKind;
  readonly bytes: number;
  readonly sortAt: Instant;
  readonly keys: string;
  readonly party: string;
  readonly place: string;
  readonly words: string;
}

/** How many clips may begin in one second. */
const IN_A_SECOND = 2 ** 20;

/** The first number of those that begin in the second of this instant, or after. Safe as a number for 270 years. */
export const numberFrom = (at: Instant): number => Math.max(0, Math.floor(fromInstant(at) / 1000)) * IN_A_SECOND;

/** The first number that no clip has which began before this instant. */
export const numberUntil = (at: Instant): number => Math.max(0, Math.ceil(fromInstant(at) / 1000)) * IN_A_SECOND;

export interface SearchBasis {
  readonly version: number;
  /** The last clip that was written; null when all were. */
  readonly reached: string | null;
}

export class SearchIndex {
  readonly #known;
  readonly #last;
  readonly #insert;
  readonly #update;
  readonly #remove;
  readonly #write;
  readonly #erase;
  readonly #parts;
  readonly #merge;
  readonly #changes;
  readonly #basis;
  readonly #setBasis;

  constructor(db: Db) {
    this.#known = db.prepare<[string], { n: number; digest: Buffer }>(
      'SELECT n, digest FROM search_clips WHERE clip_id = ?',
    );
    this.#last = db
      .prepare<[number, number], number | null>('SELECT max(n) FROM search_clips WHERE n >= ? AND n < ?')
      .pluck();
    this.#insert = db.prepare<[number, string, ClipKind, number, Buffer]>(
      'INSERT INTO search_clips (n, clip_id, kind, bytes, digest) VALUES (?, ?, ?, ?, ?)',
    );
    this.#update = db.prepare<[ClipKind, number, Buffer, number]>(
      'UPDATE search_clips SET kind = ?, bytes = ?, digest = ? WHERE n = ?',
    );
    this.#remove = db.prepare<[number]>('DELETE FROM search_clips WHERE n = ?');
    this.#write = db.prepare<[bigint, string, string, string, string]>(
      'INSERT INTO search_text (rowid, keys, party, place, words) VALUES (?, ?, ?, ?, ?)',
    );
    this.#erase = db.prepare<[bigint]>('DELETE FROM search_text WHERE rowid = ?');
    this.#parts = db.prepare<[], number>('SELECT count(DISTINCT segid) FROM search_text_idx').pluck();
    this.#merge = db.prepare<[bigint]>("INSERT INTO search_text (search_text, rank) VALUES ('merge', ?)");
    this.#changes = db.prepare<[], number>('SELECT total_changes()').pluck();
    this.#basis = db.prepare<[], SearchBasis>('SELECT version, reached FROM search_basis');
    this.#setBasis = db.prepare<[number, string | null]>(
      'INSERT OR REPLACE INTO search_basis (id, version, reached) VALUES (1, ?, ?)',
    );
  }

  /** Writes what has changed. @returns whether anything had */
  put(document: SearchDocument): boolean {
    const { clipId, kind, bytes, sortAt, keys, party, place, words } = document;
    const digest = createHash('sha256')
      .update(JSON.stringify([kind, bytes, sortAt, keys, party, place, words]))
      .digest();
    const known = this.#known.get(clipId);
    if (known?.digest.equals(digest) === true) return false;
    const first = numberFrom(sortAt);
    const stays = known !== undefined && known.n >= first && known.n < first + IN_A_SECOND;
    const n = stays ? known.n : (this.#last.get(first, first + IN_A_SECOND) ?? first - 1) + 1;
    if (known !== undefined) this.#erase.run(BigInt(known.n));
    if (stays) this.#update.run(kind, bytes, digest, n);
    else {
      if (known !== undefined) this.#remove.run(known.n);
      this.#insert.run(n, clipId, kind, bytes, digest);
    }
    this.#write.run(BigInt(n), keys, party, place, words);
    return true;
  }

  /** In how many parts the text's index lies. A question looks into each of them, for each row that it looks up. */
  parts(): number {
    return this.#parts.get() ?? 0;
  }

  /**
   * One step of making one part of all that there are now.
   * @param pages of the index, 4 KB each, that are written by it, or a little more
   * @returns whether more is left
   */
  merge(pages: number, first: boolean): boolean {
    const before = this.#changes.get() ?? 0;
    // The sign tells FTS5 to begin with all parts; the row that it writes of itself is the one change of an idle step.
    this.#merge.run(BigInt(first ? -pages : pages));
    return (this.#changes.get() ?? 0) - before > 1;
  }

  basis(): SearchBasis | undefined {
    return this.#basis.get();
  }

  setBasis({ version, reached }: SearchBasis): void {
    this.#setBasis.run(version, reached);
  }
}

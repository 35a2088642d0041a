/** Footage that is on cameras and not on the station, as far as listings tell. */
import type { ClipKind } from '../../domain/clip.js';
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';
import type { EntryState } from './visit-entries.js';

export interface Listing {
  readonly visitId: string;
  readonly openedAt: Instant;
  /** Null while it is not complete. */
  readonly listedAt: Instant | null;
  readonly sourceType: string;
}

export interface UnstoredFile {
  readonly index: number;
  readonly path: string;
  readonly bytes: number;
  readonly modified: Instant | null;
  readonly kind: ClipKind | null;
  /** Start by the file's name, digits as written. */
  readonly nameStart: string | null;
  readonly class: 'clip' | 'unfinalised';
  readonly state: EntryState;
  /** What became of it, where it could not be stored. */
  readonly code: string | null;
}

export class Unstored {
  readonly #listing;
  readonly #files;
  readonly #newest;

  constructor(db: Db) {
    this.#listing = db.prepare<[string], Listing>(`
      SELECT id AS visitId, opened_at AS openedAt, listed_at AS listedAt, source_type AS sourceType FROM visits v
      WHERE camera_id = ? AND (listed_at IS NOT NULL OR EXISTS (SELECT 1 FROM visit_entries WHERE visit_id = v.id))
      ORDER BY opened_at DESC, id DESC LIMIT 1`);
    this.#files = db.prepare<[string], UnstoredFile>(`
      SELECT idx AS "index", path, bytes, modified, kind, name_facts ->> '$.start' AS nameStart, class, state, code FROM visit_entries
      WHERE visit_id = ? AND (class = 'clip' AND state IN ('waiting', 'failed') OR class = 'unfinalised') ORDER BY modified, idx`);
    this.#newest = db
      .prepare<[string], string | null>(
        "SELECT max(name_facts ->> '$.start') FROM visit_entries WHERE visit_id = ? AND class = 'clip'",
      )
      .pluck();
  }

  /** The latest listing of a camera's card that there is. */
  listing(cameraId: string): Listing | undefined {
    return this.#listing.get(cameraId);
  }

  /** Of a listing, oldest first. */
  files(visitId: string): UnstoredFile[] {
    return this.#files.all(visitId);
  }

  /** Digits of the newest clip on the card, by the names of the files. */
  newestStart(visitId: string): string | null {
    return this.#newest.get(visitId) ?? null;
  }
}

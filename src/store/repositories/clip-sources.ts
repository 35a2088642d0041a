/** Where a clip and what came with it were read from, with the exact bytes of each path, and each time they were seen again. */
import type { Db } from '../database.js';

/** A path on a camera: exact where its bytes are UTF-8, else escaped, with the exact bytes in `pathBase64`. */
export interface PathOnRecord {
  readonly path: string;
  readonly pathBase64: string | null;
}

export interface ClipSource extends PathOnRecord {
  /** What told the file apart from a later one of the same name: size and times, as the driver has them. */
  readonly stamp: string;
  readonly modified: string | null;
}

export interface Sighting extends PathOnRecord {
  readonly visit: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly modified: string | null;
  readonly seenAt: string;
}

export interface SidecarSource extends PathOnRecord {
  readonly sha256: string;
  readonly sm3: string | null;
  readonly kind: string;
  readonly bytes: number;
  readonly visit: string;
  readonly storedPath: string;
  readonly storedAt: string;
}

export class ClipSources {
  readonly #source;
  readonly #sightings;
  readonly #sidecars;
  readonly #ofVisit;

  constructor(db: Db) {
    this.#source = db.prepare<[string], ClipSource>(
      `SELECT source_path AS path, source_path_raw AS pathBase64, source_stamp AS stamp, source_modified AS modified
       FROM clips WHERE id = ?`,
    );
    this.#sightings = db.prepare<[string], Sighting>(
      `SELECT s.visit_id AS visit, e.path, e.path_raw AS pathBase64, s.sha256, e.bytes, e.modified, s.seen_at AS seenAt
       FROM sightings s JOIN visit_entries e ON e.visit_id = s.visit_id AND e.idx = s.idx
       WHERE s.clip_id = ? ORDER BY s.seen_at, s.visit_id, s.idx`,
    );
    this.#sidecars = db.prepare<[string], SidecarSource>(
      `SELECT s.sha256, o.sm3, s.kind, s.bytes, s.source_path AS path, s.source_path_raw AS pathBase64, s.visit_id AS visit,
         s.stored_path AS storedPath, s.stored_at AS storedAt
       FROM sidecars s JOIN originals o ON o.sha256 = s.sha256 WHERE s.clip_id = ? ORDER BY s.source_path, s.sha256`,
    );
    this.#ofVisit = db.prepare<[string], string>('SELECT id FROM clips WHERE visit_id = ? ORDER BY id').pluck();
  }

  of(clipId: string): ClipSource | undefined {
    return this.#source.get(clipId);
  }

  /** Of the clip and its sidecars, the first one first. */
  sightings(clipId: string): Sighting[] {
    return this.#sightings.all(clipId);
  }

  sidecars(clipId: string): SidecarSource[] {
    return this.#sidecars.all(clipId);
  }

  /** Clips that a visit brought. */
  clipsOfVisit(visitId: string): string[] {
    return this.#ofVisit.all(visitId);
  }
}

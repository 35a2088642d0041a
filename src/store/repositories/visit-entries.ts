/** The listing of a visit: one row per file on the camera, and what became of it. */
import type { VisitTally } from '../../domain/clip.js';
import { sourcePathKey, type SourcePath } from '../../domain/source-path.js';
import type { Instant } from '../../domain/time.js';
import type { VisitRemark } from '../../domain/visit.js';
import type { Db } from '../database.js';

export type EntryState = 'waiting' | 'stored' | 'already_known' | 'disposed' | 'failed' | 'listed';

export interface NewEntry {
  readonly index: number;
  readonly path: SourcePath;
  readonly bytes: number;
  readonly allocatedBytes: number | null;
  readonly stamp: string;
  readonly modified: Instant | null;
  readonly class: 'clip' | 'sidecar' | 'unfinalised' | 'ignored' | 'failed';
  readonly kind: string | null;
  readonly of: number | null;
  readonly locked: boolean | null;
  /** JSON of the driver's name facts. */
  readonly nameFacts: string | null;
  readonly reason: string | null;
}

export interface EntryRow {
  readonly index: number;
  readonly path: SourcePath;
  readonly bytes: number;
  readonly allocatedBytes: number | null;
  readonly stamp: string;
  readonly modified: Instant | null;
  readonly class: NewEntry['class'];
  readonly kind: string | null;
  readonly of: number | null;
  readonly locked: boolean | null;
  readonly nameFacts: string | null;
  readonly state: EntryState;
  readonly clipId: string | null;
}

interface EntryRecord {
  idx: number;
  path: string;
  path_raw: string | null;
  bytes: number;
  allocated: number | null;
  stamp: string;
  modified: string | null;
  class: NewEntry['class'];
  kind: string | null;
  of_idx: number | null;
  locked: number | null;
  name_facts: string | null;
  state: EntryState;
  clip_id: string | null;
}

/** What waits at the very start; everything else is only listed. */
const initialState = (e: NewEntry): EntryState =>
  e.class === 'clip' || e.class === 'sidecar' ? 'waiting' : e.class === 'failed' ? 'failed' : 'listed';

export class VisitEntries {
  readonly #insert;
  readonly #waiting;
  readonly #get;
  readonly #stored;
  readonly #settle;
  readonly #tally;
  readonly #remarks;
  readonly #waitingBytes;
  readonly #forget;
  readonly #orphaned;
  readonly #settledClips;
  readonly #sidecarsOf;
  readonly #atPath;
  readonly #incomplete;

  constructor(db: Db) {
    this.#insert = db.prepare(`
      INSERT INTO visit_entries (visit_id, idx, path_key, path, path_raw, bytes, allocated, stamp, modified, class, kind, of_idx, locked, name_facts, state, reason)
      VALUES (@visitId, @index, @key, @text, @raw, @bytes, @allocatedBytes, @stamp, @modified, @class, @kind, @of, @locked, @nameFacts, @state, @reason)`);
    this.#waiting = db.prepare<unknown[], { idx: number }>(`
      SELECT idx FROM visit_entries WHERE visit_id = @visitId AND state = 'waiting' AND class = @class
      AND (class = 'clip' OR EXISTS (SELECT 1 FROM visit_entries c WHERE c.visit_id = @visitId AND c.idx = visit_entries.of_idx AND c.clip_id IS NOT NULL))
      ORDER BY modified, idx LIMIT @limit`);
    this.#get = db.prepare<[string, number], EntryRecord>('SELECT * FROM visit_entries WHERE visit_id = ? AND idx = ?');
    this.#stored = db.prepare<[string], EntryRecord>(
      "SELECT * FROM visit_entries WHERE visit_id = ? AND state = 'stored'",
    );
    this.#settle = db.prepare(
      'UPDATE visit_entries SET state = @state, clip_id = ifnull(@clipId, clip_id), reason = @reason, code = @code WHERE visit_id = @visitId AND idx = @index',
    );
    this.#tally = db.prepare<[string], { class: string; state: EntryState; n: number; bytes: number }>(
      'SELECT class, state, count(*) AS n, sum(bytes) AS bytes FROM visit_entries WHERE visit_id = ? GROUP BY class, state',
    );
    this.#remarks = db.prepare<[string, number], VisitRemark>(`
      SELECT path, class, state, reason, code FROM visit_entries
      WHERE visit_id = ? AND (class IN ('unfinalised', 'ignored', 'failed') OR state IN ('failed', 'disposed')) ORDER BY state, class, idx LIMIT ?`);
    this.#waitingBytes = db.prepare<[string], { bytes: number | null }>(
      "SELECT sum(bytes) AS bytes FROM visit_entries WHERE visit_id = ? AND state = 'waiting'",
    );
    this.#settledClips = db.prepare<[string, number, number], EntryRecord>(
      "SELECT * FROM visit_entries WHERE visit_id = ? AND idx > ? AND class = 'clip' AND clip_id IS NOT NULL ORDER BY idx LIMIT ?",
    );
    this.#sidecarsOf = db.prepare<[string, number], EntryRecord>(
      "SELECT * FROM visit_entries WHERE visit_id = ? AND class = 'sidecar' AND of_idx = ? ORDER BY idx",
    );
    this.#atPath = db.prepare<[string, string], EntryRecord>(
      'SELECT * FROM visit_entries WHERE visit_id = ? AND path_key = ?',
    );
    this.#incomplete = db
      .prepare<[string], number>("SELECT EXISTS (SELECT 1 FROM visit_entries WHERE visit_id = ? AND class = 'failed')")
      .pluck();
    this.#forget = db.prepare('DELETE FROM visit_entries WHERE visit_id = ?');
    this.#orphaned = db.prepare(`
      UPDATE visit_entries SET state = 'failed', reason = 'its clip was not stored', code = NULL
      WHERE visit_id = @visitId AND class = 'sidecar' AND state = 'waiting' AND of_idx IN
        (SELECT idx FROM visit_entries WHERE visit_id = @visitId AND class = 'clip' AND state = 'failed')`);
  }

  add(visitId: string, entries: readonly NewEntry[]): void {
    for (const e of entries) {
      this.#insert.run({
        visitId,
        index: e.index,
        key: sourcePathKey(e.path),
        text: e.path.text,
        raw: e.path.raw ?? null,
        bytes: e.bytes,
        allocatedBytes: e.allocatedBytes,
        stamp: e.stamp,
        modified: e.modified,
        class: e.class,
        kind: e.kind,
        of: e.of,
        locked: e.locked === null ? null : Number(e.locked),
        nameFacts: e.nameFacts,
        state: initialState(e),
        reason: e.reason,
      });
    }
  }

  /** A visit that goes on lists the medium anew: what was stored is found again as already known. */
  forget(visitId: string): void {
    this.#forget.run(visitId);
  }

  /** Indexes, oldest first, because the oldest footage is nearest its deadline; a clip's sidecars only once it is stored. */
  waiting(visitId: string, limit: number): number[] {
    const clips = this.#waiting.all({ visitId, class: 'clip', limit });
    const rest = limit - clips.length;
    const sidecars = rest > 0 ? this.#waiting.all({ visitId, class: 'sidecar', limit: rest }) : [];
    return [...clips, ...sidecars].map((e) => e.idx);
  }

  /** What this visit stored or found stored. */
  stored(visitId: string): EntryRow[] {
    return this.#stored.all(visitId).map(toRow);
  }

  get(visitId: string, index: number): EntryRow | undefined {
    const record = this.#get.get(visitId, index);
    return record === undefined ? undefined : toRow(record);
  }

  /** Clips that are on the station now, by their place in the listing, from after one on. */
  settledClips(visitId: string, after: number, limit: number): EntryRow[] {
    return this.#settledClips.all(visitId, after, limit).map(toRow);
  }

  /** What the listing has beside a clip. */
  sidecarsOf(visitId: string, index: number): EntryRow[] {
    return this.#sidecarsOf.all(visitId, index).map(toRow);
  }

  /** What is listed under this very name. */
  atPath(visitId: string, path: SourcePath): EntryRow | undefined {
    const record = this.#atPath.get(visitId, sourcePathKey(path));
    return record === undefined ? undefined : toRow(record);
  }

  /** Whether the listing has something that could not be looked at: then what it does not have may be there all the same. */
  isIncomplete(visitId: string): boolean {
    return this.#incomplete.get(visitId) === 1;
  }

  settle(
    visitId: string,
    index: number,
    state: EntryState,
    outcome: { readonly clipId?: string; readonly reason?: string; readonly code?: string } = {},
  ): void {
    this.#settle.run({
      visitId,
      index,
      state,
      clipId: outcome.clipId ?? null,
      reason: outcome.reason ?? null,
      code: outcome.code ?? null,
    });
  }

  /** Sidecars whose clip could not be stored fail with it. */
  failOrphanedSidecars(visitId: string): void {
    this.#orphaned.run({ visitId });
  }

  waitingBytes(visitId: string): number {
    return this.#waitingBytes.get(visitId)?.bytes ?? 0;
  }

  tally(visitId: string): VisitTally {
    const t = {
      onCamera: 0,
      stored: 0,
      alreadyKnown: 0,
      disposed: 0,
      unfinalised: 0,
      failed: 0,
      waiting: 0,
      ignored: 0,
      sidecars: 0,
      bytesStored: 0,
    };
    for (const { class: cls, state, n, bytes } of this.#tally.all(visitId)) {
      if (state === 'stored') t.bytesStored += bytes;
      if (cls === 'unfinalised') t.unfinalised += n;
      else if (cls === 'ignored') t.ignored += n;
      else if (cls === 'failed') t.failed += n;
      else if (cls === 'sidecar') {
        t.sidecars += n;
        if (state === 'failed') t.failed += n;
        if (state === 'waiting') t.waiting += n;
      } else {
        t.onCamera += n;
        if (state === 'stored') t.stored += n;
        else if (state === 'already_known') t.alreadyKnown += n;
        else if (state === 'disposed') t.disposed += n;
        else if (state === 'failed') t.failed += n;
        else t.waiting += n;
      }
    }
    return t;
  }

  /** Files that are not on the station, with the reason; at most `limit`. */
  remarks(visitId: string, limit: number): VisitRemark[] {
    return this.#remarks.all(visitId, limit);
  }
}

const toRow = (r: EntryRecord): EntryRow => ({
  index: r.idx,
  path: r.path_raw === null ? { text: r.path } : { text: r.path, raw: r.path_raw },
  bytes: r.bytes,
  allocatedBytes: r.allocated,
  stamp: r.stamp,
  modified: r.modified,
  class: r.class,
  kind: r.kind,
  of: r.of_idx,
  locked: r.locked === null ? null : r.locked !== 0,
  nameFacts: r.name_facts,
  state: r.state,
  clipId: r.clip_id,
});

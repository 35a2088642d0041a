/** What a visit writes into the store of its clips and sidecars: rows and custody entries, each act in one transaction. */
import type { ClipKind, SidecarKind } from '../../domain/clip.js';
import { newClipId } from '../../domain/ids.js';
import { toInstant, type Clock } from '../../domain/time.js';
import type { EntryRow } from '../../store/repositories/visit-entries.js';
import type { StationStore } from '../../store/station-store.js';
import type { Published } from '../publisher.js';
import { pathJson } from '../../domain/source-path.js';
import { sourceKey } from '../../domain/source-key.js';
import { nameFactsOf } from './listed-entry.js';
import type { Failure } from './protocol.js';
import type { Staged } from './pull.js';
import type { VisitSubject } from './visit-records.js';

export class ClipRecords {
  constructor(
    private readonly store: StationStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs inside the publisher's transaction: the clip or sidecar, its sighting, its entry.
   * @returns the clip that came to be; null for a sidecar, and for a content that the station has
   */
  stored(
    visit: VisitSubject,
    entry: EntryRow,
    staged: Staged,
    published: Published,
    note: string | null,
  ): string | null {
    if (entry.class !== 'sidecar') return this.#storedClip(visit, entry, staged, published, note);
    this.#storedSidecar(visit, entry, published);
    return null;
  }

  /** Whether a file is stored even where the same content was disposed of: a sidecar of a clip that is on the station. */
  returns(visit: VisitSubject, entry: EntryRow): boolean {
    if (entry.class !== 'sidecar') return false;
    const clipId = this.#clipOf(visit.id, entry);
    return clipId !== undefined && this.store.disposals.get(clipId) === undefined;
  }

  /** The camera's file is one whose content the station has: recorded as seen again, quietly. */
  known(visit: VisitSubject, entry: EntryRow, sha256: string, storedInThisVisit: boolean): void {
    const { store } = this;
    store.transaction(() => {
      const clipId = entry.class === 'sidecar' ? this.#clipOf(visit.id, entry) : store.clips.idOfContent(sha256);
      if (clipId === undefined) throw new Error(`no clip holds ${sha256}`);
      this.#knownAs(
        visit,
        entry,
        sha256,
        clipId,
        storedInThisVisit ? 'stored' : 'already_known',
        'samples of the file',
      );
    });
  }

  failed(visitId: string, entry: EntryRow, failure: Failure): void {
    const { store } = this;
    store.transaction(() => {
      store.entries.settle(visitId, entry.index, 'failed', { reason: failure.message, code: failure.code });
      store.log.append(
        'clip.failed',
        {
          path: pathJson(entry.path),
          bytes: entry.bytes,
          code: failure.code,
          message: failure.message,
          details: failure.details,
        },
        { visitId },
      );
    });
  }

  #storedClip(
    visit: VisitSubject,
    entry: EntryRow,
    staged: Staged,
    published: Published,
    note: string | null,
  ): string | null {
    const { store } = this;
    const { sha256, bytes, storedPath } = published;
    const existing = store.clips.idOfContent(sha256);
    if (existing !== undefined) {
      this.#knownAs(visit, entry, sha256, existing, 'already_known', 'every byte was read');
      return null;
    }
    const id = newClipId();
    const name = nameFactsOf(entry);
    const state = published.readBack === 'direct' ? 'verified' : 'stored';
    const kind = entry.kind as ClipKind;
    // What the clip itself says comes first: the camera may have gone to another officer since.
    const officerNo = name?.officerNo ?? visit.camera.officerNo ?? null;
    store.clips.insert({
      id,
      sha256,
      bytes,
      kind,
      state,
      cameraId: visit.camera.id,
      cameraSerial: visit.camera.serial,
      officerNo,
      visitId: visit.id,
      sourceType: visit.sourceType,
      path: entry.path,
      stamp: entry.stamp,
      modified: entry.modified,
      storedPath,
      storedAt: published.at,
      important: name?.important ?? false,
      encrypted: name?.encrypted ?? false,
      locked: entry.locked,
      note,
      nameStart: name?.start ?? null,
    });
    store.entries.settle(visit.id, entry.index, 'stored', { clipId: id });
    this.#sighting(visit, entry, sha256, id, published.at);
    store.log.append(
      'clip.stored',
      {
        sha256,
        sm3: published.sm3,
        bytes,
        kind,
        state,
        cameraId: visit.camera.id,
        serial: visit.camera.serial,
        officerNo,
        path: pathJson(entry.path),
        stamp: entry.stamp,
        modified: entry.modified,
        storedPath,
        storedAt: published.at,
        important: name?.important ?? false,
        encrypted: name?.encrypted ?? false,
        locked: entry.locked,
        nameStart: name?.start ?? null,
        readBack: published.readBack,
        resumedAt: staged.resumedAt,
        sourceType: visit.sourceType,
        note,
      },
      { visitId: visit.id, clipId: id },
    );
    store.clearAlarm('store.orphan_original', sha256);
    return id;
  }

  #storedSidecar(visit: VisitSubject, entry: EntryRow, published: Published): void {
    const { store } = this;
    const clipId = this.#clipOf(visit.id, entry);
    if (clipId === undefined) throw new Error(`the clip of sidecar ${entry.path.text} is not stored`);
    const { sha256, bytes, storedPath, at } = published;
    if (store.disposals.gone(sha256) !== undefined) {
      this.#disposed(visit, entry, sha256, clipId, 'every byte was read');
      return;
    }
    const kind = entry.kind as SidecarKind;
    store.clips.insertSidecar({
      clipId,
      sha256,
      kind,
      bytes,
      path: entry.path,
      visitId: visit.id,
      storedPath,
      storedAt: at,
    });
    store.entries.settle(visit.id, entry.index, 'stored', { clipId });
    this.#sighting(visit, entry, sha256, clipId, at);
    store.log.append(
      'sidecar.stored',
      {
        sha256,
        sm3: published.sm3,
        bytes,
        kind,
        path: pathJson(entry.path),
        storedPath,
        storedAt: at,
        readBack: published.readBack,
      },
      { visitId: visit.id, clipId },
    );
  }

  #knownAs(
    visit: VisitSubject,
    entry: EntryRow,
    sha256: string,
    clipId: string,
    state: 'stored' | 'already_known',
    basis: string,
  ): void {
    if (this.store.disposals.get(clipId) !== undefined) {
      this.#disposed(visit, entry, sha256, clipId, basis);
      return;
    }
    this.store.entries.settle(visit.id, entry.index, state, { clipId });
    this.#sighting(visit, entry, sha256, clipId, toInstant(this.clock.now()));
    this.store.log.append(
      'clip.already_known',
      { sha256, path: pathJson(entry.path), bytes: entry.bytes, basis },
      { visitId: visit.id, clipId },
    );
  }

  /** It was on the station and was disposed of: it does not come back as new, nor does it count as stored. */
  #disposed(visit: VisitSubject, entry: EntryRow, sha256: string, clipId: string, basis: string): void {
    const { store } = this;
    const tombstone = store.disposals.get(clipId);
    const { proposalId = null, approvedAt = null, approvedSeq = null } = tombstone ?? {};
    const reason = `disposed of, proposal ${proposalId ?? 'unknown'}, ${approvedAt ?? ''}`;
    store.entries.settle(visit.id, entry.index, 'disposed', { clipId, reason });
    store.log.append(
      'clip.seen_disposed',
      {
        sha256,
        path: pathJson(entry.path),
        bytes: entry.bytes,
        basis,
        proposal: proposalId,
        approvedEntry: approvedSeq,
      },
      { visitId: visit.id, clipId },
    );
  }

  #sighting(visit: VisitSubject, entry: EntryRow, sha256: string, clipId: string, at: string): void {
    this.store.clips.insertSighting(sourceKey(visit.medium.id, entry), visit.id, entry.index, sha256, clipId, at);
  }

  #clipOf(visitId: string, sidecar: EntryRow): string | undefined {
    return sidecar.of === null ? undefined : (this.store.entries.get(visitId, sidecar.of)?.clipId ?? undefined);
  }
}

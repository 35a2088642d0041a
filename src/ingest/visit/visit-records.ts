/** What a visit writes into the store: rows and custody entries, each act in one transaction. */
import type { ListedFile, MediumIdentity, NameFacts } from '../../device/camera.js';
import type { Json } from '../../domain/canonical-json.js';
import type { ClockReading, StationClockState } from '../../domain/camera.js';
import type { ClipKind, SidecarKind, VisitTally } from '../../domain/clip.js';
import { newClipId } from '../../domain/ids.js';
import type { SourcePath } from '../../domain/source-path.js';
import { toInstant, type Clock } from '../../domain/time.js';
import type { SourceType, VisitOutcome } from '../../domain/visit.js';
import type { CameraRow } from '../../store/repositories/cameras.js';
import type { EntryRow, NewEntry } from '../../store/repositories/visit-entries.js';
import type { StationStore } from '../../store/station-store.js';
import type { Published } from '../publisher.js';
import { sourceKey } from '../source-key.js';
import type { Failure, Report } from './protocol.js';
import type { Staged } from './pull.js';
import type { VisitPlan } from './visit-plan.js';

export type Docked = Extract<Report, { type: 'docked' }>;
export type Opened = Extract<Report, { type: 'opened' }>;
export type ClockSet = Extract<Report, { type: 'clockSet' }>;
export type Listed = Extract<Report, { type: 'listed' }>;

/** The visit as its records need it. */
export interface VisitSubject {
  readonly id: string;
  readonly camera: CameraRow;
  readonly medium: MediumIdentity;
  readonly sourceType: SourceType;
}

/** The same tolerance as for clip times: clocks that differ a little are no alarm. */
const AHEAD_MS = 10 * 60_000;

export class VisitRecords {
  constructor(
    private readonly store: StationStore,
    private readonly clock: Clock,
  ) {}

  /** A new visit, or the interrupted one of the same camera that now goes on. */
  open(
    { candidate, sourceType, by }: Pick<VisitPlan, 'candidate' | 'sourceType' | 'by'>,
    opened: Opened,
    stationClock: StationClockState,
    interruptedId: string | null,
    note: string | null,
    /** The visit that began when the camera was in host mode: it is neither opened nor resumed now. */
    dockedId: string | null,
  ): VisitSubject {
    const { store } = this;
    const { identity, medium, profile, driver, because, manifest, mediaClock } = opened;
    const { root, fileSystem, readOnly } = candidate;
    return store.transaction(() => {
      const at = this.#now();
      const camera = store.cameras.seen({ identity, mediumId: medium.id, profile, sourceType, at });
      const begun = dockedId ?? interruptedId;
      const id = begun ?? store.visits.open({ slot: candidate.slot, root, driver, profile, sourceType, at });
      if (begun !== null) store.visits.reopened(id, candidate.slot, root);
      store.visits.identified(id, {
        camera: { id: camera.id, mediumId: medium.id },
        profile,
        mediaClock,
        identity,
        stationClock,
        note,
      });
      const place = { slot: candidate.slot, root, fileSystem, readOnly };
      if (dockedId === null) {
        store.log.append(
          interruptedId === null ? 'visit.opened' : 'visit.resumed',
          { ...place, driver, profile, because, by, sourceType },
          { visitId: id },
        );
      }
      store.log.append(
        'visit.identified',
        {
          cameraId: camera.id,
          identity: asJson(identity),
          medium: asJson(medium),
          manifest: asJson(manifest),
          mediaClock,
          stationClock: asJson(stationClock),
          ...(dockedId !== null && { disk: { ...place, profile } }),
        },
        { visitId: id },
      );
      this.#alarmOnSharedSerial(camera, id);
      return { id, camera, medium, sourceType };
    });
  }

  /** A visit whose camera is in host mode: it is known, and has no medium yet. @returns its id */
  docked(
    { candidate, sourceType, by }: Pick<VisitPlan, 'candidate' | 'sourceType' | 'by'>,
    { driver, because, profile, identity }: Docked,
    stationClock: StationClockState,
    interruptedId: string | null,
  ): string {
    const { store } = this;
    const { slot, root } = candidate;
    return store.transaction(() => {
      const id = interruptedId ?? store.visits.open({ slot, root, driver, profile, sourceType, at: this.#now() });
      if (interruptedId !== null) store.visits.reopened(id, slot, root);
      store.visits.docked(id, identity, stationClock);
      store.log.append(
        interruptedId === null ? 'visit.opened' : 'visit.resumed',
        { slot, root, driver, profile, because, by, sourceType, identity: asJson(identity) },
        { visitId: id },
      );
      return id;
    });
  }

  /** Another camera came back than was sent to become a disk. */
  otherCamera(visitId: string | null, slot: string, failure: Failure): void {
    this.store.raiseAlarm('camera.other', slot, { ...failure.details, visitId });
  }

  addEntries(visitId: string, files: readonly ListedFile[]): void {
    this.store.transaction(() => {
      this.store.entries.add(visitId, files.map(toEntry));
    });
  }

  listed(visitId: string, { digest, readiness, clock }: Listed): VisitTally {
    const { store } = this;
    return store.transaction(() => {
      store.visits.checked(visitId, readiness, clock);
      store.visits.listed(visitId, this.#now());
      store.log.append('visit.checked', { readiness: asJson(readiness), clock: asJson(clock) }, { visitId });
      const tally = store.entries.tally(visitId);
      store.log.append('visit.listed', { digest, tally: asJson(tally) }, { visitId });
      this.#alarmOnFastClock(visitId, clock);
      return tally;
    });
  }

  /** Files that appeared after the listing are on record. */
  listedAgain(visitId: string, digest: string): VisitTally {
    const { store } = this;
    return store.transaction(() => {
      const tally = store.entries.tally(visitId);
      store.log.append('visit.listed', { digest, tally: asJson(tally), again: true }, { visitId });
      return tally;
    });
  }

  /** Runs inside the publisher's transaction: the clip or sidecar, its sighting, its entry. */
  stored(visit: VisitSubject, entry: EntryRow, staged: Staged, published: Published, note: string | null): void {
    if (entry.class === 'sidecar') this.#storedSidecar(visit, entry, published);
    else this.#storedClip(visit, entry, staged, published, note);
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

  interrupted(visitId: string, reason: string): void {
    this.store.transaction(() => {
      this.store.visits.setState(visitId, 'interrupted', reason);
      this.store.log.append(
        'visit.interrupted',
        { reason, tally: asJson(this.store.entries.tally(visitId)) },
        { visitId },
      );
    });
  }

  /** What became of the camera's clock: its reading before and after, or why it was left as it was. */
  clockSet(visitId: string, before: ClockReading, after: ClockReading | null, problem: string | null): void {
    this.store.transaction(() =>
      this.store.log.append(
        problem === null ? 'camera.clock_set' : 'camera.clock_not_set',
        { before: asJson(before), after: after === null ? null : asJson(after), problem },
        { visitId },
      ),
    );
  }

  close(visitId: string, outcome: VisitOutcome, reason: string | null): VisitTally {
    const { store } = this;
    return store.transaction(() => {
      store.entries.failOrphanedSidecars(visitId);
      const tally = store.entries.tally(visitId);
      store.visits.close(visitId, outcome, reason, this.#now());
      store.log.append('visit.closed', { outcome, reason, tally: asJson(tally) }, { visitId });
      return tally;
    });
  }

  #storedClip(visit: VisitSubject, entry: EntryRow, staged: Staged, published: Published, note: string | null): void {
    const { store } = this;
    const { sha256, bytes, storedPath } = published;
    const existing = store.clips.idOfContent(sha256);
    if (existing !== undefined) {
      this.#knownAs(visit, entry, sha256, existing, 'already_known', 'every byte was read');
      return;
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
  }

  #storedSidecar(visit: VisitSubject, entry: EntryRow, published: Published): void {
    const { store } = this;
    const clipId = this.#clipOf(visit.id, entry);
    if (clipId === undefined) throw new Error(`the clip of sidecar ${entry.path.text} is not stored`);
    const { sha256, bytes, storedPath, at } = published;
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
    this.store.entries.settle(visit.id, entry.index, state, { clipId });
    this.#sighting(visit, entry, sha256, clipId, this.#now());
    this.store.log.append(
      'clip.already_known',
      { sha256, path: pathJson(entry.path), bytes: entry.bytes, basis },
      { visitId: visit.id, clipId },
    );
  }

  #sighting(visit: VisitSubject, entry: EntryRow, sha256: string, clipId: string, at: string): void {
    this.store.clips.insertSighting(sourceKey(visit.medium.id, entry), visit.id, entry.index, sha256, clipId, at);
  }

  #clipOf(visitId: string, sidecar: EntryRow): string | undefined {
    return sidecar.of === null ? undefined : (this.store.entries.get(visitId, sidecar.of)?.clipId ?? undefined);
  }

  #alarmOnSharedSerial(camera: CameraRow, visitId: string): void {
    const others = this.store.cameras.sharingSerialWith(camera);
    if (others.length === 0 || camera.serial === null) return;
    this.store.raiseAlarm('serial.duplicate', camera.serial, {
      serial: camera.serial,
      visitId,
      cameras: [camera.id, ...others.map((c) => c.id)],
      media: [camera.mediumId, ...others.map((c) => c.mediumId)],
    });
  }

  /** A volume only shows that a clock is ahead by at least so much; that much is worth an alarm (SH-08, XM-07). */
  #alarmOnFastClock(visitId: string, { offsetMs, method }: ClockReading): void {
    const cameraId = this.store.visits.get(visitId)?.cameraId;
    if (cameraId == null || offsetMs === null) return;
    if (offsetMs > AHEAD_MS) this.store.raiseAlarm('camera.clock_ahead', cameraId, { visitId, offsetMs, method });
    else this.store.clearAlarm('camera.clock_ahead', cameraId);
  }

  #now(): string {
    return toInstant(this.clock.now());
  }
}

const toEntry = (f: ListedFile): NewEntry => ({
  index: f.index,
  path: f.path,
  bytes: f.bytes,
  allocatedBytes: f.allocatedBytes,
  stamp: f.stamp,
  modified: f.modified,
  class: f.class.as,
  kind: f.class.as === 'clip' || f.class.as === 'sidecar' ? f.class.kind : null,
  of: f.class.as === 'sidecar' ? f.class.of : null,
  locked: f.locked,
  nameFacts: f.nameFacts === null ? null : JSON.stringify(f.nameFacts),
  reason: 'reason' in f.class ? f.class.reason : null,
});

const nameFactsOf = (entry: EntryRow): NameFacts | null =>
  entry.nameFacts === null ? null : (JSON.parse(entry.nameFacts) as NameFacts);

export const pathJson = (path: SourcePath): Json =>
  path.raw === undefined ? path.text : { text: path.text, base64: path.raw };

/** A plain value as JSON: what has no JSON form (undefined) is left out, as `JSON.stringify` does. */
export const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
